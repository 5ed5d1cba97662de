/** Addresses, read as browsers read them (WHATWG URL). */
@NullMarked
package io.github.consent4j.gate.url;

import org.jspecify.annotations.NullMarked;
