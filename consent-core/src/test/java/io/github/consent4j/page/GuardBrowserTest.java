package io.github.consent4j.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.examples.browser.RestInSweeps;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.cookie.ConsentCookie;
import io.github.consent4j.gate.cookie.CookieGate;
import io.github.consent4j.gate.cookie.CookieRules;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.policy.StorageKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In a real browser the guard makes the same decisions as the library on the server. This is tested
 * for many visitors of several policies, with every cookie and storage key that a policy declares
 * and with some others.
 */
class GuardBrowserTest {

  private static final List<String> UNDECLARED = List.of("free", "emos_jcvid2", "xYSC");

  /**
   * One visitor.
   *
   * @param cookie value of the consent cookie, if there is one
   * @param narrow value of a second cookie of that name with a longer path, if there is one
   */
  private record Visit(Visitors visitors, @Nullable String cookie, @Nullable String narrow) {

    Visit(Visitors visitors, @Nullable String cookie) {
      this(visitors, cookie, null);
    }

    Consent consent() {
      Policy policy = visitors.policy();
      Decision decision =
          new ConsentCookie(policy, Clock.systemUTC())
              .decode(
                  Stream.of(narrow, cookie)
                      .flatMap(Stream::ofNullable)
                      .collect(
                          Collectors.collectingAndThen(Collectors.toList(), ConsentCookie::first))
                      .orElse(null));
      return Consent.of(policy, visitors.marks(), decision);
    }

    boolean lets(StorageKind kind, String name) {
      Policy policy = visitors.policy();
      AllowedServices allowance = AllowedServices.of(consent());
      if (kind == StorageKind.COOKIE) {
        return new CookieGate(CookieRules.of(policy), allowance, "127.0.0.1").passes(name);
      }
      List<Integer> declaring =
          IntStream.range(0, policy.services().size())
              .filter(i -> declares(policy.services().get(i).storesOnSite(), kind, name))
              .boxed()
              .toList();
      return declaring.isEmpty() || allowance.allowsAny(declaring);
    }

    private static boolean declares(List<CookieDescriptor> stores, StorageKind kind, String name) {
      return stores.stream().anyMatch(s -> s.kind() == kind && s.name().matches(name));
    }

    Set<String> names(StorageKind kind) {
      Stream<String> declared =
          visitors.policy().services().stream()
              .flatMap(service -> service.stores().stream())
              .filter(stored -> stored.kind() == kind)
              .map(stored -> stored.name().glob().replace("*", "a.b").replace("?", "+"))
              // Browsers accept cookies with this prefix from https only.
              .filter(name -> !name.startsWith("__Secure-"));
      return Stream.concat(declared, UNDECLARED.stream())
          .flatMap(name -> kind == StorageKind.COOKIE ? pieces(name) : Stream.of(name))
          .filter(name -> !name.equals("consent"))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Some of the names are those of pieces of a cookie. */
    private static Stream<String> pieces(String name) {
      return name.startsWith("emos") || name.equals("free")
          ? Stream.of(name, name + ".0", name + "C12", name + ".1234", name + "C")
          : Stream.of(name);
    }

    Set<String> allowed(StorageKind kind) {
      Set<String> allowed = names(kind);
      allowed.removeIf(name -> !lets(kind, name));
      return allowed;
    }
  }

  private final ObjectMapper json = new ObjectMapper();
  private final CompletableFuture<JsonNode> results = new CompletableFuture<>();
  private List<Visit> visits = List.of();
  private GuardKind kind = GuardKind.FOR_VISITOR;

  /**
   * Returns the visitors of a test.
   *
   * @param blocking false for visitors of every policy; true for those with odd cookies at a site
   *     that blocks what it does not declare, where cookies are read as at any other site
   */
  private static List<Visit> visits(boolean blocking) {
    Visitors reference = Visitors.of(ReferencePolicy.get());
    Visitors strict =
        Visitors.of(
            ReferencePolicy.read(
                ReferencePolicy.YAML
                        .replace("required: true", "required: true, before-decision: block")
                        .replace("[econda] }", "[econda], enforce: report }")
                    + "undeclared-cookies: block\n"));
    Visitors pieces =
        Visitors.of(
            ReferencePolicy.read(
                ReferencePolicy.YAML.replace("[webedition,", "[pieces, webedition,")
                    + """
                      services:
                        pieces:
                          name: Pieces
                          purpose: Pieces
                          stores:
                            - { name: emos_jcvid.0, lifetime: session, purpose: P, necessity: N }
                            - { name: free, lifetime: session, purpose: P }
                      """));
    if (blocking) {
      return odd(strict);
    }
    List<Visit> visits = new ArrayList<>(odd(reference));
    visits.add(new Visit(pieces, null));
    visits.add(new Visit(pieces, value(pieces, Set.of("statistics"), Instant.now())));
    for (Visitors visitors : List.of(reference, strict)) {
      visits.add(new Visit(visitors, null));
      Random random = new Random(1);
      List<String> ids = List.of("statistics", "econda", "external-media", "youtube", "twitter");
      for (int i = 0; i < 12; i++) {
        Set<String> grants =
            ids.stream().filter(id -> random.nextInt(3) == 0).collect(Collectors.toSet());
        visits.add(new Visit(visitors, value(visitors, grants, Instant.now())));
      }
      for (int days : List.of(-3, 30, 178, 190)) {
        Instant at = Instant.now().minus(Duration.ofDays(days));
        visits.add(new Visit(visitors, value(visitors, Set.of("external-media"), at)));
      }
    }
    return visits;
  }

