package io.github.consent4j.servlet.wrap;

import io.github.consent4j.gate.cookie.CookieGate;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.plan.SeenHeaders;
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
import org.jspecify.annotations.Nullable;

/**
 * The request as the application sees it. It contains only cookies of allowed services. It contains
 * no header that would cause a response that the gate cannot read or must not reuse. Its {@link
 * AsyncContext} has the gated response.
 */
public final class ConsentRequest extends HttpServletRequestWrapper {

  /** Tomcat would send a file without any wrapper. */
  private static final String SENDFILE = "org.apache.tomcat.sendfile.support";

  private static final String IF_MODIFIED_SINCE = "If-Modified-Since";

  private final Exchange exchange;
  private final ConsentResponse response;
  private final SeenHeaders headers;
  private Cookie @Nullable [] cookies;

  /** The gate that the array was made with. A decision creates another gate. */
  private @Nullable CookieGate cookiesBy;

  private volatile @Nullable GatedAsyncContext async;
  private volatile boolean asyncStarted;

  public ConsentRequest(HttpServletRequest request, ConsentResponse response) {
    super(request);
    this.exchange = response.exchange();
    this.response = response;
    this.headers = new SeenHeaders(new ServletRequestHead(request), exchange, response.plan());
  }

  /** Returns the wrapper of this library in a chain of wrappers; null if there is none. */
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

  /**
   * Returns the container's own request behind the wrapper of this library, if the chain contains
   * that.
   */
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
      // Undertow's parser throws an exception for what it cannot read.
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

  @Override
  public @Nullable String getHeader(String name) {
    List<String> seen = headers.of(name);
    if (seen == null) {
      return super.getHeader(name);
    }
    return seen.isEmpty() ? null : seen.get(0);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    List<String> seen = headers.of(name);
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
        && headers.dateOfTag().isPresent()) {
      visible.add(IF_MODIFIED_SINCE);
    }
    visible.removeIf(name -> !isVisible(name));
    return Collections.enumeration(visible);
  }

  private boolean isVisible(String name) {
    List<String> seen = headers.of(name);
    return seen == null || !seen.isEmpty();
  }

  @Override
  public long getDateHeader(String name) {
    List<String> seen = headers.of(name);
    if (seen == null) {
      return super.getDateHeader(name);
    }
    if (name.equalsIgnoreCase(IF_MODIFIED_SINCE)) {
      return headers.dateOfTag().map(Instant::toEpochMilli).orElse(-1L);
    }
    return seen.isEmpty() ? -1 : super.getDateHeader(name);
  }

  @Override
  public int getIntHeader(String name) {
    List<String> seen = headers.of(name);
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

  /** Informs the gated response about includes. */
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
      // Undertow accepts no headers inside an include, so they are sent before it begins.
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

  /** Returns whether asynchronous processing was started since the last dispatch began. */
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
      // A listener of the last round may already have received this one.
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
      // Spring's mock request has none before asynchronous processing starts; containers throw an
      // exception.
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
