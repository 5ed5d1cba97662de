package io.github.consent4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.servlet.ConsentSite;
import io.github.consent4j.servlet.RunningSite;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

/** When a site in Spring makes what its requests need. */
class ReadyPreparationTest {

  private static final String[] POLICY = {
    "consent.policy.site.name=Ours", "consent.policy.categories.necessary.required=true"
  };

  @Test
  void a_site_with_servlets_is_told_once_to_prepare_itself_when_the_application_is_ready() {
    AtomicInteger told = new AtomicInteger();
    RunningSite site =
        (RunningSite)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RunningSite.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "prepare" -> told.incrementAndGet();
                      case "hashCode" -> 1;
                      case "equals" -> proxy == arguments[0];
                      default -> null;
                    });
    new WebApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(ConsentAutoConfiguration.class))
        .withPropertyValues(POLICY)
        .withBean("other", RunningSite.class, () -> site)
        .run(
            started -> {
              assertThat(told).hasValue(0);
              ready(started.getSourceApplicationContext());
              assertThat(told).hasValue(1);
            });
  }

  @Test
  void the_first_request_after_ready_need_not_wait_in_a_reactive_application() {
    new ReactiveWebApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(ConsentReactiveAutoConfiguration.class))
        .withPropertyValues(POLICY)
        .run(
            started -> {
              ConsentSite site = started.getBean(ConsentSite.class);
              assertThat(site.isReady()).isFalse();
              ready(started.getSourceApplicationContext());
              CountDownLatch never = new CountDownLatch(1);
              for (int look = 0; look < 6000 && !site.isReady(); look++) {
                never.await(5, TimeUnit.MILLISECONDS);
              }
              assertThat(site.isReady()).isTrue();
            });
  }

  private static void ready(ConfigurableApplicationContext context) {
    context.publishEvent(
        new ApplicationReadyEvent(
            new SpringApplication(), new String[0], context, Duration.ofSeconds(1)));
  }
}
