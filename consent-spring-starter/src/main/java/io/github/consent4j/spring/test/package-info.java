/** Support for tests of sites that use the library. Every class needs only what it names. */
@NullMarked
package io.github.consent4j.spring.test;

import org.jspecify.annotations.NullMarked;
