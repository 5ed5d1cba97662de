package io.github.consent4j.spring.test;

import io.github.consent4j.policy.Policy;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The test that runs in a thread: its visitor, and its policy. Tests may run at the same time with
 * one application, and a request through MockMvc knows nothing of its test but the thread, so it is
 * the thread that has it.
 */
final class CurrentTest {

  private static final ThreadLocal<CurrentTest> OF_THREAD = new ThreadLocal<>();

  private final @Nullable Choice choice;
  private final Supplier<Optional<Policy>> policy;

  private CurrentTest(@Nullable Choice choice, Supplier<Optional<Policy>> policy) {
    this.choice = choice;
    this.policy = policy;
  }

  /**
   * Begins a test in this thread.
   *
   * @param choice what the visitor has answered; null if the test says nothing of it
   * @param policy finds the policy when it is needed
   */
  static void begin(@Nullable Choice choice, Supplier<Optional<Policy>> policy) {
    OF_THREAD.set(new CurrentTest(choice, policy));
  }

  /** Ends the test in this thread. */
  static void end() {
    OF_THREAD.remove();
  }

  /**
   * Returns what the visitor of this thread's test has answered; empty if the test says nothing.
   */
  static Optional<Choice> choice() {
    CurrentTest test = OF_THREAD.get();
    return test == null ? Optional.empty() : Optional.ofNullable(test.choice);
  }

  /** Returns the policy of this thread's test; empty if there is none. */
  static Optional<Policy> policy() {
    CurrentTest test = OF_THREAD.get();
    return test == null ? Optional.empty() : test.policy.get();
  }
}
