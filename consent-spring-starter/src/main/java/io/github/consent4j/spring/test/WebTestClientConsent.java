package io.github.consent4j.spring.test;

import io.github.consent4j.policy.Policy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClientConfigurer;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/**
 * The visitor of a {@code WebTestClient} that is bound to MockMvc or to a server. Needs spring-test
 * and spring-webflux.
 *
 * <pre>{@code
 * client.mutateWith(consent().granted("statistics")).get().uri("/").exchange()
 * }</pre>
 *
 * <p>The policy is found as for {@link TestVisitor}.
 */
public final class WebTestClientConsent extends ConsentChoice<WebTestClientConsent>
    implements WebTestClientConfigurer {

  private WebTestClientConsent(Choice choice, @Nullable Supplier<Policy> policy) {
    super(choice, policy);
  }

  /** Returns a visitor who has accepted everything. */
  public static WebTestClientConsent consent() {
    return new WebTestClientConsent(Choice.EVERYTHING, null);
  }

  @Override
  WebTestClientConsent with(Choice changed, @Nullable Supplier<Policy> policy) {
    return new WebTestClientConsent(changed, policy);
  }

  /**
   * Adds the consent cookie to every request of the client, in place of one that is there.
   *
   * @throws IllegalStateException if the policy cannot be found
   */
  @Override
  public void afterConfigurerAdded(
      WebTestClient.Builder builder,
      @Nullable WebHttpHandlerBuilder handler,
      @Nullable ClientHttpConnector connector) {
    Policy policy = PolicyOfTest.find(named);
    builder.filter(
        (request, next) -> {
          VisitorCookie cookie = VisitorCookie.of(choice, policy, request.url());
          return next.exchange(
              ClientRequest.from(request)
                  .cookies(
                      cookies -> {
                        cookies.remove(cookie.name());
                        cookie.value().ifPresent(value -> cookies.set(cookie.name(), value));
                      })
                  .build());
        });
  }
}
