/** What the catalogue recognises without a declaration. Internal. */
@NullMarked
package io.github.consent4j.known;

import org.jspecify.annotations.NullMarked;
