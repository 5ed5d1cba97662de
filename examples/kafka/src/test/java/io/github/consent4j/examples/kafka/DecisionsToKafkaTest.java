package io.github.consent4j.examples.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.servlet.ConsentFilter;
import io.github.consent4j.spring.ConsentAutoConfiguration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockFilterConfig;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class DecisionsToKafkaTest {

  @Test
  @SuppressWarnings("unchecked")
  void a_decision_is_sent_under_the_identifier_of_the_visitor() {
    KafkaTemplate<String, DecisionMessage> kafka = mock(KafkaTemplate.class);
    when(kafka.send(any(), any(), any()))
        .thenReturn(CompletableFuture.failedFuture(new IllegalStateException("no broker")));
    new WebApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(ConsentAutoConfiguration.class))
        .withBean(DecisionsToKafka.class, () -> new DecisionsToKafka(kafka))
        .withPropertyValues(
            "consent.policy.site.name=Institute",
            "consent.policy.categories.necessary.required=true",
            "consent.policy.categories.external-media.services[0]=youtube")
        .run(
            started -> {
              String cookie = choose(started.getBean(ConsentFilter.class));

              ArgumentCaptor<DecisionMessage> sent = ArgumentCaptor.captor();
              ArgumentCaptor<String> key = ArgumentCaptor.captor();
              verify(kafka).send(eq(DecisionsToKafka.TOPIC), key.capture(), sent.capture());
              assertThat(cookie).contains(key.getValue());
              assertThat(sent.getValue().consentId()).isEqualTo(key.getValue());
              assertThat(sent.getValue().action()).isEqualTo(ConsentEvent.Action.ACCEPT_ALL);
              assertThat(sent.getValue().granted()).containsExactly("external-media");
            });
  }

  private static String choose(ConsentFilter filter) throws Exception {
    filter.init(new MockFilterConfig());
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/consent");
    request.setServletPath("/consent");
    request.addHeader("Sec-Fetch-Site", "same-origin");
    request.setContentType("application/x-www-form-urlencoded");
    request.setContent("choice=accept-all".getBytes());
    MockHttpServletResponse response = new MockHttpServletResponse();
    filter.doFilter(request, response, new MockFilterChain());
    return response.getHeader("Set-Cookie");
  }
}
