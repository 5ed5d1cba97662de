package io.github.consent4j.examples.proxy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.ProtocolException;

/** Status and header fields of a site's response, as visitors get them. */
final class ResponseFields {

  private static final Set<String> ADDRESSES = Set.of("location", "content-location");

  /** {@code Alt-Svc} would lead browsers to the site, around the proxy. */
  private static final Set<String> KEPT_BACK = Set.of("alt-svc", "content-length", "set-cookie");

  private ResponseFields() {}

  /**
   * Copies the fields.
   *
   * @throws ProtocolException if the end of the body could be read in two ways
   */
  static void copy(
      ClassicHttpResponse answer,
      Site site,
      HttpServletRequest request,
      HttpServletResponse response)
      throws ProtocolException {
    response.setStatus(answer.getCode());
    copyLength(answer, response);
    HopByHop hopByHop = new HopByHop(values(answer, "Connection"));
    for (Header header : answer.getHeaders()) {
      String name = header.getName().toLowerCase(Locale.ROOT);
      String value = header.getValue() == null ? "" : header.getValue();
      if (name.equals("set-cookie")) {
        response.addHeader("Set-Cookie", site.cookieFromOutside(value, request.getServerName()));
      } else if (!hopByHop.includes(name) && !KEPT_BACK.contains(name)) {
        response.addHeader(
            header.getName(), ADDRESSES.contains(name) ? site.seenFromOutside(value) : value);
      }
    }
  }

  private static void copyLength(ClassicHttpResponse answer, HttpServletResponse response)
      throws ProtocolException {
    List<String> lengths = values(answer, "Content-Length").stream().distinct().toList();
    if (lengths.size() > 1) {
      throw new ProtocolException("Its response has two lengths");
    }
    if (!lengths.isEmpty() && answer.getFirstHeader("Transfer-Encoding") == null) {
      response.setHeader("Content-Length", lengths.get(0));
    }
  }

  private static List<String> values(ClassicHttpResponse answer, String name) {
    return Arrays.stream(answer.getHeaders(name)).map(Header::getValue).toList();
  }
}
