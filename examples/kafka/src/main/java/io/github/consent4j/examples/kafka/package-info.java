/** Decisions as messages of Kafka. */
package io.github.consent4j.examples.kafka;
