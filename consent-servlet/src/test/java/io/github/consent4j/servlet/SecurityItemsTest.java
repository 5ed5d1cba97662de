package io.github.consent4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecurityItemsTest {

  @Test
  void every_known_attack_is_tested_or_explained() {
    Set<Integer> tested = new TreeSet<>(SecurityItems.ELSEWHERE.keySet());
    Stream.of(
            CachingTest.class,
            CookiesTest.class,
            EndpointsTest.class,
            HeadersTest.class,
            PagesTest.class,
            ReportsTest.class,
            SecurityTest.class,
            StartUpTest.class)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(SecurityItem.class))
        .flatMapToInt(method -> Arrays.stream(method.getAnnotation(SecurityItem.class).value()))
        .forEach(tested::add);
    assertThat(tested)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, SecurityItems.COUNT).boxed().toList());
  }
}
