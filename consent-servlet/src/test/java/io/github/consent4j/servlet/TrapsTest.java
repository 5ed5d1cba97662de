package io.github.consent4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrapsTest {

  @Test
  void every_known_trap_is_tested_or_explained() {
    Set<Integer> tested = new TreeSet<>(Traps.ELSEWHERE.keySet());
    Stream.of(
            CachingTest.class,
            CookiesTest.class,
            CookiePolicyTest.class,
            DispatchTest.class,
            EndpointsTest.class,
            FilesTest.class,
            HeadersTest.class,
            PagesTest.class,
            ProgrammaticConsentTest.class,
            StartUpTest.class)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Trap.class))
        .flatMapToInt(method -> Arrays.stream(method.getAnnotation(Trap.class).value()))
        .forEach(tested::add);
    assertThat(tested).containsAll(IntStream.rangeClosed(1, Traps.COUNT).boxed().toList());
  }
}
