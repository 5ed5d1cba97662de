/** A reverse proxy that asks for consent in front of any other site. */
@NullMarked
package io.github.consent4j.examples.proxy;

import org.jspecify.annotations.NullMarked;
