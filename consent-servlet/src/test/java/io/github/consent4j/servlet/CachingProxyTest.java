package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.header;
import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Two independent nodes are behind a cache that all visitors share. No visitor gets what another
 * one has allowed, and the cache is as useful as without the filter.
 */
class CachingProxyTest {

  private static final int REQUESTS = Boolean.getBoolean("consent.sweeps") ? 10_000 : 4_000;
  private static final int VISITORS = 40;
  private static final int PAGES = 25;
  private static final long SEED = 20261123;

  private static final Map<String, String> EMBEDS =
      new LinkedHashMap<>(
          Map.of(
              "youtube", "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>",
              "twitter", "<script src=\"https://platform.twitter.com/widgets.js\"></script>",
              "counter", "<img src=\"https://counter.example/pixel.gif\">"));

  private static final String POLICY =
      TestSite.REFERENCE.replace("[econda]", "[econda, counter]")
          + """
          services:
            counter:
              name: Counter
              provider: { name: C, address: A, country: DE, privacy-policy: "https://c.example/p" }
              purpose: { en: Counts, de: Zählt }
              loads: { hosts: [counter.example] }
          """;

  /** The browser's copy of a page. */
  private record Copy(String tag, String body) {}

  /** A visitor with a browser that stores pages. */
  private static final class Visitor {
    private String consent = "";
    private Set<String> allowed = Set.of();
    private final Map<String, Copy> copies = new HashMap<>();
  }

  /** The result of one run. */
  private static final class Outcome {
    private final List<String> wrong = new ArrayList<>();
    private final Set<String> nodes = new HashSet<>();
    private int requests;
    private int choices;
    private int unchanged;
    private int publicRequests;
    private int fromCache;

    private double hitRate() {
      return (double) fromCache / publicRequests;
    }
  }

  private static void serve(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI();
    if (path.startsWith("/public/")) {
      // The cache has to revalidate some copies.
      int age = path.endsWith("0") ? 1 : 600;
      response.setHeader("Cache-Control", "public, max-age=" + age);
    }
    response.setHeader("ETag", "\"" + path.hashCode() + "\"");
    String matches = request.getHeader("If-None-Match");
    if (matches != null && matches.contains("\"" + path.hashCode() + "\"")) {
      response.setStatus(304);
      return;
    }
    html(
        response,
        "<!doctype html><html><head><title>"
            + path
            + "</title></head><body>"
            + String.join("\n", EMBEDS.values())
            + "</body></html>");
  }

  private static TestSite node(Filter filter, Containers container) throws Exception {
    return new TestSite()
        .page("/public/*", CachingProxyTest::serve)
        .page("/page/*", CachingProxyTest::serve)
        .filter(filter)
        .start(container);
  }

  private static Outcome run(Supplier<Filter> filter, boolean filtered) throws Exception {
    TestSite first = node(filter.get(), Containers.TOMCAT);
    TestSite second = node(filter.get(), Containers.JETTY);
    try (CachingProxy proxy = new CachingProxy(List.of(first.port(), second.port()))) {
      return new Crowd(proxy.port(), filtered).visit();
    } finally {
      first.close();
      second.close();
    }
  }

  /** Visitors who come and go, always in the same order. */
  private static final class Crowd {

    private final Random random = new Random(SEED);
    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Visitor> visitors = new ArrayList<>();
    private final Outcome outcome = new Outcome();
    private final int port;
    private final boolean filtered;

    Crowd(int port, boolean filtered) {
      this.port = port;
      this.filtered = filtered;
      for (int i = 0; i < VISITORS; i++) {
        visitors.add(new Visitor());
      }
    }

    Outcome visit() throws Exception {
      while (outcome.requests < REQUESTS) {
        outcome.requests++;
        Visitor visitor = visitors.get(random.nextInt(VISITORS));
        int dice = random.nextInt(100);
        String path = (dice < 50 ? "/public/" : "/page/") + random.nextInt(PAGES);
        boolean asksAgain = random.nextInt(3) > 0;
        String language = random.nextBoolean() ? "de" : "en";
        Set<String> wanted = someOf(EMBEDS.keySet());
        int way = random.nextInt(5);
        if (dice < 95) {
          get(visitor, path, asksAgain, language);
        } else if (filtered) {
          choose(visitor, wanted, way);
        }
      }
      return outcome;
    }

    private Set<String> someOf(Set<String> all) {
      Set<String> some = new TreeSet<>(all);
      some.removeIf(one -> random.nextBoolean());
      return some;
    }

