package io.github.consent4j.servlet.plan;

import io.github.consent4j.gate.header.HeaderGate;
import io.github.consent4j.servlet.exchange.Audience;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.ResponseHead;
import io.github.consent4j.servlet.render.Rendering;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Headers that wait until it is decided how the body is handled. They describe the body, say who
 * may store it, or make browsers load something. The application sees them as it has set them. They
 * wait here because not every container can remove a header again (Tomcat 10.1 ignores null).
 * Thread-safe: filters of the application set headers after an asynchronous body has begun.
 */
public final class HeldHeaders {

  private static final String CACHE_CONTROL = "Cache-Control";
  private static final String ETAG = "ETag";
  private static final String LAST_MODIFIED = "Last-Modified";

  private static final Set<String> NAMES = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    NAMES.addAll(Rendering.DESCRIBING_BYTES);
    NAMES.addAll(Rendering.DESCRIBING_REUSE);
    NAMES.add(Rendering.CONTENT_ENCODING);
    NAMES.addAll(HeaderGate.names());
  }

  private final ResponseHead container;
  private final Exchange exchange;
  private final WaitingCookies cookies;
  private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private @Nullable Rendering rendering;
  private boolean refused;

  /**
   * @param container receives the headers in the end
   * @param exchange the exchange whose gates they pass
   * @param cookies sent together with the headers
   */
  public HeldHeaders(ResponseHead container, Exchange exchange, WaitingCookies cookies) {
    this.container = container;
    this.exchange = exchange;
    this.cookies = cookies;
  }

  public static boolean isHeld(String name) {
    return NAMES.contains(name) || Rendering.tellsCaches(name);
  }

  public synchronized void set(String name, @Nullable String value) {
    values.put(name, value == null ? new ArrayList<>() : new ArrayList<>(List.of(value)));
    sent(name);
    if (rendering != null && name.equalsIgnoreCase(LAST_MODIFIED)) {
      sent(ETAG);
    }
  }

  public synchronized void add(String name, String value) {
    values.computeIfAbsent(name, n -> new ArrayList<>(container.headers(n))).add(value);
    sent(name);
  }

  /** Returns the values that the application has set, or those that the container had before. */
  public synchronized Collection<String> values(String name) {
    List<String> own = values.get(name);
    return own != null ? List.copyOf(own) : container.headers(name);
  }

  public synchronized @Nullable String value(String name) {
    return values(name).stream().findFirst().orElse(null);
  }

  /**
   * Returns the names that the application sees, in addition to those of headers that do not wait.
   */
  public synchronized Collection<String> names() {
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.addAll(NAMES);
    known.addAll(values.keySet());
    known.addAll(toldToCaches());
    return known.stream().filter(name -> !values(name).isEmpty()).toList();
  }

  /** Returns the names of headers for particular caches that the container had before. */
  private List<String> toldToCaches() {
    return container.headerNames().stream().filter(Rendering::tellsCaches).toList();
  }

  /** Sends all headers as the rendering of the body requires. */
  public synchronized void send(Rendering chosen) {
    for (String name : NAMES) {
      boolean changes =
          chosen.changes(name) || (HeaderGate.concerns(name) && container.containsHeader(name));
      if (changes) {
        take(name);
      }
    }
    if (chosen.audience() == Audience.VISITOR) {
      toldToCaches().forEach(this::take);
    }
    rendering = chosen;
    resend();
    releaseCookies();
  }

  private void take(String name) {
    values.computeIfAbsent(name, n -> new ArrayList<>(container.headers(n)));
  }

  public synchronized boolean isSent() {
    return rendering != null;
  }

  /** Returns whether the response was sent as one that caches may share. */
  public synchronized boolean isSentToEverybody() {
    return isSent() && isForEverybody();
  }

  private boolean isForEverybody() {
    Audience audience = rendering == null ? Audience.UNTOUCHED : rendering.audience();
    return audience == Audience.EVERYBODY
        || (audience == Audience.UNTOUCHED && Rendering.isPublic(values(CACHE_CONTROL)));
  }

  /** Sends the cookies, which need not wait for the decision about the body any longer. */
  public synchronized void releaseCookies() {
    cookies.release(isForEverybody(), header -> container.addHeader("Set-Cookie", header));
  }

  /** Sends the headers again if the container ignored them, as some do inside an include. */
  public synchronized void settle() {
    if (refused) {
      resend();
    }
  }

  private void resend() {
    refused = false;
    values.keySet().forEach(this::sent);
  }

  private void sent(String name) {
    if (rendering == null || container.isCommitted()) {
      return;
    }
    List<String> own = values.getOrDefault(name, List.of());
    boolean gated = HeaderGate.concerns(name);
    List<String> result =
        gated ? passing(name, own, rendering.audience()) : rendering.rendered(name, own);
    if (gated && keepsNonces(rendering) && isContentPolicy(name)) {
      result = result.stream().filter(value -> !value.contains("'nonce-")).toList();
      // A policy from outside that cannot be removed is better than an empty one.
      gated = false;
    }
    if (result.isEmpty() && name.equalsIgnoreCase(ETAG)) {
      result = rendering.dated(values.getOrDefault(LAST_MODIFIED, List.of()));
    }
    if (result.isEmpty()) {
      remove(name, gated);
      return;
    }
    if (name.equalsIgnoreCase("Content-Length") && result.get(0).matches("[0-9]{1,18}")) {
      container.setContentLength(Long.parseLong(result.get(0)));
      return;
    }
    container.setHeader(name, result.get(0));
    result.stream().skip(1).forEach(value -> container.addHeader(name, value));
    refused |= !result.get(0).equals(container.header(name));
  }

  /**
   * Returns whether the browser keeps a page with insertions that have the nonce of the content
   * security policy which came with it. A policy with another nonce would block them.
   */
  private boolean keepsNonces(Rendering chosen) {
    return container.status() == HttpURLConnection.HTTP_NOT_MODIFIED && !chosen.isNoPage();
  }

  private static boolean isContentPolicy(String name) {
    return name.regionMatches(true, 0, "Content-Security-Policy", 0, 23);
  }

  private void remove(String name, boolean gated) {
    if (container.containsHeader(name)) {
      container.setHeader(name, null);
      if (gated && container.containsHeader(name)) {
        // Tomcat 10.1 keeps what an outer filter has set.
        container.setHeader(name, "");
      } else if (Rendering.tellsCaches(name) && container.containsHeader(name)) {
        container.setHeader(name, Rendering.NEVER);
      }
    }
  }

  private List<String> passing(String name, List<String> own, Audience audience) {
    if (own.isEmpty()) {
      return own;
    }
    HeaderGate gate = exchange.headerGate(audience);
    return own.stream().flatMap(value -> gate.filter(name, value).stream()).toList();
  }

  /**
   * Sends the headers from which browsers may begin to load, before the body is known. Only what
   * everybody may get is included.
   */
  public synchronized void hint() {
    if (rendering == null && !container.isCommitted()) {
      for (String name : HeaderGate.names()) {
        List<String> hints =
            passing(name, values.getOrDefault(name, List.of()), Audience.EVERYBODY);
        hints.stream().limit(1).forEach(value -> container.setHeader(name, value));
        hints.stream().skip(1).forEach(value -> container.addHeader(name, value));
      }
    }
  }

  /** Sends the headers that describe no bytes, while the handling of the body is not decided. */
  public synchronized void expose(Rendering coming) {
    rendering = coming;
    values.keySet().stream()
        .filter(name -> !Rendering.DESCRIBING_BYTES.contains(name))
        .filter(name -> !name.equalsIgnoreCase(Rendering.CONTENT_ENCODING))
        .forEach(this::sent);
    releaseCookies();
    rendering = null;
  }

  /**
   * Restores the headers that protect the error page of a failed response, if the container has
   * removed them. Undertow removes every header after an exception.
   */
  public void restore(HeldHeaders failed) {
    failed.values.forEach(
        (name, own) -> {
          boolean protects =
              HeaderGate.concerns(name)
                  || (name.equalsIgnoreCase(CACHE_CONTROL) && Rendering.isUnstored(own));
          if (protects && !own.isEmpty() && !container.containsHeader(name)) {
            values.put(name, new ArrayList<>(own));
          }
        });
  }

  /** Discards what was set for the body, which was discarded. */
  public synchronized void forgetBody() {
    Rendering.DESCRIBING_BYTES.forEach(values::remove);
    values.remove(Rendering.CONTENT_ENCODING);
    rendering = null;
    refused = false;
  }

  public synchronized void clear() {
    values.clear();
    cookies.clear();
    rendering = null;
    refused = false;
  }
}
