/** Auto-configuration for Spring Boot 3.5 and 4.x. */
@NullMarked
package io.github.consent4j.spring;

import org.jspecify.annotations.NullMarked;
