package io.github.consent4j.compatibility;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.spring.RequiresConsent;
import io.github.consent4j.spring.reactive.ReactiveVisitorConsent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A reactive application with the pages and cookies of the reference site. */
@EnableAutoConfiguration
// The applications with servlets scan this package.
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@RestController
public class ReactivePages {

  static final String PAGE =
      "<!DOCTYPE html><html><head><title>Institute</title>"
          + "<script src=\"https://www.econda-monitor.de/em.js\"></script></head>"
          + "<body><h1>Übersicht</h1>"
          + "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>"
          + "<p>"
          + "text ".repeat(2000)
          + "</p></body></html>";

  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

  /** What the streaming page sends next. */
  private final Sinks.Many<String> pieces = Sinks.many().unicast().onBackpressureBuffer();

  /** Starts it; the arguments are properties. */
  public static void main(String... arguments) {
    SpringApplication.run(ReactivePages.class, arguments);
  }

  @PostMapping("/push")
  void push(@RequestBody String piece) {
    if (piece.equals("end")) {
      pieces.tryEmitComplete();
    } else {
      pieces.tryEmitNext(piece);
    }
  }

  private static void setCookies(ServerHttpResponse response) {
    response.addCookie(ResponseCookie.from("WESESSION", "1").path("/").build());
    response.addCookie(ResponseCookie.from("emos_jcvid", "v").path("/").maxAge(999).build());
    response.getHeaders().add(HttpHeaders.SET_COOKIE, "emos_best_products=p; Path=/");
    response.getHeaders().add(HttpHeaders.SET_COOKIE, "emos_jcsid=s; Path=/");
  }

  @GetMapping("/page")
  ResponseEntity<String> page(ServerWebExchange exchange) {
    setCookies(exchange.getResponse());
    return ResponseEntity.ok().contentType(HTML).body(PAGE);
  }

  @GetMapping("/plain")
  ResponseEntity<String> plain() {
    return ResponseEntity.ok().contentType(HTML).body("<!doctype html><title>t</title><p>x");
  }

  @GetMapping("/only-cookies")
  Mono<Void> onlyCookies(ServerWebExchange exchange) {
    setCookies(exchange.getResponse());
    return Mono.empty();
  }

  @GetMapping("/sent")
  Map<String, Object> sent(ServerWebExchange exchange) {
    return Map.of(
        "cookies",
        new TreeSet<>(exchange.getRequest().getCookies().keySet()),
        "header",
        String.valueOf(exchange.getRequest().getHeaders().getFirst("Cookie")),
        "codings",
        String.valueOf(exchange.getRequest().getHeaders().getFirst("Accept-Encoding")));
  }

  @GetMapping("/session")
  Mono<String> session(ServerWebExchange exchange) {
    return exchange
        .getSession()
        .map(session -> (Integer) session.getAttributes().merge("n", 1, (a, b) -> (int) a + 1))
        .map(String::valueOf);
  }

  @GetMapping("/stream")
  Mono<Void> stream(ServerWebExchange exchange) {
    ServerHttpResponse response = exchange.getResponse();
    response.getHeaders().setContentType(HTML);
    return response.writeAndFlushWith(
        pieces.asFlux().map(piece -> Mono.just(buffer(response, piece))));
  }

  @GetMapping("/many")
  Mono<Void> many(ServerWebExchange exchange) {
    ServerHttpResponse response = exchange.getResponse();
    response.getHeaders().setContentType(HTML);
    return response.writeWith(
        Flux.range(0, PAGE.length()).map(i -> buffer(response, PAGE.substring(i, i + 1))));
  }

  private static DataBuffer buffer(ServerHttpResponse response, String text) {
    return response.bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  Flux<String> events() {
    return Flux.just("<iframe src='https://www.youtube.com/embed/x'></iframe>", "two");
  }

  @GetMapping("/compressed")
  ResponseEntity<byte[]> compressed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(PAGE.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ResponseEntity.ok()
        .contentType(HTML)
        .header(HttpHeaders.CONTENT_ENCODING, "gzip")
        .body(bytes.toByteArray());
  }

  @GetMapping("/strict")
  Mono<ResponseEntity<String>> strict(ServerWebExchange exchange) {
    exchange
        .getResponse()
        .beforeCommit(
            () ->
                Mono.fromRunnable(
                    () ->
                        exchange
                            .getResponse()
                            .getHeaders()
                            .set("Content-Security-Policy", "script-src 'nonce-abc123'")));
    return Mono.just(ResponseEntity.ok().contentType(HTML).body(PAGE));
  }

  @GetMapping("/fails")
  Mono<String> fails(ServerWebExchange exchange) {
    setCookies(exchange.getResponse());
    return Mono.error(new IllegalStateException("as meant"));
  }

  /** Fails when the page has begun, but nothing of it has left yet. */
  @GetMapping("/fails-late")
  Mono<Void> failsLate(ServerWebExchange exchange) {
    ServerHttpResponse response = exchange.getResponse();
    response.getHeaders().setContentType(HTML);
    setCookies(response);
    return response.writeWith(
        Flux.concat(
            Flux.just(buffer(response, "<")),
            Flux.error(new IllegalStateException("as meant"))));
  }

  @GetMapping("/session/waiting")
  String waiting(ServerWebExchange exchange) {
    exchange.getResponse().addCookie(ResponseCookie.from("later", "v").maxAge(999).build());
    return "set";
  }

  @GetMapping("/session/waiting-with-a-new-one")
  Mono<String> waitingWithNewOne(ServerWebExchange exchange) {
    return exchange
        .getSession()
        .flatMap(session -> session.changeSessionId().thenReturn(waiting(exchange)));
  }

  @GetMapping("/tagged")
  Mono<ResponseEntity<String>> tagged() {
    return Mono.just(ResponseEntity.ok().contentType(HTML).eTag("\"v1\"").body(PAGE));
  }

  @GetMapping("/allowed")
  Map<String, Object> allowed(Consent consent) {
    return Map.of("statistics", consent.allows("statistics"));
  }

  @GetMapping("/current")
  Mono<String> current() {
    return ReactiveVisitorConsent.current()
        .map(visitor -> String.valueOf(visitor.consent().allows("statistics")));
  }

  @PostMapping("/join")
  Mono<String> join(ReactiveVisitorConsent visitor, ServerWebExchange exchange) {
    return visitor
        .grant("statistics")
        .map(counts -> counts + " " + visitor.consent().allows("statistics"));
  }

  @GetMapping("/visits")
  @RequiresConsent("statistics")
  Mono<String> visits() {
    return Mono.just("counted");
  }

  /** Asks as template engines do, which look for the methods by their names. */
  @GetMapping("/view")
  String view(ReactiveVisitorConsent visitor) {
    return new SpelExpressionParser()
        .parseExpression("allows('statistics') + ' ' + cookieTable()")
        .getValue(visitor.view(), String.class);
  }

  @GetMapping("/servlets")
  String servlets() {
    return String.valueOf(
        ClassUtils.isPresent("jakarta.servlet.Servlet", ReactivePages.class.getClassLoader()));
  }

  /** Says in capitals what it hears. */
  @Bean
  SimpleUrlHandlerMapping socket() {
    WebSocketHandler echo =
        session ->
            session.send(
                session
                    .receive()
                    .map(
                        heard ->
                            session.textMessage(
                                heard.getPayloadAsText().toUpperCase(Locale.ROOT))));
    return new SimpleUrlHandlerMapping(Map.of("/socket", echo), -1);
  }

  @GetMapping("/data")
  ResponseEntity<String> data() {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body("{\"a\":\"<iframe>\"}");
  }
}
