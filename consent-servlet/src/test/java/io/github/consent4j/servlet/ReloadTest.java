package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.examples.browser.CapturedLog;
import io.github.consent4j.policy.Policy;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A changed policy file takes effect while the site runs. */
class ReloadTest {

  private static final String FIRST = TestSite.REFERENCE;
  private static final String OTHER_NAME = FIRST.replace("German Cancer", "Polar");
  private static final String WITHOUT_VIDEO = FIRST.replace("[youtube, twitter]", "[twitter]");
  private static final String VIDEO =
      "<!doctype html><head></head><iframe src=\"https://www.youtube.com/embed/x\"></iframe>";

  @TempDir private Path folder;

  private Path file;
  private final TestSite site = new TestSite();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @BeforeEach
  void start() throws Exception {
    file = Files.writeString(folder.resolve("consent.yaml"), FIRST);
    site.config(file)
        .page("/video", (request, response) -> html(response, VIDEO))
        .page(
            "/slow",
            (request, response) -> {
              begun.countDown();
              await(goOn);
              html(response, VIDEO);
            })
        .page(
            "/failing",
            (request, response) -> {
              begun.countDown();
              await(goOn);
              response.sendError(500);
            });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void close() throws Exception {
    goOn.countDown();
    site.close();
  }

  private void write(String yaml) throws IOException {
    Files.writeString(file, yaml);
  }

  private PolicyStatus status() {
    return site.consentFilter().status();
  }

  private String name() {
    return name(site.consentFilter().policy());
  }

  private static String name(Policy policy) {
    return policy.site().name().in("en");
  }

  /** Waits until something is so; far longer than it ever takes. */
  private static void until(Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plusSeconds(60);
    while (!condition.call()) {
      assertThat(Instant.now()).as("time out").isBefore(end);
      Thread.sleep(5);
    }
  }

  @Test
  void a_changed_file_takes_effect_without_a_restart() throws Exception {
    site.start(Containers.TOMCAT);
    Instant since = status().since();
    assertThat(site.get("/consent").body()).contains("German Cancer");

    write(OTHER_NAME);
    until(() -> name().startsWith("Polar"));

    assertThat(site.get("/consent").body()).contains("Polar").doesNotContain("German Cancer");
    assertThat(status().source()).isEqualTo(file.toString());
    assertThat(status().since()).isAfterOrEqualTo(since);
    assertThat(status().problems()).isEmpty();
  }

  @Test
  void a_file_of_the_same_size_and_date_takes_effect() throws Exception {
    FileTime date = FileTime.from(Instant.now());
    Files.setLastModifiedTime(file, date);
    site.start(Containers.TOMCAT);

    write(FIRST.replace("German", "Danish"));
    Files.setLastModifiedTime(file, date);

    until(() -> name().startsWith("Danish"));
  }

  @Test
  void a_file_that_an_editor_puts_in_place_takes_effect() throws Exception {
    site.start(Containers.TOMCAT);

    Path saved = Files.writeString(folder.resolve("consent.yaml~"), OTHER_NAME);
    Files.move(saved, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

    until(() -> name().startsWith("Polar"));
  }

  @Test
  void a_config_map_of_kubernetes_takes_effect() throws Exception {
    Path one = Files.createDirectory(folder.resolve("..one"));
    Path two = Files.createDirectory(folder.resolve("..two"));
    Files.writeString(one.resolve("policy.yaml"), FIRST);
    Files.writeString(two.resolve("policy.yaml"), OTHER_NAME);
    Path data = Files.createSymbolicLink(folder.resolve("..data"), one.getFileName());
    Path link =
        Files.createSymbolicLink(folder.resolve("policy.yaml"), Path.of("..data/policy.yaml"));
    site.config(link).start(Containers.TOMCAT);
    assertThat(name()).startsWith("German");

    Path next = Files.createSymbolicLink(folder.resolve("..next"), two.getFileName());
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

    until(() -> name().startsWith("Polar"));
  }

  @Test
  void a_resource_of_the_class_path_that_is_a_file_takes_effect() throws Exception {
    Path root = Path.of(ReloadTest.class.getResource("/").toURI());
    Path resource = Files.writeString(root.resolve("reload-test.yaml"), FIRST);
    try {
      site.config(resource)
          .parameter("consent.config", "classpath:reload-test.yaml")
          .start(Containers.TOMCAT);
      Files.writeString(resource, OTHER_NAME);
      until(() -> name().startsWith("Polar"));
    } finally {
      Files.delete(resource);
    }
  }

  @Test
  void a_broken_file_changes_nothing_and_the_filter_says_why() throws Exception {
    site.start(Containers.TOMCAT);
    Instant since = status().since();
    Policy running = site.consentFilter().policy();

    write(FIRST.replace("youtube", "yuotube"));
    until(() -> !status().problems().isEmpty());

    assertThat(status().problems())
        .containsExactly("consent.yaml:8:32: unknown service 'yuotube'; did you mean 'youtube'?");
    assertThat(status().since()).isEqualTo(since);
    assertThat(site.consentFilter().policy()).isSameAs(running);
    assertThat(site.get("/video").body()).contains("data-consent-src");

    write(FIRST);
    until(() -> status().problems().isEmpty());
    assertThat(site.consentFilter().policy()).isSameAs(running);
    assertThat(status().since()).isEqualTo(since);
  }

  @Test
  void a_broken_file_is_logged_once_whatever_its_date_is() throws Exception {
    site.start(Containers.TOMCAT);
    PolicyInForce policy = PolicyInForce.of(new OneFile(file), Clock.systemUTC());
    String log =
        CapturedLog.of(
            () -> {
              write(FIRST.replace("youtube", "yuotube"));
              for (int age = 9; age > 0; age--) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(age)));
                policy.look();
                policy.look();
              }
            });
    assertThat(log).containsOnlyOnce("consent.yaml:8:32").containsOnlyOnce("stays in force");
    assertThat(policy.status().problems()).hasSize(1);
  }

  @Test
  void listeners_hear_of_every_attempt_with_what_was_in_force_before_and_after() throws Exception {
    site.start(Containers.TOMCAT);
    List<PolicyReload> heard = new ArrayList<>();
    PolicyInForce policy = PolicyInForce.of(new OneFile(file), Clock.systemUTC());
    policy.tellOfReloads(
        List.of(
            reload -> {
              throw new IllegalStateException("unwilling listener");
            },
            heard::add));

    String log =
        CapturedLog.of(
            () -> {
              write(WITHOUT_VIDEO);
              policy.reload();
              write(WITHOUT_VIDEO.replace("twitter", "twiter"));
              policy.reload();
              write(WITHOUT_VIDEO);
              policy.look();
              policy.look();
            });

    assertThat(log).contains("unwilling listener");
    assertThat(heard).extracting(PolicyReload::succeeded).containsExactly(true, false, true);
    assertThat(heard).extracting(PolicyReload::asksAgain).containsExactly(true, false, false);
    assertThat(heard.get(0).before().revision()).isNotEqualTo(policy.status().revision());
    assertThat(heard.get(1).after().problems()).singleElement().asString().contains("twiter");
    assertThat(heard.get(1).after().revision()).isEqualTo(policy.status().revision());
    assertThat(heard.get(2).before()).isEqualTo(heard.get(1).after());
  }

  @Test
  void a_file_that_is_gone_for_a_while_changes_nothing() throws Exception {
    site.start(Containers.TOMCAT);

    Files.delete(file);
    until(() -> !status().problems().isEmpty());
    assertThat(name()).startsWith("German");
    assertThat(status().problems().get(0)).contains("no such file");

    write(OTHER_NAME);
    until(() -> name().startsWith("Polar"));
    assertThat(status().problems()).isEmpty();
  }

  @Test
  void a_cookie_that_would_not_come_back_changes_nothing() throws Exception {
    TestSite inside = new TestSite("/app").config(file).start(Containers.TOMCAT);
    try {
      write(FIRST + "cookie: { path: /elsewhere }\n");
      PolicyStatus status = inside.consentFilter().reload();

      assertThat(status.problems()).singleElement().asString().contains("never come back");
      assertThat(inside.consentFilter().policy().settings().cookie().path()).isEmpty();
    } finally {
      inside.close();
    }
    site.start(Containers.TOMCAT);
  }

  @Test
  void a_request_keeps_the_policy_that_it_began_with() throws Exception {
    for (Containers container : Containers.values()) {
      TestSite here = new TestSite();
      CountDownLatch waits = new CountDownLatch(2);
      CountDownLatch goes = new CountDownLatch(1);
      write(FIRST);
      here.config(file)
          .page(
              "/slow",
              (request, response) -> {
                waits.countDown();
                await(goes);
                html(response, VIDEO);
              })
          .page(
              "/failing",
              (request, response) -> {
                waits.countDown();
                await(goes);
                response.sendError(500);
              })
          .page("/error", (request, response) -> html(response, VIDEO))
          .page("/video", (request, response) -> html(response, VIDEO))
          .start(container);
      try {
        var slow = here.ask("/slow");
        var failing = here.ask("/failing");
        waits.await();
        write(WITHOUT_VIDEO + "undeclared-hosts: report\n");
        here.consentFilter().reload();
        assertThat(here.get("/video").body()).contains(" src=\"https://www.youtube.com/embed/x");
        goes.countDown();
        assertThat(slow.get().body()).as("%s", container).contains("data-consent-src");
        assertThat(failing.get().body()).as("%s", container).contains("data-consent-src");
      } finally {
        goes.countDown();
        here.close();
      }
    }
    site.start(Containers.TOMCAT);
  }

  @Test
  void visitors_are_asked_again_only_about_what_has_changed() throws Exception {
    site.start(Containers.TOMCAT);
    String consent = site.consent("choice=accept-all");
    String revision = status().revision();

    write(FIRST.replace("/en/data-protection", "/en/privacy"));
    site.consentFilter().reload();
    assertThat(site.get("/consent").body()).contains("/en/privacy");
    assertThat(status().revision()).isEqualTo(revision);
    assertThat(state(consent)).contains("\"needsAnswer\":false");
    assertThat(site.get("/video", "Cookie", consent).body()).doesNotContain("data-consent-src");

    write(
        FIRST
            + """
            services:
              twitter:
                stores: [{ name: new-one, lifetime: P1Y, purpose: Counts }]
            """);
    site.consentFilter().reload();
    assertThat(status().problems()).isEmpty();
    assertThat(status().revision()).isNotEqualTo(revision);
    assertThat(state(consent)).contains("\"needsAnswer\":true");
    assertThat(site.get("/video", "Cookie", consent).body()).doesNotContain("data-consent-src");
  }

  private String state(String consent) throws Exception {
    return site.get("/consent/state.json", "Cookie", consent).body();
  }

  @Test
  void what_was_counted_remains() throws Exception {
    write(FIRST.replace("[youtube, twitter]", "[youtube, twitter], enforce: report"));
    site.start(Containers.TOMCAT);
    var seen = site.consentFilter().seen();
    site.get("/video");
    long times = seen.hosts().get(0).times();
    assertThat(times).isPositive();

    site.consentFilter().reload();
    assertThat(seen.hosts().get(0).times()).isEqualTo(times);
    site.get("/video");

    assertThat(seen.hosts()).singleElement().matches(host -> host.times() == 2 * times);
  }

  @Test
  void an_earlier_policy_is_gone_after_the_last_request_that_used_it() throws Exception {
    site.start(Containers.TOMCAT);
    WeakReference<Policy> earlier = new WeakReference<>(site.consentFilter().policy());
    var slow = site.ask("/slow");
    begun.await();
    write(OTHER_NAME);
    site.consentFilter().reload();
    goOn.countDown();
    slow.get();

    // Containers keep the objects of a connection until its next request.
    until(
        () -> {
          site.get("/video");
          System.gc();
          return earlier.get() == null;
        });
  }

  @Test
  void the_thread_ends_with_the_filter_and_does_not_begin_if_it_is_switched_off() throws Exception {
    site.start(Containers.TOMCAT);
    assertThat(watches()).hasSize(1);
    assertThat(watches().get(0).isDaemon()).isTrue();
    site.close();
    assertThat(watches()).isEmpty();

    TestSite fixed = new TestSite().config(file).parameter("consent.reload", "off");
    fixed.start(Containers.TOMCAT);
    try {
      assertThat(watches()).isEmpty();
      write(OTHER_NAME);
      fixed.consentFilter().reload();
      assertThat(name(fixed.consentFilter().policy())).startsWith("Polar");
    } finally {
      fixed.close();
    }
    site.config(file).start(Containers.TOMCAT);
  }

  private static List<Thread> watches() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("consent-policy-watch"))
        .toList();
  }

  @Test
  void the_thread_of_a_filter_that_nobody_destroys_ends_with_it() throws Exception {
    site.start(Containers.TOMCAT);
    List<Thread> before = watches();
    PolicyWatch.of(PolicyInForce.of(new OneFile(file), Clock.systemUTC()), true);
    assertThat(watches()).hasSize(before.size() + 1);
    until(
        () -> {
          System.gc();
          return watches().equals(before);
        });
  }

  @Test
  void a_further_site_of_the_file_changes_with_it() throws Exception {
    String report = FIRST + "undeclared-hosts: report\n";
    write(report + "sites: [{ path: /polar/*, categories: { external-media: none } }]\n");
    site.page("/polar/video", (request, response) -> html(response, VIDEO))
        .start(Containers.TOMCAT);
    assertThat(isHeld("/video")).isTrue();
    assertThat(isHeld("/polar/video")).isFalse();

    write(report + "sites: [{ path: /polar/*, categories: { statistics: none } }]\n");
    until(() -> isHeld("/polar/video"));
    assertThat(isHeld("/video")).isTrue();

    write(report + "sites: [{ path: /polar/*, categories: { external-media: nothing } }]\n");
    until(() -> !status().problems().isEmpty());
    assertThat(isHeld("/polar/video")).as("the last good file goes on").isTrue();
  }

  private boolean isHeld(String path) throws Exception {
    return site.get(path).body().contains("data-consent-src");
  }

  @Test
  void no_request_is_lost_while_the_file_changes() throws Exception {
    for (Containers container : Containers.values()) {
      write(FIRST);
      TestSite here =
          new TestSite()
              .config(file)
              .page("/video", (request, response) -> html(response, VIDEO))
              .start(container);
      try {
        underLoad(here, container);
      } finally {
        here.close();
      }
    }
    site.start(Containers.TOMCAT);
  }

  private void underLoad(TestSite here, Containers container) throws Exception {
    String open = WITHOUT_VIDEO + "undeclared-hosts: report\n";
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger held = new AtomicInteger();
    AtomicInteger passed = new AtomicInteger();
    here.get("/video");
    Queue<String> wrong = new ConcurrentLinkedQueue<>();
    ExecutorService visitors = Executors.newFixedThreadPool(4);
    Callable<Void> visits =
        () -> {
          while (!over.get()) {
            HttpResponse<String> page = here.get("/video");
            String body = page.body();
            boolean holds = body.contains("data-consent-src");
            boolean passes = body.contains(" src=\"https://www.youtube.com/embed/x\"");
            // The banner lists YouTube exactly if the policy that holds it back does.
            boolean lists = body.contains("YouTube");
            if (page.statusCode() != 200 || holds == passes || holds != lists) {
              wrong.add(page.statusCode() + " " + header(page, "ETag") + body);
            }
            (holds ? held : passed).incrementAndGet();
          }
          return null;
        };
    try {
      List<Future<Void>> running = Stream.generate(() -> visitors.submit(visits)).limit(4).toList();
      for (int change = 1; change <= 20; change++) {
        boolean opens = change % 2 == 1;
        int seen = held.get() + passed.get();
        if (change % 4 < 2) {
          write(opens ? open : FIRST);
        } else {
          Path saved = Files.writeString(folder.resolve("next"), opens ? open : FIRST);
          Files.move(saved, file, StandardCopyOption.ATOMIC_MOVE);
        }
        if (container != Containers.TOMCAT) {
          // One container shows that the filter follows the file by itself.
          here.consentFilter().reload();
        }
        until(
            () ->
                here.consentFilter().policy().service("youtube").isPresent() != opens
                    && held.get() + passed.get() >= seen + 60);
      }
      over.set(true);
      for (Future<Void> each : running) {
        each.get();
      }
    } finally {
      over.set(true);
      visitors.shutdownNow();
    }
    assertThat(wrong).as("%s", container).isEmpty();
    assertThat(held.get()).as("%s", container).isPositive();
    assertThat(passed.get()).as("%s", container).isPositive();
    assertThat(held.get() + passed.get()).as("%s", container).isGreaterThan(1000);
    assertThat(here.consentFilter().status().problems()).isEmpty();
  }

  @Test
  void a_file_that_grows_is_not_taken_before_it_is_complete() throws Exception {
    site.start(Containers.TOMCAT);
    String longer = OTHER_NAME + "# " + "a comment\n# ".repeat(300);
    byte[] bytes = longer.getBytes(StandardCharsets.UTF_8);
    PolicyInForce policy = PolicyInForce.of(new OneFile(file), Clock.systemUTC());
    Files.write(file, Arrays.copyOf(bytes, 120));
    policy.look();
    Files.write(file, Arrays.copyOf(bytes, 200));
    policy.look();
    assertThat(policy.status().problems()).isEmpty();
    Files.write(file, bytes);
    policy.look();
    assertThat(name(policy.policies().usual().policy())).startsWith("German");
    policy.look();
    assertThat(name(policy.policies().usual().policy())).startsWith("Polar");
    assertThat(policy.status().problems()).isEmpty();
  }

  /** A policy in a file. */
  private record OneFile(Path file) implements PolicyFiles {

    @Override
    public String location() {
      return file.toString();
    }

    @Override
    public Policy read() throws IOException {
      return TestSite.policy(Files.readString(file));
    }

    @Override
    public List<Path> files() {
      return List.of(file);
    }
  }
}