  /** Returns visitors with cookies that are hard to read. */
  private static List<Visit> odd(Visitors visitors) {
    List<Visit> visits = new ArrayList<>();
    String all = value(visitors, Set.of("external-media", "statistics"), Instant.now());
    visits.add(new Visit(visitors, all));
    String none = value(visitors, Set.of(), Instant.now());
    visits.add(new Visit(visitors, all, "x"));
    visits.add(new Visit(visitors, "x", all));
    visits.add(new Visit(visitors, all, none));
    visits.add(new Visit(visitors, none, all));
    visits.add(new Visit(visitors, all, all.replace("v2.2", "v2.1")));
    String[] fields = all.split("\\.");
    visits.add(new Visit(visitors, all.replace(fields[2], "i".repeat(32))));
    visits.add(new Visit(visitors, all.replace(fields[2], "i".repeat(40))));
    visits.add(new Visit(visitors, all.replace(fields[3], "r".repeat(40))));
    visits.add(new Visit(visitors, all.replace("+statistics", "+statistics+" + "c".repeat(64))));
    visits.add(new Visit(visitors, all.replace("+statistics", "+statistics+" + "c".repeat(65))));
    for (String choices : List.of("+-", "+", "+~", "~~", "-+a", "+a+b~c-")) {
      visits.add(new Visit(visitors, all.replace("+statistics", "+statistics" + choices)));
    }
    visits.add(new Visit(visitors, all.replaceFirst("\\.[+]", ".a+")));
    visits.add(new Visit(visitors, all.replace("+statistics", "+statistics" + ids(64))));
    visits.add(new Visit(visitors, all + "abc".repeat(250)));
    visits.add(new Visit(visitors, all + "abc".repeat(256)));
    visits.add(new Visit(visitors, all + "abc".repeat(800)));
    for (String time :
        List.of("13010000", "00010000", "12320000", "12312400", "12310060", "09597061")) {
      visits.add(
          new Visit(visitors, all.replaceFirst("....T....", time.replaceFirst("....$", "T$0"))));
    }
    visits.add(new Visit(visitors, all + "."));
    visits.add(new Visit(visitors, all.replace("v2.", "v1.")));
    for (String notice : List.of("Kq3v_9Lm", "Kq3v_9L", "Kq3v_9Lmm", "Kq3v.9Lm", "Kq3v~9Lm")) {
      visits.add(new Visit(visitors, all + '.' + notice));
    }
    visits.add(new Visit(visitors, all.replace("v2.", "v3.")));
    visits.add(new Visit(visitors, all.replace("+statistics", "+statistics~statistics")));
    visits.add(new Visit(visitors, all.replaceFirst("[^.]{3}$", "")));
    return visits;
  }

  private static String ids(int number) {
    return IntStream.range(0, number).mapToObj(i -> "~i" + i).collect(Collectors.joining());
  }

  private static String value(Visitors visitors, Set<String> grants, Instant at) {
    Consent consent =
        new Decider(Clock.fixed(at, ZoneOffset.UTC)).save(visitors.undecided(), grants);
    return new ConsentCookie(visitors.policy(), Clock.systemUTC())
        .encode((Decision.Made) consent.decision());
  }

  @RestInSweeps
  @ParameterizedTest
  @CsvSource({
    "FOR_VISITOR, false",
    "FOR_EVERYBODY, false",
    "FOR_VISITOR, true",
    "FOR_EVERYBODY, true"
  })
  void decides_in_the_browser_as_on_the_server(GuardKind kind, boolean blocking) throws Exception {
    this.kind = kind;
    visits = visits(blocking);
    // Without this, an answer in two packets waits for the acknowledgement of the other side.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    JsonNode seen;
    try (Chromium browser =
        Chromium.open("http://127.0.0.1:" + server.getAddress().getPort() + "/")) {
      seen = browser.waitFor(results);
    } finally {
      server.stop(0);
    }
    assertThat(seen.size()).isEqualTo(visits.size());
    for (int i = 0; i < visits.size(); i++) {
      assertAsOnServer(visits.get(i), seen.get(i));
    }
  }

