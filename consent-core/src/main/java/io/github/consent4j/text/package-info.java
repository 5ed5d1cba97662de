/** The texts of the library in all its languages. This package is not for users of the library. */
@NullMarked
package io.github.consent4j.text;

import org.jspecify.annotations.NullMarked;
