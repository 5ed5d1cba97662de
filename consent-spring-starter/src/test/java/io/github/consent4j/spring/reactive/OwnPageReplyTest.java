package io.github.consent4j.spring.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

class OwnPageReplyTest {

  private static final int PARTS = 1_000;
  private static final byte[] PART = "a".repeat(1_000).getBytes(StandardCharsets.UTF_8);

  private final MockServerHttpResponse response = new MockServerHttpResponse();
  private final OwnPageReply reply = new OwnPageReply(response);

  @Test
  void a_body_that_is_written_part_by_part_is_not_held_as_a_whole() {
    int[] largest = {0};
    long[] length = {0};
    response.setWriteHandler(
        body ->
            body.doOnNext(
                    buffer -> {
                      largest[0] = Math.max(largest[0], buffer.readableByteCount());
                      length[0] += buffer.readableByteCount();
                      DataBufferUtils.release(buffer);
                    })
                .then());
    reply.write(
        out -> {
          for (int i = 0; i < PARTS; i++) {
            out.write(PART);
          }
        });

    reply.send().block(Duration.ofSeconds(30));

    assertThat(length[0]).isEqualTo((long) PARTS * PART.length);
    assertThat(largest[0]).isLessThan(10 * PART.length);
  }

  @Test
  void a_body_that_fails_is_a_failure_of_the_response() {
    reply.write(
        out -> {
          throw new IOException("broken");
        });

    assertThatThrownBy(() -> reply.send().block(Duration.ofSeconds(30)))
        .hasMessageContaining("broken");
  }

  @Test
  void a_reply_that_is_reset_has_no_body() {
    reply.write(out -> out.write(PART));
    reply.reset();

    reply.send().block(Duration.ofSeconds(30));

    assertThat(response.getBodyAsString().block(Duration.ofSeconds(30))).isEmpty();
  }
}
