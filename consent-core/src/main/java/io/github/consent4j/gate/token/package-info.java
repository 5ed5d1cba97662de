/** The tokenizer of browsers (WHATWG HTML, section 13.2.5), without any rules of the policy. */
@NullMarked
package io.github.consent4j.gate.token;

import org.jspecify.annotations.NullMarked;
