/** Decides over cookies, URLs and markup: pure functions of policy, consent and bytes. */
@NullMarked
package io.github.consent4j.gate;

import org.jspecify.annotations.NullMarked;
