package io.github.consent4j.servlet.wrap;

import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.plan.HeldHeaders;
import io.github.consent4j.servlet.plan.WaitingCookies;
import io.github.consent4j.servlet.render.HttpDate;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a gated response, in all the ways in which an application can set them. {@code
 * Set-Cookie} passes the gate. Headers that describe the body wait until its handling is decided.
 */
abstract class GatedHeaderResponse extends HttpServletResponseWrapper {

  private static final String SET_COOKIE = "Set-Cookie";
  private static final String CONTENT_LENGTH = "Content-Length";
  private static final String CONTENT_TYPE = "Content-Type";

  private final Exchange exchange;
  private final HeldHeaders held;
  private final WaitingCookies cookies;
  private int includes;

  GatedHeaderResponse(HttpServletResponse container, Exchange exchange) {
    super(container);
    this.exchange = exchange;
    this.cookies = new WaitingCookies(exchange);
    this.held = new HeldHeaders(new ServletResponseHead(container), exchange, cookies);
  }

  public HeldHeaders held() {
    return held;
  }

  /** Called when an include begins. Until it ends, only the including page can set headers. */
  public void includeBegins() {
    includes++;
  }

  public void includeEnds() {
    includes--;
  }

  /**
   * Returns whether an include is in progress. Containers ignore headers that are set in it
   * (Servlet specification, section 9.3).
   */
  boolean isIncluding() {
    return includes > 0;
  }

  public Exchange exchange() {
    return exchange;
  }

  @Override
  public void addCookie(Cookie cookie) {
    if (cookie == null || cookie.getMaxAge() == 0) {
      super.addCookie(cookie);
      return;
    }
    if (exchange.setCookieGate().passesAsItIs(cookie.getName())) {
      exchange.setCookieGate().countCookie(cookie.getName(), () -> CookieText.of(cookie));
      super.addCookie(cookie);
      return;
    }
    if (!CookieText.isWritable(cookie)) {
      // Some containers write it nevertheless, others refuse it, each in its own way.
      String likeIt = cookie.getName() + "=; Max-Age=1";
      if (likeIt.equals(gated(SET_COOKIE, likeIt))) {
        super.addCookie(cookie);
      }
      return;
    }
    String written = CookieText.of(cookie);
    String left = gated(SET_COOKIE, written);
    if (written.equals(left)) {
      // Containers may add attributes of their own.
      Cookie asItIs = (Cookie) cookie.clone();
      leave(written, () -> super.addCookie(asItIs));
    } else if (left != null) {
      // Not every container writes every attribute of a cookie.
      leave(left, () -> super.addHeader(SET_COOKIE, left));
    }
  }

  /** Sends a cookie as soon as it is known that this response may contain it. */
  private void leave(String header, Runnable leave) {
    if (isIncluding() || held.isSent() || !cookies.takes(header, leave)) {
      leave.run();
    }
  }

  // --- setters

  /** Returns the value with which a header is sent; null if it is not sent. */
  private @Nullable String gated(String name, @Nullable String value) {
    if (value == null || !name.equalsIgnoreCase(SET_COOKIE)) {
      return value;
    }
    return cookies.gated(value, held.isSentToEverybody());
  }

  @Override
  public void setHeader(String name, @Nullable String wanted) {
    if (name == null) {
      return;
    }
    String value = gated(name, wanted);
    if ((value == null && wanted != null) || (isIncluding() && HeldHeaders.isHeld(name))) {
      return;
    }
    if (HeldHeaders.isHeld(name)) {
      held.set(name, value);
    } else if (name.equalsIgnoreCase(CONTENT_TYPE)) {
      setContentType(value);
    } else if (name.equalsIgnoreCase(SET_COOKIE)) {
      if (!isIncluding()) {
        cookies.clear();
      }
      if (value == null) {
        super.setHeader(name, null);
      } else {
        leave(value, () -> super.setHeader(name, value));
      }
    } else {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, @Nullable String wanted) {
    if (name == null) {
      return;
    }
    String value = gated(name, wanted);
    if ((value == null && wanted != null) || (isIncluding() && HeldHeaders.isHeld(name))) {
      return;
    }
    if (value != null && HeldHeaders.isHeld(name)) {
      if (name.equalsIgnoreCase(CONTENT_LENGTH)) {
        held.set(name, value);
      } else {
        held.add(name, value);
      }
    } else if (name.equalsIgnoreCase(CONTENT_TYPE)) {
      setContentType(value);
    } else if (value != null && name.equalsIgnoreCase(SET_COOKIE)) {
      leave(value, () -> super.addHeader(name, value));
    } else {
      super.addHeader(name, value);
    }
  }

  @Override
  public void setIntHeader(String name, int value) {
    if (isOurs(name)) {
      setHeader(name, Integer.toString(value));
    } else {
      super.setIntHeader(name, value);
    }
  }

  @Override
  public void addIntHeader(String name, int value) {
    if (isOurs(name)) {
      addHeader(name, Integer.toString(value));
    } else {
      super.addIntHeader(name, value);
    }
  }

  @Override
  public void setDateHeader(String name, long date) {
    if (isOurs(name)) {
      setHeader(name, HttpDate.format(date));
    } else {
      super.setDateHeader(name, date);
    }
  }

  @Override
  public void addDateHeader(String name, long date) {
    if (isOurs(name)) {
      addHeader(name, HttpDate.format(date));
    } else {
      super.addDateHeader(name, date);
    }
  }

  private static boolean isOurs(String name) {
    return name != null && (name.equalsIgnoreCase(SET_COOKIE) || HeldHeaders.isHeld(name));
  }

  @Override
  public void setContentLength(int length) {
    setContentLengthLong(length);
  }

  @Override
  public void setContentLengthLong(long length) {
    // Containers read a negative length as "not known".
    setHeader(CONTENT_LENGTH, length < 0 ? null : Long.toString(length));
  }

  // --- getters

  private List<String> waiting(String name) {
    return name != null && name.equalsIgnoreCase(SET_COOKIE) ? cookies.headers() : List.of();
  }

  @Override
  public boolean containsHeader(String name) {
    return HeldHeaders.isHeld(name)
        ? held.value(name) != null
        : super.containsHeader(name) || !waiting(name).isEmpty();
  }

  @Override
  public @Nullable String getHeader(String name) {
    if (HeldHeaders.isHeld(name)) {
      return held.value(name);
    }
    String value = super.getHeader(name);
    return value != null ? value : waiting(name).stream().findFirst().orElse(null);
  }

  @Override
  public Collection<String> getHeaders(String name) {
    if (HeldHeaders.isHeld(name)) {
      return held.values(name);
    }
    List<String> waiting = waiting(name);
    if (waiting.isEmpty()) {
      return super.getHeaders(name);
    }
    List<String> all = new ArrayList<>(super.getHeaders(name));
    all.addAll(waiting);
    return all;
  }

  @Override
  public Collection<String> getHeaderNames() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    super.getHeaderNames().stream().filter(name -> !HeldHeaders.isHeld(name)).forEach(names::add);
    if (!cookies.headers().isEmpty()) {
      names.add(SET_COOKIE);
    }
    names.addAll(held.names());
    return names;
  }
}
