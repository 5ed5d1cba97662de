package io.github.consent4j.examples.kafka;

import io.github.consent4j.consent.ConsentEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Sends every decision to Kafka. The key is the visitor's identifier, so that the messages about
 * one visitor stay in their order and in one partition. The visitor does not wait for Kafka: the
 * proof is the record, which is kept before this method is called.
 */
@Component
final class DecisionsToKafka {

  static final String TOPIC = "consent-decisions";

  private static final Logger LOG = LoggerFactory.getLogger(DecisionsToKafka.class);

  private final KafkaTemplate<String, DecisionMessage> kafka;

  DecisionsToKafka(KafkaTemplate<String, DecisionMessage> kafka) {
    this.kafka = kafka;
  }

  @EventListener
  void on(ConsentEvent event) {
    DecisionMessage.of(event)
        .ifPresent(
            message ->
                kafka
                    .send(TOPIC, message.consentId(), message)
                    .whenComplete(
                        (sent, failure) -> {
                          if (failure != null) {
                            LOG.error("A decision has not reached Kafka", failure);
                          }
                        }));
  }
}
