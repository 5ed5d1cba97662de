package io.github.consent4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.policy.Policy;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.servlet.ConsentFilter;
import io.github.consent4j.servlet.ConsentSite;
import io.github.consent4j.spring.reactive.ConsentWebFilter;
import io.github.consent4j.spring.reactive.ReactiveNeedsConsent;
import io.github.consent4j.spring.reactive.ReactiveVisitorConsent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableReactiveWebApplicationContext;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A reactive application gets the filter for its kind; {@code ReactiveTest} tries it on Netty. */
class ConsentReactiveAutoConfigurationTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String VIDEO = "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>";

  private final ReactiveWebApplicationContextRunner context =
      new ReactiveWebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ConsentAutoConfiguration.class,
                  ConsentReactiveAutoConfiguration.class,
                  ConsentReactiveDisabledAutoConfiguration.class))
          .withPropertyValues(
              "consent.policy.site.name=Institute",
              "consent.policy.categories.necessary.required=true",
              "consent.policy.categories.external-media.services[0]=youtube");

  private static MockServerWebExchange request() {
    return MockServerWebExchange.from(
        MockServerHttpRequest.get("/page")
            .header("Accept", "text/html")
            .header("Sec-Fetch-Dest", "document"));
  }

  private static void pass(
      AssertableReactiveWebApplicationContext started,
      MockServerWebExchange exchange,
      WebFilterChain handler) {
    started.getBean(WebFilter.class).filter(exchange, handler).block(PATIENCE);
  }

  private static WebFilterChain page(Flux<String> pieces) {
    return exchange -> {
      exchange.getResponse().getHeaders().setContentType(MediaType.TEXT_HTML);
      return exchange
          .getResponse()
          .writeWith(
              pieces.map(
                  piece ->
                      exchange
                          .getResponse()
                          .bufferFactory()
                          .wrap(piece.getBytes(StandardCharsets.UTF_8))));
    };
  }

  @Test
  void a_reactive_application_gets_the_filter_for_its_kind_alone() {
    context.run(
        started -> {
          assertThat(started).hasSingleBean(ConsentWebFilter.class);
          assertThat(started).doesNotHaveBean(ConsentFilter.class);
          assertThat(started.getBean(ConsentWebFilter.class).getOrder())
              .isEqualTo(ConsentAutoConfiguration.DEFAULT_FILTER_ORDER);
          assertThat(started.getBean(ConsentSite.class).policy())
              .isEqualTo(started.getBean(Policy.class));
        });
  }

  @Test
  void a_policy_that_cannot_be_used_stops_the_start() {
    context
        .withPropertyValues("consent.policy.categories.external-media.services[0]=yutube")
        .run(
            started ->
                assertThat(
                        new PolicyFailureAnalyzer()
                            .analyze(started.getStartupFailure())
                            .getDescription())
                    .contains("yutube"));
  }

  @Test
  void a_cookie_that_would_not_reach_the_application_stops_the_start() {
    context
        .withPropertyValues(
            "spring.webflux.base-path=/app", "consent.policy.cookie.path=/elsewhere")
        .run(
            started ->
                assertThat(started.getStartupFailure())
                    .hasStackTraceContaining("would never come back"));
  }

  @Test
  void whoever_needs_no_consent_gets_everything() {
    context
        .withPropertyValues("consent.policy.site.needs-consent=by-request")
        .withBean(ReactiveNeedsConsent.class, () -> request -> false)
        .run(
            started -> {
              MockServerWebExchange exchange = request();
              pass(started, exchange, page(Flux.just("<p>", VIDEO)));
              assertThat(exchange.getResponse().getBodyAsString().block(PATIENCE)).contains(VIDEO);
            });
  }

  @Test
  void what_is_seen_counts_by_the_consent_of_the_time() {
    context.run(
        started -> {
          MockServerWebExchange exchange =
              MockServerWebExchange.from(
                  MockServerHttpRequest.get("/page")
                      .header("Accept", "text/html")
                      .header("Sec-Fetch-Dest", "document")
                      .header("Cookie", "made_up=secret"));
          pass(
              started,
              exchange,
              gated -> {
                gated.getResponse().getHeaders().add("Set-Cookie", "own=secret; Path=/; Secure");
                return page(Flux.just("<!doctype html><p>", VIDEO)).filter(gated);
              });

          assertThat(started.getBean(ConsentSite.class).seen().items())
              .extracting(item -> item.name() + " " + item.byConsent())
              .containsExactly(
                  "made_up " + new Seen.ByConsent(1, 0, 0, 0),
                  "own " + new Seen.ByConsent(1, 0, 0, 0),
                  "youtube.com " + new Seen.ByConsent(1, 0, 0, 1));
        });
  }

  @Test
  void code_gets_the_configured_consent_while_the_library_is_switched_off() {
    context
        .withPropertyValues("consent.enabled=false", "consent.when-disabled=undecided")
        .run(
            started -> {
              MockServerWebExchange exchange = request();
              AtomicReference<Boolean> allowed = new AtomicReference<>();
              pass(
                  started,
                  exchange,
                  gated ->
                      ReactiveVisitorConsent.current()
                          .doOnNext(
                              visitor -> allowed.set(visitor.consent().allows("external-media")))
                          .then(page(Flux.just(VIDEO)).filter(gated)));
              assertThat(allowed).hasValue(false);
              assertThat(exchange.getResponse().getBodyAsString().block(PATIENCE)).isEqualTo(VIDEO);
            });
  }

  @Test
  void an_application_that_fails_before_its_first_byte_can_answer_in_another_way() {
    context.run(
        started -> {
          MockServerWebExchange exchange = request();
          pass(
              started,
              exchange,
              gated ->
                  page(Flux.error(new IllegalStateException("as meant")))
                      .filter(gated)
                      .onErrorResume(failure -> page(Flux.just("<p>sorry", VIDEO)).filter(gated)));
          assertThat(exchange.getResponse().getBodyAsString().block(PATIENCE))
              .contains("<p>sorry", "data-consent-src");
        });
  }

  @Test
  void an_application_that_fails_before_anything_has_left_can_answer_in_another_way() {
    context.run(
        started -> {
          MockServerWebExchange exchange = request();
          pass(
              started,
              exchange,
              gated -> {
                gated.getResponse().getHeaders().add("Set-Cookie", "own=1");
                gated.getResponse().getHeaders().add("Set-Cookie", "emos_jcvid=1");
                return page(Flux.concat(
                        Flux.just("<"), Flux.error(new IllegalStateException("as meant"))))
                    .filter(gated)
                    .onErrorResume(
                        failure -> {
                          assertThat(gated.getResponse().isCommitted()).isFalse();
                          gated.getResponse().setStatusCode(HttpStatus.BAD_GATEWAY);
                          return page(Flux.just("<p>sorry", VIDEO)).filter(gated);
                        });
              });
          assertThat(exchange.getResponse().getBodyAsString().block(PATIENCE))
              .containsOnlyOnce("<page-panel ")
              .contains("<p>sorry", "data-consent-src");
          assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.BAD_GATEWAY);
          assertThat(exchange.getResponse().getHeaders().get("Set-Cookie"))
              .containsExactly("own=1");
        });
  }

  @Test
  void the_application_writes_no_faster_than_the_visitor_reads() {
    context.run(
        started -> {
          MockServerWebExchange exchange = request();
          AtomicInteger written = new AtomicInteger();
          CountDownLatch read = new CountDownLatch(2);
          exchange
              .getResponse()
              .setWriteHandler(
                  body -> {
                    body.subscribe(readingTwo(read));
                    return Mono.never();
                  });
          Flux<String> endless =
              Flux.generate(
                  sink -> {
                    written.incrementAndGet();
                    sink.next("<p>" + "x".repeat(3000));
                  });
          started.getBean(WebFilter.class).filter(exchange, page(endless)).subscribe();
          assertThat(read.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
          assertThat(written.get()).isLessThan(10);
        });
  }

  private static BaseSubscriber<DataBuffer> readingTwo(CountDownLatch read) {
    return new BaseSubscriber<>() {
      @Override
      protected void hookOnSubscribe(Subscription subscription) {
        subscription.request(2);
      }

      @Override
      protected void hookOnNext(DataBuffer buffer) {
        DataBufferUtils.release(buffer);
        read.countDown();
      }
    };
  }
}
