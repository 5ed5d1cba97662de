/** The library's texts in all its languages, hints in messages, host names. Not for users. */
@NullMarked
package io.github.consent4j.text;

import org.jspecify.annotations.NullMarked;
