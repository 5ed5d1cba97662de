package io.github.consent4j.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.cookie.CookieGate;
import io.github.consent4j.gate.cookie.CookieRules;
import io.github.consent4j.gate.cookie.SetCookieGate;
import io.github.consent4j.gate.html.GateFixture;
import io.github.consent4j.gate.html.HtmlGate;
import io.github.consent4j.gate.html.HtmlGates;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.ElementSelector;
import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.Loads;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.Site;
import io.github.consent4j.policy.UrlPattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a page and its cookies cost does not grow with the number of declared services. */
class ManyServicesTest {

  private static final int FEW = 10;
  private static final int MANY = 10_000;

  private static final byte[] PAGE =
      ("<!doctype html><title>A</title><body>"
              + """
              <p class="lead text-muted" id=p1>Text with <a href="/a/b?c=d&amp;e=f" class=link>a link</a>
              <img src="/images/a.png" alt="" data-size="12"> <div data-role=x id="main-12">
              <img src=https://cdn7.provider-3.example/a/b/c.png srcset="/a 1x, //other.example/b 2x">
              <script src="https://tags.example/gtag/js?id=P3-1&l=x" async></script>
              <script src="/js/site-main.js"></script><script>var a = 1; track(a); more.words(here);</script>
              <iframe src="https://shop-a.pay-4.example/x"></iframe><x-widget></x-widget>
              """
                  .repeat(20))
          .getBytes(StandardCharsets.UTF_8);

  private static final String COOKIES =
      "JSESSIONID=1; a_pk_3_id=1; _pv_4_x=2; lang=de; enc%2Fname=3; _other=1; visitor7=1; theme=a";

  private static Service service(int i) {
    return Service.builder("service-" + i)
        .name(LocalizedText.of("S"))
        .provider(Provider.builder("P").build())
        .purpose(LocalizedText.of("P"))
        .stores(List.of(cookie("visitor" + i), cookie("_pv_" + i + "_*"), cookie("p" + i + "/*/x")))
        .loads(
            new Loads(
                List.of(
                    UrlPattern.parse("*.provider-" + i + ".example"),
                    UrlPattern.parse("www.provider-" + i + ".example/path/*"),
                    UrlPattern.parse("shop-*.pay-" + i + ".example")),
                List.of(new NamePattern("s" + i + "-*.js"), new NamePattern("site" + i + ".js")),
                List.of("track" + i + "Call")))
        .marks(
            List.of(
                ElementSelector.parse("div.mark-" + i),
                ElementSelector.parse("div#thread-" + i),
                ElementSelector.parse("[data-widget-" + i + "]"),
                ElementSelector.parse("x-widget-" + i)))
        .build();
  }

  private static CookieDescriptor cookie(String name) {
    return CookieDescriptor.builder(new NamePattern(name))
        .lifetime(new Lifetime.Session())
        .purpose(LocalizedText.of("P"))
        .build();
  }

  private static Policy policy(int services) {
    return Policy.builder()
        .site(Site.builder(LocalizedText.of("S")).build())
        .categories(
            List.of(
                Category.builder("statistics")
                    .title(LocalizedText.of("S"))
                    .description(LocalizedText.of("S"))
                    .services(IntStream.range(0, services).mapToObj(i -> service(i)).toList())
                    .build()))
        .build();
  }

  /** One visitor's gates of a site with some number of services. */
  private static final class SiteOfMany {

    private final HtmlGates gates;
    private final AllowedServices allowed;
    private final CookieGate requests;
    private final SetCookieGate responses;
    private final PageContext page = new PageContext("https", "www.site.example");
    private long written;

    SiteOfMany(int services) {
      Policy policy = policy(services);
      gates = HtmlGates.of(HtmlRules.of(policy));
      allowed =
          AllowedServices.of(Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED));
      CookieRules rules = CookieRules.of(policy);
      requests = new CookieGate(rules, allowed, page.host());
      responses = new SetCookieGate(rules, allowed, page.host(), Clock.systemUTC());
    }

    void page() {
      try {
        HtmlGate gate =
            new HtmlGate(
                gates,
                allowed,
                page,
                GateFixture.NOTHING_INSERTED,
                (bytes, from, count) -> written += count);
        gate.write(PAGE, 0, PAGE.length);
        gate.finish();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void cookies() {
      written += requests.filter(COOKIES).orElse("").length();
      written += responses.passes("visitor7=1; Path=/") ? 1 : 0;
      written += responses.passes("unknown=1; Path=/") ? 1 : 0;
    }
  }

  private static long allocated(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 50; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      work.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  /** Returns how much longer the second work takes, by the best of rounds that take turns. */
  private static double ratio(Runnable few, Runnable many) {
    long leastOfFew = Long.MAX_VALUE;
    long leastOfMany = Long.MAX_VALUE;
    for (int round = 0; round < 300; round++) {
      leastOfFew = Math.min(leastOfFew, time(few));
      leastOfMany = Math.min(leastOfMany, time(many));
    }
    return (double) leastOfMany / leastOfFew;
  }

  private static long time(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  private static Runnable times(int count, Runnable work) {
    return () -> {
      for (int i = 0; i < count; i++) {
        work.run();
      }
    };
  }

  @Test
  void ten_thousand_services_cost_a_page_hardly_more_than_ten() {
    SiteOfMany few = new SiteOfMany(FEW);
    SiteOfMany many = new SiteOfMany(MANY);

    assertThat(allocated(many::page)).isLessThanOrEqualTo(allocated(few::page) + 1024);
    assertThat(allocated(many::cookies)).isLessThanOrEqualTo(allocated(few::cookies) + 64);
    double page = ratio(few::page, many::page);
    double cookies = ratio(times(100, few::cookies), times(100, many::cookies));
    System.out.printf("10,000 services against 10: page %.3f, cookies %.3f%n", page, cookies);
    assertThat(page).as("page").isLessThan(1.5);
    assertThat(cookies).as("cookies").isLessThan(1.5);
  }
}
