package io.github.consent4j.servlet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Behaviours that hold on every container; the build lists them in {@code container-matrix.md}.
 * Those with the tag {@code wrapper} depend on the container's own request and response. They run
 * with Servlet 6.0 as well as with 6.1.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass
@EnumSource(Containers.class)
@ExtendWith(ContainerMatrix.class)
@interface OnEveryContainer {}
