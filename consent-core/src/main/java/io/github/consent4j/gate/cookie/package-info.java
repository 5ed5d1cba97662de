/** Decides over cookies of requests and responses, and expires what was left behind. */
@NullMarked
package io.github.consent4j.gate.cookie;

import org.jspecify.annotations.NullMarked;
