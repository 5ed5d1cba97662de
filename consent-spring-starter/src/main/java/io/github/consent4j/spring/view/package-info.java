/** The visitor's consent in the views of Spring MVC, and a dialect of Thymeleaf. */
@NullMarked
package io.github.consent4j.spring.view;

import org.jspecify.annotations.NullMarked;
