/** The library's own words in every language, hints in messages, names of hosts. */
@NullMarked
package io.github.consent4j.text;

import org.jspecify.annotations.NullMarked;
