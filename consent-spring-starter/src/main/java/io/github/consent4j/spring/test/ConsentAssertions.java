package io.github.consent4j.spring.test;

import io.github.consent4j.gate.PageContext;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Begins assertions about what a response sets, loads and holds back. Needs AssertJ. {@link
 * SpringConsentAssertions} has those for the responses of Spring's clients as well.
 *
 * <pre>{@code
 * assertThat(client.send(request, BodyHandlers.ofString())).holdsBack("youtube");
 * }</pre>
 *
 * <p>The policy is the one that the test {@linkplain ConsentResponseAssert#under names}, or that of
 * the test's application context or {@link ConsentExtension}, or {@code consent.yaml} on the class
 * path.
 */
public class ConsentAssertions {

  /** Leaves the methods to the class for Spring. */
  ConsentAssertions() {}

  /** Begins assertions about a response of Java's own client. */
  public static ConsentResponseAssert assertThat(HttpResponse<String> response) {
    return of(
        new ReceivedResponse(
            response.statusCode(),
            response.headers().map(),
            response.body(),
            page(response.uri()),
            null));
  }

  /**
   * Begins assertions about a response of any client.
   *
   * @param headers values of every header by its name, in any case
   * @param body decoded text; empty if there is none
   */
  public static ConsentResponseAssert assertThatResponse(
      int status, Map<String, List<String>> headers, String body) {
    return of(new ReceivedResponse(status, headers, body, ReceivedResponse.SOMEWHERE, null));
  }

  static ConsentResponseAssert of(ReceivedResponse response) {
    return new ConsentResponseAssert(response);
  }

  private static PageContext page(URI address) {
    return new PageContext(
        Objects.requireNonNullElse(address.getScheme(), "http"),
        Objects.requireNonNullElse(address.getHost(), "localhost").toLowerCase(Locale.ROOT),
        Objects.requireNonNullElse(address.getPath(), "/"));
  }
}
