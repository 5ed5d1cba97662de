package io.github.consent4j.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server at one port for a site whose pages have the guard or not, and for all other sites of the
 * web. A page reports its results by {@code tell(...)}.
 */
final class GuardedPages implements AutoCloseable {

  static final String SITE = "http://www.institute.example";

  /** The host that nothing may be loaded from before the visitor has agreed. */
  static final String HELD_BACK = "www.clips.example";

  static final String YAML =
      ReferencePolicy.YAML.replace("[youtube, twitter]", "[youtube, twitter, clips]")
          + """
          services:
            clips:
              name: Clips
              provider: { name: C, address: A, country: IE, privacy-policy: "https://c.example/p" }
              purpose: { en: Clips, de: Clips }
              stores: [{ name: Clips*, kind: indexed-db, lifetime: persistent, purpose: Clips }]
              loads:
                hosts: ["*.clips.example", "maps.example/route/*", "m\u00fcnchen.example"]
                scripts: ["clip?-*.js"]
                inline: [Clips.play]
          """;

  private static final String TELL =
      """
      const tell = told => navigator.sendBeacon('/told' + location.pathname, JSON.stringify(told));
      """;

  /**
   * A page.
   *
   * @param guarded true if it has the guard
   * @param headers headers of the response
   */
  record Page(boolean guarded, Map<String, String> headers, List<String> scripts) {}

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final Map<String, String> files = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<JsonNode>> told = new ConcurrentHashMap<>();
  private final Set<String> contacts = new ConcurrentSkipListSet<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final String guard;

  GuardedPages() throws IOException {
    this(GuardKind.FOR_VISITOR);
  }

  GuardedPages(GuardKind kind) throws IOException {
    this(policy(), kind);
  }

  GuardedPages(Policy policy, GuardKind kind) throws IOException {
    this(kind.script(Visitors.of(policy), Visitors.of(policy).undecided()).orElseThrow());
  }

  /** Returns the pages of a visitor who has refused everything. */
  static GuardedPages refused() throws IOException {
    Visitors visitors = Visitors.of(policy());
    return new GuardedPages(GuardKind.FOR_VISITOR.script(visitors, visitors.who()).orElseThrow());
  }

  private GuardedPages(String guard) throws IOException {
    this.guard = guard;
    // Without this, an answer in two packets waits for the acknowledgement of the other side.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  static Policy policy() {
    return ReferencePolicy.read(YAML);
  }

  /** Adds a page. Each of its scripts is an element of its own in the body. */
  GuardedPages page(String path, Page page) {
    pages.put(path, page);
    return this;
  }

  /** Adds a page without special headers. */
  GuardedPages page(String path, boolean guarded, String... scripts) {
    return page(path, new Page(guarded, Map.of(), List.of(scripts)));
  }

  GuardedPages file(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** Shows a page until it reports its result. */
  JsonNode show(String path) throws Exception {
    return show(path, path);
  }

  /** Shows a page until a page that it leads to reports its result. */
  JsonNode show(String path, String teller) throws Exception {
    contacts.clear();
    CompletableFuture<JsonNode> result = new CompletableFuture<>();
    told.put(teller, result);
    int port = server.getAddress().getPort();
    try (Chromium browser =
        Chromium.open(
            SITE + path,
            List.of(
                "--autoplay-policy=no-user-gesture-required",
                "--host-resolver-rules=MAP * 127.0.0.1:" + port))) {
      return browser.waitFor(result);
    }
  }

  /** Returns the paths that were requested from the blocked host. */
  Set<String> contacts() {
    return contacts;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
      String path = exchange.getRequestURI().getPath();
      byte[] body = exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
      Page page = pages.get(path);
      String file = files.get(path);
      if (!SITE.endsWith(host)) {
        if (host.equals(HELD_BACK)) {
          contacts.add(path.substring(1));
        }
        send(exchange, "text/plain", "");
      } else if (path.startsWith("/told/")) {
        told.get(path.substring(5)).complete(json.readTree(body));
        send(exchange, "text/plain", "");
      } else if (path.startsWith("/consent/assets/")) {
        send(exchange, "text/javascript", guard);
      } else if (page != null) {
        page.headers().forEach(exchange.getResponseHeaders()::set);
        send(exchange, "text/html", html(path, page));
      } else if (path.matches("/script\\d+/.*")) {
        int number = Integer.parseInt(path.replaceAll("^/script(\\d+)/.*", "$1"));
        Page of = pages.get(path.replaceAll("^/script\\d+", ""));
        send(exchange, "text/javascript", of.scripts().get(number));
      } else {
        String type = path.endsWith(".js") ? "text/javascript" : "text/html";
        send(exchange, type, file == null ? "" : file);
      }
    }
  }

  private static String html(String path, Page page) {
    StringBuilder html = new StringBuilder("<!DOCTYPE html><html><head>");
    if (page.guarded()) {
      html.append("<script src='/consent/assets/0/guard.js'></script>");
    }
    html.append("<title>A page</title></head><body><p>A page</p>");
    for (int i = 0; i < page.scripts().size(); i++) {
      html.append("<script src='/script").append(i).append(path).append("'></script>");
    }
    return html.append("</body></html>").toString();
  }

  private static void send(HttpExchange exchange, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Returns a script of the tests, which may call {@code tell}. */
  static String script(String text) {
    return TELL + text;
  }

  /** Returns a script from a file beside the tests, or from a library. */
  static String resource(String name) throws IOException {
    try (var in = GuardedPages.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("There is no " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
