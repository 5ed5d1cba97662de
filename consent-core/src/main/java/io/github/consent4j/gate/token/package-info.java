/** The tokenizer of browsers (WHATWG HTML, section 13.2.5), and nothing of rules. */
@NullMarked
package io.github.consent4j.gate.token;

import org.jspecify.annotations.NullMarked;
