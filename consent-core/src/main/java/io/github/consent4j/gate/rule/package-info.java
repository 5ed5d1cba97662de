/** What a policy says of an address, a script or a mark, compiled for looking up. */
@NullMarked
package io.github.consent4j.gate.rule;

import org.jspecify.annotations.NullMarked;
