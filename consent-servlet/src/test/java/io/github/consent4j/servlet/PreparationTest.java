package io.github.consent4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.reader.PolicyReader;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a site makes what its requests need, and in which thread. */
class PreparationTest {

  private static final Policy POLICY =
      new PolicyReader(BuiltInCatalogue.load())
          .read(
              "consent.yaml",
              new ByteArrayInputStream(
                  "site: { name: Ours }\ncategories: { necessary: { required: true } }\n"
                      .getBytes(StandardCharsets.UTF_8)));

  private static final PolicyFiles FILES =
      new PolicyFiles() {
        @Override
        public Policy read() {
          return POLICY;
        }

        @Override
        public List<Path> files() {
          return List.of();
        }

        @Override
        public String location() {
          return "consent.yaml";
        }
      };

  private @Nullable ConsentFilter filter;
  private @Nullable PolicyInForce inForce;

  @AfterEach
  void end() {
    if (filter != null) {
      filter.destroy();
    }
  }

  @Test
  void a_filter_in_a_servlet_container_prepares_itself_when_it_is_initialized() throws Exception {
    start(ConsentFilter.builder());

    awaitPrepared();
  }

  @Test
  void a_filter_that_leaves_it_to_the_application_prepares_nothing_before() throws Exception {
    ConsentFilter started = start(ConsentFilter.builder().preparesItself(false));

    assertThat(inForce().isPrepared()).isFalse();
    started.prepare();
    awaitPrepared();
  }

  @Test
  void a_site_that_leaves_it_to_the_application_prepares_nothing_before() throws Exception {
    try (ConsentSite site =
        ConsentSite.of(FILES)
            .preparesItself(false)
            .start("", PreparationTest.class.getClassLoader())) {
      assertThat(site.isReady()).isFalse();
      site.prepare();
      await(site::isReady);
    }
  }

  @Test
  void what_is_prepared_is_not_made_again() throws Exception {
    ConsentFilter started = start(ConsentFilter.builder());
    awaitPrepared();
    Object made = inForce().policies();

    started.prepare();

    assertThat(inForce().policies()).isSameAs(made);
  }

  private ConsentFilter start(ConsentFilter.Builder builder) throws Exception {
    ConsentFilter started = builder.policy(FILES).clock(Clock.systemUTC()).build();
    filter = started;
    InvocationHandler context =
        (proxy, method, arguments) -> {
          if (method.getName().equals("setAttribute")
              && arguments[1] instanceof PolicyInForce known) {
            inForce = known;
          }
          return method.getName().equals("getContextPath") ? "" : null;
        };
    ServletContext servletContext = answering(ServletContext.class, context);
    Map<String, Object> answers = Map.of("getServletContext", servletContext);
    started.init(
        answering(FilterConfig.class, (proxy, method, arguments) -> answers.get(method.getName())));
    return started;
  }

  private PolicyInForce inForce() {
    assertThat(inForce).isNotNull();
    return inForce;
  }

  private void awaitPrepared() throws InterruptedException {
    await(() -> inForce().isPrepared());
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    for (int look = 0; look < 6000 && !condition.getAsBoolean(); look++) {
      never.await(5, TimeUnit.MILLISECONDS);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private static <T> T answering(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            PreparationTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
