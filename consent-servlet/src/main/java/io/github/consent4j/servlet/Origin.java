package io.github.consent4j.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;

/**
 * Where on this site a visitor comes from who followed a plain link, as far as the browser tells:
 * the {@code Referer}, unless the site's referrer policy keeps it back.
 */
final class Origin {

  private Origin() {}

  /**
   * Path and query of a page of the application.
   *
   * @param base where the library's own pages are, which nobody goes back to
   */
  static Optional<String> of(HttpServletRequest request, String base) {
    String referrer = request.getHeader("Referer");
    if (!SameSiteCheck.isOwn(referrer, request)) {
      return Optional.empty();
    }
    URI page = URI.create(referrer);
    String path = page.getRawPath();
    if (path.equals(base) || path.startsWith(base + "/")) {
      return Optional.empty();
    }
    return ReturnPath.of(page.getRawQuery() == null ? path : path + '?' + page.getRawQuery());
  }
}
