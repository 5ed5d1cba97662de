/** The filter for reactive applications (Spring WebFlux), and what their code asks it. */
@NullMarked
package io.github.consent4j.spring.reactive;

import org.jspecify.annotations.NullMarked;
