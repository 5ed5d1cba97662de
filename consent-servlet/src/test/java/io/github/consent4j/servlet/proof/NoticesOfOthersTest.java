package io.github.consent4j.servlet.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.Notice;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NoticesOfOthersTest {

  private static final Instant START = Instant.parse("2026-03-03T12:00:00Z");
  private static final Notice NOTICE =
      new Notice("47DEQpj8HBSa", Layer.BANNER, "en", "f3Kd0a", "n4bQ", START, "Words", "<p>");

  private final ConsentRecords store = mock(ConsentRecords.class);
  private final Clock clock = mock(Clock.class);
  private final NoticesOfOthers notices = new NoticesOfOthers(store, clock);
  private final CountDownLatch answer = new CountDownLatch(1);

  NoticesOfOthersTest() throws IOException {
    when(clock.instant()).thenReturn(START);
    when(store.notice(anyString())).thenReturn(Optional.empty());
    when(store.notice("47DEQpj8")).thenReturn(Optional.of(NOTICE));
  }

  @AfterEach
  void end() {
    answer.countDown();
    notices.close();
  }

  @Test
  void the_store_is_asked_once_for_what_it_has() throws Exception {
    assertThat(notices.find("47DEQpj8")).hasValue(NOTICE);
    when(clock.instant()).thenReturn(START.plus(Duration.ofDays(1)));
    assertThat(notices.find("47DEQpj8")).hasValue(NOTICE);

    verify(store, times(1)).notice(any());
  }

  @Test
  void it_is_asked_again_after_a_while_for_what_it_has_not() throws Exception {
    assertThat(notices.find("AAAAAAAA")).isEmpty();
    assertThat(notices.find("AAAAAAAA")).isEmpty();
    verify(store, times(1)).notice(any());

    when(clock.instant()).thenReturn(START.plus(NoticesOfOthers.MISSING));
    assertThat(notices.find("AAAAAAAA")).isEmpty();
    verify(store, times(2)).notice(any());
  }

  @Test
  void a_store_that_fails_has_nothing_and_is_left_alone() throws Exception {
    when(store.notice("AAAAAAAA")).thenThrow(new IOException("down"));

    assertThat(notices.find("AAAAAAAA")).isEmpty();
    assertThat(notices.find("AAAAAAAA")).isEmpty();
    verify(store, times(1)).notice(any());
  }

  @Test
  void what_is_no_identifier_is_not_asked_for() throws Exception {
    for (String text : new String[] {"", "short", "much-too-long", "../../et", "%%%%%%%%"}) {
      assertThat(notices.find(text)).isEmpty();
    }
    verify(store, never()).notice(any());
  }

  @Test
  void nobody_waits_for_a_store_that_hangs_and_its_answer_is_there_for_the_next() throws Exception {
    when(store.notice("47DEQpj8"))
        .thenAnswer(
            call -> {
              answer.await();
              return Optional.of(NOTICE);
            });

    assertThat(notices.find("47DEQpj8")).isEmpty();
    // These would wait for hours if each of them waited in turn.
    for (int i = 0; i < 100_000; i++) {
      assertThat(notices.find(String.format("%08d", i))).isEmpty();
    }
    verify(store, times(1)).notice(any());
    answer.countDown();
    while (notices.find("47DEQpj8").isEmpty()) {
      Thread.sleep(5);
    }
    verify(store, times(1)).notice(any());
  }

  @Test
  void the_number_of_remembered_answers_is_limited() throws Exception {
    assertThat(notices.find("00000000")).isEmpty();
    for (int i = 1; i <= NoticesOfOthers.REMEMBERED; i++) {
      notices.find(String.format("%08d", i));
    }
    notices.find("00000000");

    verify(store, times(2)).notice("00000000");
  }
}
