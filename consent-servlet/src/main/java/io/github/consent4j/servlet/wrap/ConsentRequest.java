package io.github.consent4j.servlet.wrap;

import io.github.consent4j.gate.cookie.CookieGate;
import io.github.consent4j.servlet.coding.ContentCoding;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.render.EntityTags;
import io.github.consent4j.servlet.render.HttpDate;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the application sees of a request: cookies of services that are let through, no header that
 * would make it answer with something the gate cannot read or must not reuse, and an {@link
 * AsyncContext} whose response is the gated one.
 */
public final class ConsentRequest extends HttpServletRequestWrapper {

  /** Tomcat would send a file past every wrapper. */
  private static final String SENDFILE = "org.apache.tomcat.sendfile.support";

  private static final String IF_MODIFIED_SINCE = "If-Modified-Since";
  private static final String IF_NONE_MATCH = "If-None-Match";

  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final Exchange exchange;
  private final ConsentResponse response;
  private Cookie @Nullable [] cookies;

  /** By which the array was made; a decision brings another one. */
  private @Nullable CookieGate cookiesBy;

  private volatile @Nullable GatedAsyncContext async;
  private volatile boolean asyncStarted;

  public ConsentRequest(HttpServletRequest request, ConsentResponse response) {
    super(request);
    this.exchange = response.exchange();
    this.response = response;
  }

  /** The wrapper of this library in a chain of wrappers, if there is one. */
  public static @Nullable ConsentRequest in(ServletRequest request) {
    ServletRequest layer = request;
    while (layer instanceof ServletRequestWrapper wrapper) {
      if (wrapper instanceof ConsentRequest found) {
        return found;
      }
      layer = wrapper.getRequest();
    }
    return null;
  }

  /** The container's own request, if the wrapper of this library is in the chain. */
  public static HttpServletRequest behind(HttpServletRequest request) {
    ConsentRequest found = in(request);
    return found == null ? request : (HttpServletRequest) found.getRequest();
  }

  // --- cookies

  @Override
  public Cookie @Nullable [] getCookies() {
    CookieGate gate = exchange.cookieGate();
    if (cookiesBy != gate) {
      cookies = passing(gate);
      cookiesBy = gate;
    }
    return cookies == null ? null : cookies.clone();
  }

  private Cookie @Nullable [] passing(CookieGate gate) {
    Cookie[] all;
    try {
      all = super.getCookies();
    } catch (RuntimeException e) {
      // Undertow's parser throws on what it cannot read
      return null;
    }
    if (all == null) {
      return null;
    }
    Cookie[] passing =
        Arrays.stream(all).filter(cookie -> gate.passes(cookie.getName())).toArray(Cookie[]::new);
    return passing.length == 0 ? null : passing;
  }

  // --- headers

