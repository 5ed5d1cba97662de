package io.github.consent4j.spring.test;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.reader.PolicyReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the policy for what a test does outside of a request. */
final class PolicyOfTest {

  private static final String FILE = "consent.yaml";

  private PolicyOfTest() {}

  /**
   * Returns the policy that a test names, or else that of the test itself, or else the one in
   * {@code consent.yaml} on the class path.
   *
   * @throws IllegalStateException if there is none
   */
  static Policy find(@Nullable Supplier<Policy> named) {
    return named != null ? named.get() : CurrentTest.policy().orElseGet(PolicyOfTest::onClassPath);
  }

  /**
   * Reads the policy on the class path.
   *
   * @throws IllegalStateException if it is not there
   * @throws io.github.consent4j.policy.PolicyException if it cannot be used
   */
  static Policy onClassPath() {
    ClassLoader loader =
        Objects.requireNonNullElse(
            Thread.currentThread().getContextClassLoader(), PolicyOfTest.class.getClassLoader());
    URL file = loader.getResource(FILE);
    if (file == null) {
      throw new IllegalStateException(
          "The policy of the test is not known: there is no "
              + FILE
              + " on the class path, no ConsentFilter in the test's application context, and no"
              + " ConsentExtension in the test. Name it with under(filter) or under(policy)");
    }
    try {
      return new PolicyReader(BuiltInCatalogue.load()).check(FILE, file).requirePolicy();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a policy that stands in the code of a test.
   *
   * @throws io.github.consent4j.policy.PolicyException if it cannot be used
   */
  static Policy of(String yaml) {
    return new PolicyReader(BuiltInCatalogue.load())
        .read(
            "the policy of the test",
            new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
  }
}
