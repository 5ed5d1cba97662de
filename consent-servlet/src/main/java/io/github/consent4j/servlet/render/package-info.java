/** Writes a response for its audience: the insertions, and what caches may keep. */
@NullMarked
package io.github.consent4j.servlet.render;

import org.jspecify.annotations.NullMarked;
