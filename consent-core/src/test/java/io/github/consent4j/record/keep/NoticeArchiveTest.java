package io.github.consent4j.record.keep;

import static io.github.consent4j.record.keep.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.examples.browser.CapturedLog;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticeArchiveTest {

  private static final byte[] INVENTORY = {'{', '}'};

  private final ConsentRecords store = mock(ConsentRecords.class);
  private final Background background = new Background();
  private final NoticeArchive archive =
      new NoticeArchive(store, null, background, Duration.ofMillis(1));

  @TempDir private Path directory;

  @AfterEach
  void close() {
    background.close(Duration.ofSeconds(5));
  }

  private static Notice notice(String policy) {
    Instant since = Instant.parse("2026-03-03T12:00:00Z");
    return new Notice("id", Layer.BANNER, "en", "f3Kd0a", policy, since, "Words", "<p>Words");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.toList();
    }
  }

  private void endAndRestart(Background next) {
    background.close(Duration.ofSeconds(5));
    new NoticeArchive(store, new WaitingNotices(directory), next, Duration.ofMillis(1)).resume();
  }

  /** Returns when everything that was to be done at once is done. */
  private void settle() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    background.run(done::countDown);
    done.await();
  }

  @Test
  void a_notice_is_archived_once_for_each_policy() throws Exception {
    archive.archive(notice("one"), () -> INVENTORY);
    archive.archive(notice("one"), () -> INVENTORY);
    archive.archive(notice("two"), () -> INVENTORY);
    settle();

    verify(store).archive(notice("one"), INVENTORY);
    verify(store).archive(notice("two"), INVENTORY);
    verifyNoMoreInteractions(store);
  }

  @Test
  void it_is_tried_again_until_the_store_is_back_and_logged_once() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    doThrow(new IOException("No connection"))
        .doThrow(new IOException("No connection"))
        .doThrow(new IllegalStateException("The pool is closed"))
        .doAnswer(
            call -> {
              done.countDown();
              return null;
            })
        .when(store)
        .archive(any(), any());
    String log =
        CapturedLog.of(
            () -> {
              archive.archive(notice("one"), () -> INVENTORY);
              done.await();
            });

    verify(store, times(4)).archive(notice("one"), INVENTORY);
    assertThat(log.lines()).hasSize(1);
    assertThat(log).contains("could not be archived; it is tried again").contains("No connection");
  }

  @Test
  void the_caller_does_not_wait() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    doAnswer(
            call -> {
              answer.await();
              done.countDown();
              return null;
            })
        .when(store)
        .archive(any(), any());
    archive.archive(notice("one"), () -> INVENTORY);
    assertThat(done.getCount()).isEqualTo(1);
    answer.countDown();
    eventually("it is archived", () -> done.getCount() == 0);
  }

  @Test
  void one_that_waits_outlasts_a_restart() throws Exception {
    doThrow(new IOException("No connection")).when(store).archive(any(), any());
    new NoticeArchive(store, new WaitingNotices(directory), background, Duration.ofMillis(1))
        .archive(notice("one"), () -> INVENTORY);
    settle();
    assertThat(files()).hasSize(1);

    reset(store);
    Background next = new Background();
    try {
      endAndRestart(next);
      eventually("it is archived", () -> files().isEmpty());
      verify(store).archive(notice("one"), INVENTORY);
    } finally {
      next.close(Duration.ofSeconds(5));
    }
  }

  @Test
  void one_that_is_archived_leaves_no_file() throws Exception {
    NoticeArchive spooled =
        new NoticeArchive(store, new WaitingNotices(directory), background, Duration.ofMillis(1));
    spooled.archive(notice("one"), () -> INVENTORY);
    spooled.archive(notice("two"), () -> INVENTORY);
    settle();

    verify(store).archive(notice("one"), INVENTORY);
    verify(store).archive(notice("two"), INVENTORY);
    assertThat(files()).isEmpty();
  }

  @Test
  void a_file_that_cannot_be_read_stays_and_does_not_hold_back_the_others() throws Exception {
    WaitingNotices waiting = new WaitingNotices(directory);
    waiting.add(notice("one"), INVENTORY);
    Path damaged = directory.resolve("notice-" + "0".repeat(64) + ".json");
    Files.writeString(damaged, "{");
    String log =
        CapturedLog.of(
            () -> {
              new NoticeArchive(store, waiting, background, Duration.ofMillis(1)).resume();
              settle();
            });

    verify(store).archive(notice("one"), INVENTORY);
    assertThat(files()).containsExactly(damaged);
    assertThat(log).contains(damaged.toString());
  }

  @Test
  void it_is_archived_although_its_file_cannot_be_written() throws Exception {
    Path missing = directory.resolve("missing");
    new NoticeArchive(store, new WaitingNotices(missing), background, Duration.ofMillis(1))
        .archive(notice("one"), () -> INVENTORY);
    settle();
    verify(store).archive(notice("one"), INVENTORY);
  }
}
