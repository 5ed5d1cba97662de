/** Files that survive a crash, for all who keep records on a disk. */
@NullMarked
package io.github.consent4j.record.disk;

import org.jspecify.annotations.NullMarked;
