/** The library's own words, in every language that it speaks; not for users of the library. */
@NullMarked
package io.github.consent4j.text;

import org.jspecify.annotations.NullMarked;
