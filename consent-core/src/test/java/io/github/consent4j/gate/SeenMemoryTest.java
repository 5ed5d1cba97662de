package io.github.consent4j.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.examples.browser.CapturedLog;
import io.github.consent4j.gate.cookie.CookieGate;
import io.github.consent4j.gate.cookie.CookieRules;
import io.github.consent4j.gate.cookie.SetCookieGate;
import io.github.consent4j.gate.header.BrowserReports;
import io.github.consent4j.gate.html.GateFixture;
import io.github.consent4j.gate.html.HtmlGate;
import io.github.consent4j.gate.html.HtmlGates;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.policy.StorageKind;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.KnownServices;
import io.github.consent4j.seen.journal.Occurrence;
import io.github.consent4j.seen.journal.SeenJournal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The memory that the list of what was seen needs at a site under attack. */
class SeenMemoryTest {

  private static final int NAMES = 1_000_000;
  private static final long MOST = 2L << 20;
  private static final int HOSTS_IN_PAGE = 100;

  /** The number of names that are as long as they may be; the others find no room anyway. */
  private static final int LONG_NAMES = 50_000;

  private static final String LONG = "q".repeat(100);
  private static final String LABELS = ("." + "q".repeat(60)).repeat(3);

  /** Everything that visitors, pages and browsers can fill. */
  private static final class Site {

    private final Policy policy =
        ReferencePolicy.read(
            ReferencePolicy.YAML + "undeclared-hosts: report\nundeclared-cookies: report\n");
    private final SeenJournal journal = new SeenJournal(Clock.systemUTC(), KnownServices.NONE);
    private final CookieRules rules = CookieRules.of(policy, journal);
    private final HtmlGates gates =
        HtmlGates.of(HtmlRules.of(policy, new HostLog(policy, journal)));
    private final BrowserReports reports = new BrowserReports();
    private final AllowedServices allowed =
        AllowedServices.of(Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED));

    /** No name looks like an identifier. */
    void isAttacked(int from, int to) throws IOException {
      CookieGate requests = new CookieGate(rules, allowed, "site.example");
      for (int i = from; i < to; i++) {
        String name = letters(i);
        String filler = i < LONG_NAMES ? LONG : "";
        switch (i % 5) {
          case 0 -> requests.count(List.of(name + filler + "=1"));
          case 1 -> {
            String path = "/" + name + filler;
            new SetCookieGate(rules, allowed, "site.example", path, Clock.systemUTC())
                .countHeader(name + filler + "=1; Secure; Max-Age=100; Path=/" + filler);
          }
          case 2 -> {
            rules.stored(StorageKind.LOCAL_STORAGE, name + filler, "/" + filler, allowed);
            rules.stored(StorageKind.COOKIE, name + filler, "/" + filler, allowed);
          }
          case 3 -> {
            reports.add("script-src", "https://" + host(name) + "/");
            journal.reported(Seen.Kind.HOST, host(name), null, "/" + filler, Occurrence.BEFORE);
          }
          default -> {
            if (i % HOSTS_IN_PAGE == 4) {
              page(i);
            }
          }
        }
      }
    }

    /** Passes a page with as many hosts as there are names until the next page. */
    private void page(int number) throws IOException {
      PageContext page =
          new PageContext("https", "site.example", "/" + letters(number) + "q".repeat(110));
      StringBuilder text = new StringBuilder("<!doctype html><img src=\"https://one.example/\">");
      for (int i = number; i < number + HOSTS_IN_PAGE; i += 5) {
        text.append("<img src=\"https://").append(host(letters(i))).append("/\">");
      }
      byte[] html = text.toString().getBytes(StandardCharsets.US_ASCII);
      HtmlGate gate =
          new HtmlGate(
              gates, allowed, page, GateFixture.NOTHING_INSERTED, (bytes, offset, count) -> {});
      gate.write(html, 0, html.length);
      gate.finish();
    }

    private static String host(String name) {
      return name + LABELS + ".example";
    }

    private static String letters(int number) {
      StringBuilder letters = new StringBuilder("n");
      for (int rest = number; rest > 0; rest /= 20) {
        letters.append((char) ('g' + rest % 20));
      }
      return letters.toString();
    }
  }

  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  @Test
  void a_million_names_that_others_make_up_need_at_most_two_mebibytes() throws IOException {
    // Classes and caches of the gates are loaded with a site of their own.
    quietly(new Site(), 0, 2000);
    Site site = new Site();
    quietly(site, 0, 10);
    long before = used();

    quietly(site, 10, NAMES);

    long grown = used() - before;
    assertThat(site.journal.items()).hasSizeGreaterThan(1000);
    assertThat(grown).as("bytes after a million names").isLessThan(MOST);
    assertThat(site.journal.items())
        .allSatisfy(item -> assertThat(item.name()).hasSizeLessThan(260));
  }

  private static void quietly(Site site, int from, int to) throws IOException {
    CapturedLog.of(() -> site.isAttacked(from, to));
  }
}
