/** What operators see of the library by Spring Boot's actuator and by Micrometer. */
@NullMarked
package io.github.consent4j.spring.actuate;

import org.jspecify.annotations.NullMarked;
