/** The store of proof in files. */
@NullMarked
package io.github.consent4j.record.file;

import org.jspecify.annotations.NullMarked;
