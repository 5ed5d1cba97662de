package io.github.consent4j.compatibility;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;

/** Spring Boot 3.5 and 4.x have the annotation in different packages. */
@Retention(RetentionPolicy.RUNTIME)
@WebMvcTest(Pages.class)
@interface PagesSlice {}
