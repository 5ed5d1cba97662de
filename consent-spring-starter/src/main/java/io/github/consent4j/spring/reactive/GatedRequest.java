package io.github.consent4j.spring.reactive;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.plan.SeenHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.CollectionUtils;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * The request as a reactive application sees it. It contains only cookies of allowed services, and
 * no header that would cause a response that the gate cannot read or must not reuse.
 */
final class GatedRequest extends ServerHttpRequestDecorator {

  private final Exchange exchange;
  private final ServerRequestHead head;
  private final SeenHeaders headers;
  private volatile @Nullable Seen seen;

  GatedRequest(
      ServerHttpRequest request, ServerRequestHead head, SeenHeaders headers, Exchange exchange) {
    super(request);
    this.head = head;
    this.headers = headers;
    this.exchange = exchange;
  }

  /** What the application sees while a consent counts. A decision in its code makes another one. */
  private record Seen(
      Consent consent, HttpHeaders headers, MultiValueMap<String, HttpCookie> cookies) {}

  private Seen seen() {
    Consent consent = exchange.consent();
    Seen known = seen;
    if (known == null || known.consent != consent) {
      known = new Seen(consent, headersNow(), cookiesNow());
      seen = known;
    }
    return known;
  }

  private HttpHeaders headersNow() {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(head.headers());
    for (String name : SeenHeaders.NAMES) {
      List<String> values = concerns(name, all) ? headers.of(name) : null;
      if (values != null) {
        all.put(name, values);
      }
    }
    HttpHeaders visible = new HttpHeaders();
    all.forEach((name, values) -> values.forEach(value -> visible.add(name, value)));
    return HttpHeaders.readOnlyHttpHeaders(visible);
  }

  /** Returns whether the application may see a header. An entity tag may turn out to be a date. */
  private static boolean concerns(String name, Map<String, List<String>> all) {
    return all.containsKey(name)
        || (name.equals("if-modified-since") && all.containsKey("if-none-match"));
  }

  private MultiValueMap<String, HttpCookie> cookiesNow() {
    MultiValueMap<String, HttpCookie> passing = new LinkedMultiValueMap<>();
    getDelegate()
        .getCookies()
        .forEach(
            (name, cookies) -> {
              if (headers.showsCookie(name)) {
                passing.put(name, new ArrayList<>(cookies));
              }
            });
    return CollectionUtils.unmodifiableMultiValueMap(passing);
  }

  @Override
  public HttpHeaders getHeaders() {
    return seen().headers();
  }

  @Override
  public MultiValueMap<String, HttpCookie> getCookies() {
    return seen().cookies();
  }
}