  private static void assertAsOnServer(Visit visit, JsonNode seen) {
    Set<String> cookies = visit.allowed(StorageKind.COOKIE);
    boolean made = visit.consent().isMade();
    assertThat(names(seen, "read")).as("read with %s", visit).isEqualTo(cookies);
    assertThat(names(seen, "written")).as("written with %s", visit).isEqualTo(cookies);
    assertThat(names(seen, "stored")).as("cookieStore with %s", visit).isEqualTo(cookies);
    assertThat(names(seen, "left")).as("deleted with %s", visit).isEmpty();
    for (StorageKind kind : List.of(StorageKind.LOCAL_STORAGE, StorageKind.SESSION_STORAGE)) {
      assertThat(names(seen, kind.id()))
          .as("%s with %s", kind, visit)
          .isEqualTo(made ? visit.allowed(kind) : visit.names(kind));
    }
  }

  private static Set<String> names(JsonNode seen, String list) {
    Set<String> names = new TreeSet<>();
    seen.get(list).forEach(name -> names.add(name.asText()));
    return names;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/results")) {
        results.complete(json.readTree(exchange.getRequestBody()));
        send(exchange, "text/plain", "");
      } else if (path.equals("/jar")) {
        List<String> cookies = exchange.getRequestHeaders().getOrDefault("Cookie", List.of());
        send(exchange, "text/plain", String.join("; ", cookies));
      } else if (path.startsWith("/guard/")) {
        send(exchange, "text/javascript", guard(visit(path)));
      } else if (path.startsWith("/visit/")) {
        visit(exchange, visit(path));
      } else {
        send(exchange, "text/html", harness());
      }
    }
  }

  private Visit visit(String path) {
    return visits.get(Integer.parseInt(path.replaceAll("\\D", "")));
  }

  private String guard(Visit visit) {
    return kind.script(visit.visitors(), visit.consent()).orElse("");
  }

  private static void visit(HttpExchange exchange, Visit visit) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.add("Set-Cookie", "consent=" + value(visit.narrow()) + "; Path=/visit");
    headers.add("Set-Cookie", "consent=" + value(visit.cookie()) + "; Path=/");
    visit
        .names(StorageKind.COOKIE)
        .forEach(name -> headers.add("Set-Cookie", name + "=http; Path=/"));
    String number = exchange.getRequestURI().getPath().replaceAll("\\D", "");
    send(
        exchange,
        "text/html",
        """
        <!DOCTYPE html>
        <script>
        for (const key of %s) localStorage.setItem(key, 1);
        for (const key of %s) sessionStorage.setItem(key, 1);
        </script>
        <script src="/guard/%s"></script>
        <script>
        const names = %s;
        const jar = async value => (await (await fetch('/jar')).text()).split('; ')
            .filter(pair => pair.endsWith(value) && !pair.startsWith('consent='))
            .map(pair => pair.split('=')[0]).filter(name => name);
        (async () => {
          const seen = {'local-storage': Object.keys(localStorage),
              'session-storage': Object.keys(sessionStorage)};
          localStorage.clear();
          sessionStorage.clear();
          seen.read = document.cookie.split('; ').map(pair => pair.split('=')[0])
              .filter(name => name && name != 'consent');
          names.forEach(name => { document.cookie = ' ' + name + ' =js; Path=/'; });
          seen.written = await jar('=js');
          await Promise.all(names.map((name, i) => i %% 2 ? cookieStore.set(name, 'store')
              : cookieStore.set({name, value: 'store'})));
          seen.stored = await jar('=store');
          names.forEach((name, i) => { document.cookie = name + '=; Path=/;'
              + (i %% 2 ? 'Max-Age=0' : 'expires=Thu, 01 Jan 1970 00:00:00 GMT'); });
          seen.left = await jar('');
          parent.postMessage(seen, '*');
        })();
        </script>
        """
            .formatted(
                array(visit.names(StorageKind.LOCAL_STORAGE)),
                array(visit.names(StorageKind.SESSION_STORAGE)),
                number,
                array(visit.names(StorageKind.COOKIE))));
  }

  private static String value(@Nullable String value) {
    return value == null ? "; Max-Age=0" : value;
  }

  private static String array(Set<String> names) {
    return names.stream().collect(Collectors.joining("', '", "['", "']"));
  }

  private String harness() {
    return """
        <!DOCTYPE html><iframe></iframe>
        <script>
        const seen = [], frame = document.querySelector('iframe');
        const next = () => seen.length < %d ? frame.src = '/visit/' + seen.length
            : fetch('/results', {method: 'POST', body: JSON.stringify(seen)});
        addEventListener('message', event => { seen.push(event.data); next(); });
        next();
        </script>
        """
        .formatted(visits.size());
  }

  private static void send(HttpExchange exchange, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
