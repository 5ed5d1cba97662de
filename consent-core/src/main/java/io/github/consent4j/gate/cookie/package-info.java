/** Decides on the cookies of requests and responses, and deletes leftovers. */
@NullMarked
package io.github.consent4j.gate.cookie;

import org.jspecify.annotations.NullMarked;
