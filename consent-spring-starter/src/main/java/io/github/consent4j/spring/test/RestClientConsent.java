package io.github.consent4j.spring.test;

import io.github.consent4j.policy.Policy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * The visitor of Spring's blocking clients: {@code RestTestClient}, {@code TestRestTemplate},
 * {@code RestClient} and {@code RestTemplate}. Needs spring-web.
 *
 * <pre>{@code
 * client.mutate().requestInterceptor(consent().granted("statistics")).build()
 * }</pre>
 *
 * <p>The policy is found as for {@link TestVisitor}.
 */
public final class RestClientConsent extends ConsentChoice<RestClientConsent>
    implements ClientHttpRequestInterceptor {

  private RestClientConsent(Choice choice, @Nullable Supplier<Policy> policy) {
    super(choice, policy);
  }

  /** Returns a visitor who has accepted everything. */
  public static RestClientConsent consent() {
    return new RestClientConsent(Choice.EVERYTHING, null);
  }

  @Override
  RestClientConsent with(Choice changed, @Nullable Supplier<Policy> policy) {
    return new RestClientConsent(changed, policy);
  }

  /**
   * Adds the consent cookie to a request, in place of one that is there.
   *
   * @throws IllegalStateException if the policy cannot be found
   */
  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    HttpHeaders headers = request.getHeaders();
    VisitorCookie cookie = VisitorCookie.of(choice, PolicyOfTest.find(named), request.getURI());
    String before = sent(headers);
    String after = cookie.addedTo(before);
    if (!after.equals(before)) {
      headers.set(HttpHeaders.COOKIE, after);
    }
    return execution.execute(request, body);
  }

  /** Returns the cookies of a request. What reads a header has changed with Spring 7. */
  private static String sent(HttpHeaders headers) {
    List<String> cookies = new ArrayList<>();
    headers.forEach(
        (name, values) -> {
          if (name.equalsIgnoreCase(HttpHeaders.COOKIE)) {
            cookies.addAll(values);
          }
        });
    return String.join("; ", cookies);
  }
}
