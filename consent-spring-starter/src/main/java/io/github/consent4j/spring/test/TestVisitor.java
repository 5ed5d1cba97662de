package io.github.consent4j.spring.test;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.policy.Policy;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A visitor for tests with any HTTP client, and for tests without requests.
 *
 * <pre>{@code
 * HttpRequest.newBuilder(page).header("Cookie", consent().granted("statistics").cookieHeader(page))
 * }</pre>
 *
 * <p>The policy is the one that the test {@linkplain #under names}, or that of the test's
 * application context or {@link ConsentExtension}, or {@code consent.yaml} on the class path.
 */
public final class TestVisitor extends ConsentChoice<TestVisitor> {

  private TestVisitor(Choice choice, @Nullable Supplier<Policy> policy) {
    super(choice, policy);
  }

  /** Returns a visitor who has accepted everything. */
  public static TestVisitor consent() {
    return new TestVisitor(Choice.EVERYTHING, null);
  }

  @Override
  TestVisitor with(Choice changed, @Nullable Supplier<Policy> policy) {
    return new TestVisitor(changed, policy);
  }

  /**
   * Returns the value of the header {@code Cookie} with which the visitor comes to {@code
   * http://localhost/}. It is empty for one who has not decided.
   */
  public String cookieHeader() {
    return cookieHeader(URI.create("http://localhost/"));
  }

  /**
   * Returns the value of the header {@code Cookie} with which the visitor comes to a page. It is
   * empty for one who has not decided.
   *
   * @param page address of a page, of an application at the root of its host
   */
  public String cookieHeader(URI page) {
    return VisitorCookie.of(choice, PolicyOfTest.find(named), page).pair();
  }

  /** Returns the visitor's consent, as code of the application gets it. */
  public Consent toConsent() {
    return choice.under(PolicyOfTest.find(named));
  }
}