    private HttpRequest.Builder request(String path, Visitor visitor) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
      return visitor.consent.isEmpty() ? request : request.header("Cookie", visitor.consent);
    }

    private void choose(Visitor visitor, Set<String> wanted, int way) throws Exception {
      if (way == 0) {
        // A cookie that cannot be read, alone or beside the one that counts.
        if (visitor.consent.isEmpty()) {
          visitor.consent = "consent=v2.x";
          visitor.allowed = Set.of();
        } else if (!visitor.consent.contains(";")) {
          visitor.consent = "consent=planted; " + visitor.consent;
        }
        return;
      }
      visitor.consent = "";
      String grants = String.join("&grant=", wanted);
      HttpRequest.Builder post =
          request("/consent", visitor)
              .headers(
                  "Content-Type",
                  "application/x-www-form-urlencoded",
                  "Sec-Fetch-Site",
                  "same-origin")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "choice=save" + (grants.isEmpty() ? "" : "&grant=" + grants)));
      HttpResponse<String> answer = send(post);
      outcome.choices++;
      visitor.consent = TestSite.setCookies(answer).get(0).split(";")[0];
      visitor.allowed = wanted;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
      return client.send(
          request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private void get(Visitor visitor, String path, boolean asksAgain, String language)
        throws Exception {
      HttpRequest.Builder get =
          request(path, visitor)
              .headers("Accept", "text/html", "Accept-Language", language)
              .header("Sec-Fetch-Dest", "document");
      Copy copy = visitor.copies.get(path);
      if (copy != null && asksAgain) {
        get.header("If-None-Match", copy.tag);
      }
      HttpResponse<String> response = send(get);
      outcome.nodes.add(header(response, "X-Node"));
      if (response.statusCode() == 304) {
        outcome.unchanged++;
      } else {
        copy = new Copy(header(response, "ETag"), response.body());
        visitor.copies.put(path, copy);
      }
      check(visitor, path, copy.body, response);
    }

    private void check(Visitor visitor, String path, String shown, HttpResponse<String> response) {
      boolean isPublic = path.startsWith("/public/");
      if (isPublic) {
        outcome.publicRequests++;
        boolean cached = Set.of("HIT", "REVALIDATED").contains(header(response, "X-Cache"));
        outcome.fromCache += cached ? 1 : 0;
      }
      if (!filtered) {
        return;
      }
      Set<String> live = new TreeSet<>();
      EMBEDS.forEach(
          (service, embed) -> {
            String address = embed.replaceFirst(".*( src=\"https://[^/]+/).*", "$1");
            if (shown.contains(address)) {
              live.add(service);
            }
          });
      boolean right = live.equals(isPublic ? Set.of() : visitor.allowed);
      if (!right || !TestSite.setCookies(response).isEmpty() || shown.isEmpty()) {
        outcome.wrong.add(path + " shows " + live + " where " + visitor.allowed + " is allowed");
      }
    }
  }

  @Test
  void no_visitor_gets_what_others_allow_and_the_cache_serves_as_much_as_without_the_filter()
      throws Exception {
    long begin = System.nanoTime();
    Outcome filtered = run(() -> new ConsentFilter(TestSite.policy(POLICY)), true);
    long seconds = (System.nanoTime() - begin) / 1_000_000_000;
    Outcome plain =
        run(() -> (request, response, chain) -> chain.doFilter(request, response), false);

    Files.write(
        Path.of("target", "caching-proxy.txt"),
        Arrays.asList(
            filtered.requests
                + " requests of "
                + VISITORS
                + " visitors, "
                + filtered.choices
                + " choices, "
                + filtered.unchanged
                + " pages unchanged, in "
                + seconds
                + " s",
            "wrong deliveries: " + filtered.wrong.size(),
            "public pages from the cache: "
                + filtered.fromCache
                + " of "
                + filtered.publicRequests
                + "; without the filter: "
                + plain.fromCache
                + " of "
                + plain.publicRequests,
            String.format("ratio of the hit rates: %.2f", filtered.hitRate() / plain.hitRate())));
    assertThat(filtered.wrong).isEmpty();
    assertThat(filtered.nodes).as("both nodes have answered").hasSizeGreaterThanOrEqualTo(2);
    assertThat(filtered.choices).isGreaterThan(REQUESTS * 3 / 100);
    assertThat(filtered.publicRequests)
        .isEqualTo(plain.publicRequests)
        .isGreaterThan(REQUESTS * 4 / 10);
    assertThat(plain.hitRate()).isGreaterThan(0.9);
    assertThat(filtered.hitRate() / plain.hitRate()).isGreaterThanOrEqualTo(0.995);
  }
}
