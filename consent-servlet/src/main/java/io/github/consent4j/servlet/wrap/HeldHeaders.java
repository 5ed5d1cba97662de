package io.github.consent4j.servlet.wrap;

import io.github.consent4j.gate.header.HeaderGate;
import io.github.consent4j.servlet.exchange.Audience;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.render.Rendering;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Headers that say something about the body, or about who may keep it, or that make browsers load
 * something, and so wait until it is known what becomes of the body. The application goes on seeing
 * them as it wrote them. They wait here because not every container can take a header back (Tomcat
 * 10.1 ignores null).
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

  private final HttpServletResponse container;
  private final Exchange exchange;
  private final WaitingCookies cookies;
  private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private @Nullable Rendering rendering;
  private boolean refused;

  /**
   * @param container where the headers go in the end
   * @param exchange whose gates they pass
   * @param cookies leave with the headers
   */
  HeldHeaders(HttpServletResponse container, Exchange exchange, WaitingCookies cookies) {
    this.container = container;
    this.exchange = exchange;
    this.cookies = cookies;
  }

  static boolean isHeld(String name) {
    return NAMES.contains(name) || Rendering.tellsCaches(name);
  }

  void set(String name, @Nullable String value) {
    values.put(name, value == null ? new ArrayList<>() : new ArrayList<>(List.of(value)));
    sent(name);
    if (rendering != null && name.equalsIgnoreCase(LAST_MODIFIED)) {
      sent(ETAG);
    }
  }

  void add(String name, String value) {
    values.computeIfAbsent(name, n -> new ArrayList<>(container.getHeaders(n))).add(value);
    sent(name);
  }

  /** What the application set, or what the container has from before. */
  Collection<String> values(String name) {
    List<String> own = values.get(name);
    return own != null ? List.copyOf(own) : container.getHeaders(name);
  }

  @Nullable String value(String name) {
    return values(name).stream().findFirst().orElse(null);
  }

  /** Names that the application sees, beside those that are not held. */
  Collection<String> names() {
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.addAll(NAMES);
    known.addAll(values.keySet());
    known.addAll(toldToCaches());
    return known.stream().filter(name -> !values(name).isEmpty()).toList();
  }

  /** Names of headers for single caches that the container has from before. */
  private List<String> toldToCaches() {
    return container.getHeaderNames().stream().filter(Rendering::tellsCaches).toList();
  }

  /** Sends everything on its way, as it has to be for what becomes of the body. */
  void send(Rendering chosen) {
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
    values.computeIfAbsent(name, n -> new ArrayList<>(container.getHeaders(n)));
  }

  boolean isSent() {
    return rendering != null;
  }

  /** Whether the response has been found to be one that caches may share. */
  boolean isSentToEverybody() {
    return isSent() && isForEverybody();
  }

  private boolean isForEverybody() {
    Audience audience = rendering == null ? Audience.UNTOUCHED : rendering.audience();
    return audience == Audience.EVERYBODY
        || (audience == Audience.UNTOUCHED && Rendering.isPublic(values(CACHE_CONTROL)));
  }

  /** Cookies need not wait any longer for what becomes of the response. */
  void releaseCookies() {
    cookies.release(isForEverybody(), header -> container.addHeader("Set-Cookie", header));
  }

  /** Tries again when the container did not listen, as some do inside an include. */
  void settle() {
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
    if (result.isEmpty() && name.equalsIgnoreCase(ETAG)) {
      result = rendering.dated(values.getOrDefault(LAST_MODIFIED, List.of()));
    }
    if (result.isEmpty()) {
      remove(name, gated);
      return;
    }
    if (name.equalsIgnoreCase("Content-Length") && result.get(0).matches("[0-9]{1,18}")) {
      container.setContentLengthLong(Long.parseLong(result.get(0)));
      return;
    }
    container.setHeader(name, result.get(0));
    result.stream().skip(1).forEach(value -> container.addHeader(name, value));
    refused |= !result.get(0).equals(container.getHeader(name));
  }

  private void remove(String name, boolean gated) {
    if (container.containsHeader(name)) {
      container.setHeader(name, null);
      if (gated && container.containsHeader(name)) {
        // Tomcat 10.1 keeps what an outer filter has set
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

  /** Sends ahead what browsers may begin to load by; as everybody may get it. */
  void hint() {
    if (rendering == null && !container.isCommitted()) {
      for (String name : HeaderGate.names()) {
        List<String> hints =
            passing(name, values.getOrDefault(name, List.of()), Audience.EVERYBODY);
        hints.stream().limit(1).forEach(value -> container.setHeader(name, value));
        hints.stream().skip(1).forEach(value -> container.addHeader(name, value));
      }
    }
  }

  /** Sends what describes no bytes, as long as it is not known what becomes of the body. */
  void expose(Rendering coming) {
    rendering = coming;
    values.keySet().stream()
        .filter(name -> !Rendering.DESCRIBING_BYTES.contains(name))
        .filter(name -> !name.equalsIgnoreCase(Rendering.CONTENT_ENCODING))
        .forEach(this::sent);
    releaseCookies();
    rendering = null;
  }

  /**
   * Takes over from a response that has failed what protects the error page in its place, where the
   * container has dropped it: Undertow drops every header after an exception.
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

  /** The body is gone, and what was said about it. */
  void forgetBody() {
    Rendering.DESCRIBING_BYTES.forEach(values::remove);
    values.remove(Rendering.CONTENT_ENCODING);
    rendering = null;
    refused = false;
  }

  void clear() {
    values.clear();
    cookies.clear();
    rendering = null;
    refused = false;
  }
}