  /** What the application sees of a header; null when it sees the request's own. */
  private @Nullable List<String> seen(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "cookie" ->
          exchange.cookies().headers().stream()
              .flatMap(header -> exchange.cookieGate().filter(header).stream())
              .toList();
      // an application that compresses, slices or revalidates would do so with other bytes
      case "accept-encoding" -> acceptEncoding(name);
      case "range", "if-range" -> isForPage() || exchange.isForSheet() ? List.of() : null;
      case "if-modified-since" -> {
        Optional<Instant> dated = dateOfTag();
        if (dated.isPresent()) {
          yield List.of(HttpDate.format(dated.get().toEpochMilli()));
        }
        String date = super.getHeader(name);
        yield date != null && hidesDate(date) ? List.of() : null;
      }
      case "if-none-match" -> {
        List<String> values = Exchange.headers((HttpServletRequest) getRequest(), name);
        yield values.isEmpty() ? null : current(values).ifNoneMatch(values, this::keepsTag);
      }
      case "if-match" ->
          response.entityTags().ifMatch(Exchange.headers((HttpServletRequest) getRequest(), name));
      default -> null;
    };
  }

  /** Whether the browser will show the response, or what is made of it, as a page. */
  private boolean isForPage() {
    return exchange.destination().isPage() || exchange.destination().readsXml();
  }

  /** A style sheet may go on its way as it was compressed, but has to be read before. */
  private @Nullable List<String> acceptEncoding(String name) {
    if (exchange.isForSheet()) {
      return ContentCoding.readable(Exchange.headers((HttpServletRequest) getRequest(), name));
    }
    return isForPage() ? List.of() : null;
  }

  /** The date that a tag stands for which the application has not given. */
  private Optional<Instant> dateOfTag() {
    List<String> tags = Exchange.headers((HttpServletRequest) getRequest(), IF_NONE_MATCH);
    return current(tags).date(tags);
  }

  /** The current renderings, if a request tells of any. */
  private EntityTags current(List<String> tags) {
    return EntityTags.areRenderings(tags) ? response.entityTags() : EntityTags.NONE;
  }

  private boolean hidesDate(String date) {
    return exchange.isForSheet()
        ? !response.plan().knowsSheet(date)
        : mayRevalidatePage() && !isSinceThePolicy(date);
  }

  private boolean keepsTag(String tag) {
    return exchange.isForSheet() ? response.plan().knowsSheet(tag) : !mayRevalidatePage();
  }

  /**
   * Whether a copy of a page may be declared fresh, whoever asks: a monitor, or what fills a cache,
   * asks on behalf of everybody.
   */
  private boolean mayRevalidatePage() {
    return exchange.destination().mayBePage() && READING.contains(getMethod());
  }

  /**
   * Pages for one visitor have no date, so one from the time of the policy is that of a page for
   * everybody.
   */
  private boolean isSinceThePolicy(String date) {
    Instant since = exchange.compiled().activeSince();
    Instant now = exchange.compiled().clock().instant();
    return HttpDate.parse(date)
        .filter(time -> !time.isBefore(since) && !time.isAfter(now))
        .isPresent();
  }

  @Override
  public @Nullable String getHeader(String name) {
    List<String> seen = seen(name);
    if (seen == null) {
      return super.getHeader(name);
    }
    return seen.isEmpty() ? null : seen.get(0);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    List<String> seen = seen(name);
    return seen == null ? super.getHeaders(name) : Collections.enumeration(seen);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    Enumeration<String> names = super.getHeaderNames();
    if (names == null) {
      return Collections.emptyEnumeration();
    }
    List<String> visible = new ArrayList<>(Collections.list(names));
    if (visible.stream().noneMatch(IF_MODIFIED_SINCE::equalsIgnoreCase)
        && dateOfTag().isPresent()) {
      visible.add(IF_MODIFIED_SINCE);
    }
    visible.removeIf(name -> !isVisible(name));
    return Collections.enumeration(visible);
  }

  private boolean isVisible(String name) {
    List<String> seen = seen(name);
    return seen == null || !seen.isEmpty();
  }

  @Override
  public long getDateHeader(String name) {
    List<String> seen = seen(name);
    if (seen == null) {
      return super.getDateHeader(name);
    }
    if (name.equalsIgnoreCase(IF_MODIFIED_SINCE)) {
      return dateOfTag().map(Instant::toEpochMilli).orElse(-1L);
    }
    return seen.isEmpty() ? -1 : super.getDateHeader(name);
  }

  @Override
  public int getIntHeader(String name) {
    List<String> seen = seen(name);
    return seen == null || !seen.isEmpty() ? super.getIntHeader(name) : -1;
  }

  // --- attributes

  @Override
  public @Nullable Object getAttribute(String name) {
    return SENDFILE.equals(name) ? null : super.getAttribute(name);
  }

  @Override
  public Enumeration<String> getAttributeNames() {
    return Collections.enumeration(
        Collections.list(super.getAttributeNames()).stream()
            .filter(name -> !SENDFILE.equals(name))
            .toList());
  }

  // --- includes

  @Override
  public @Nullable RequestDispatcher getRequestDispatcher(String path) {
    RequestDispatcher dispatcher = super.getRequestDispatcher(path);
    return dispatcher == null ? null : new Announced(dispatcher, response);
  }

  /** Tells the gated response of includes. */
  private record Announced(RequestDispatcher dispatcher, ConsentResponse gated)
      implements RequestDispatcher {

    @Override
    public void forward(ServletRequest request, ServletResponse response)
        throws ServletException, IOException {
      dispatcher.forward(request, response);
    }

    @Override
    public void include(ServletRequest request, ServletResponse response)
        throws ServletException, IOException {
      // Undertow takes no headers inside an include, so they leave before it begins
      gated.plan().decideIfPage();
      gated.includeBegins();
      try {
        dispatcher.include(request, response);
      } finally {
        gated.includeEnds();
      }
    }
  }

  // --- asynchronous processing

  /** Whether asynchronous processing was started since the last dispatch began. */
  public boolean hasStartedAsync() {
    return asyncStarted;
  }

  public void dispatchBegins() {
    asyncStarted = false;
  }

  @Override
  public AsyncContext startAsync() {
    return startAsync(this, response);
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse wrapped) {
    asyncStarted = true;
    try {
      GatedAsyncContext last = async;
      AsyncContext raw = super.startAsync(request, wrapped);
      // a listener of the last round may have met this one already
      GatedAsyncContext met = last == null ? null : last.next();
      GatedAsyncContext context = met != null ? met : GatedAsyncContext.begin(raw, response);
      async = context;
      return context;
    } catch (IllegalStateException e) {
      asyncStarted = false;
      throw e;
    }
  }

  @Override
  public @Nullable AsyncContext getAsyncContext() {
    AsyncContext raw = super.getAsyncContext();
    if (raw == null) {
      // Spring's mock request has none before async processing starts; containers throw
      return null;
    }
    GatedAsyncContext gated = async;
    if (gated == null || !gated.wraps(raw)) {
      gated = new GatedAsyncContext(raw, response);
      async = gated;
    }
    return gated;
  }
}
