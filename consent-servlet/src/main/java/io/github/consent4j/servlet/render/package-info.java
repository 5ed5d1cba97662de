/** How a response is written for whom: what is put in, and what caches may hold. */
@NullMarked
package io.github.consent4j.servlet.render;

import org.jspecify.annotations.NullMarked;
