package io.github.consent4j.examples.proxy;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpRequest;

/** Which header fields of a request a site gets. */
final class HeaderFields {

  /** Fields that this proxy writes itself, and claims that only a proxy may make. */
  private static final Set<String> WRITTEN_HERE =
      Set.of(
          "client-ip",
          "content-length",
          "expect",
          "forwarded",
          "host",
          "true-client-ip",
          // becomes HTTP_PROXY, by which some programs choose where they send their own requests
          "proxy",
          "x-client-ip",
          "x-cluster-client-ip",
          "x-original-url",
          "x-real-ip",
          "x-rewrite-url");

  /**
   * CGI and PHP write every other character as an underscore, so that {@code X_Forwarded_For} would
   * be taken for {@code X-Forwarded-For}.
   */
  private static final Pattern UNAMBIGUOUS = Pattern.compile("[A-Za-z0-9-]+");

  private HeaderFields() {}

  static List<String> values(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }

  /** Adds the visitor's fields to the request to a site. */
  static void copy(HttpServletRequest request, ClassicHttpRequest onward) {
    HopByHop hopByHop = new HopByHop(values(request, "Connection"));
    for (String name : Collections.list(request.getHeaderNames())) {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean isWrittenHere = WRITTEN_HERE.contains(lower) || lower.startsWith("x-forwarded-");
      if (!hopByHop.includes(name) && !isWrittenHere && UNAMBIGUOUS.matcher(name).matches()) {
        values(request, name).forEach(value -> onward.addHeader(name, value));
      }
    }
  }

  /** Adds what the proxy tells a site about the visitor's request. */
  static void addClaims(
      HttpServletRequest request, Site site, boolean clientAddress, ClassicHttpRequest onward) {
    String asked = request.getHeader("Host");
    List<String> forwarded = new ArrayList<>();
    onward.addHeader("Host", site.hostFor(asked));
    if (clientAddress) {
      String address = request.getRemoteAddr();
      onward.addHeader("X-Forwarded-For", address);
      forwarded.add("for=" + (address.contains(":") ? "\"[" + address + "]\"" : address));
    }
    if (asked != null && asked.matches("[\\w.:\\[\\]-]+")) {
      onward.addHeader("X-Forwarded-Host", asked);
      forwarded.add("host=\"" + asked + '"');
    }
    onward.addHeader("X-Forwarded-Port", Integer.toString(request.getServerPort()));
    onward.addHeader("X-Forwarded-Proto", request.getScheme());
    forwarded.add("proto=" + request.getScheme());
    onward.addHeader("Forwarded", String.join(";", forwarded));
    if (site.movesPaths()) {
      onward.addHeader("X-Forwarded-Prefix", site.path().isEmpty() ? "/" : site.path());
    }
  }
}
