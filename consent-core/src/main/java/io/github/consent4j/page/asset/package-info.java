/** Scripts and style sheets of the library, with the rules of a policy compiled into them. */
@NullMarked
package io.github.consent4j.page.asset;

import org.jspecify.annotations.NullMarked;
