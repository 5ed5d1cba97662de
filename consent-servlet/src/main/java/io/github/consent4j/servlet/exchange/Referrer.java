package io.github.consent4j.servlet.exchange;

import io.github.consent4j.format.SitePath;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where on this site a visitor comes from who followed a plain link, or stays whose page fetches a
 * fragment, as far as the browser tells: the {@code Referer}, unless the site's referrer policy
 * keeps it back.
 */
public final class Referrer {

  private Referrer() {}

  /**
   * Path and query of a page of the application.
   *
   * @param base where the library's own pages are, which nobody goes back to
   */
  public static Optional<String> of(HttpServletRequest request, String base) {
    return page(request.getHeader("Referer"), request, base);
  }

  /** The same for a fragment that a script puts into a page, which htmx tells by its address. */
  static Optional<String> ofFragment(HttpServletRequest request, String base) {
    return page(request.getHeader("HX-Current-URL"), request, base).or(() -> of(request, base));
  }

  private static Optional<String> page(
      @Nullable String address, HttpServletRequest request, String base) {
    if (address == null || !SameSiteCheck.isOwn(address, request)) {
      return Optional.empty();
    }
    URI page = URI.create(address);
    String path = page.getRawPath();
    if (SitePath.isWithin(path, base)) {
      return Optional.empty();
    }
    return ReturnPath.of(page.getRawQuery() == null ? path : path + '?' + page.getRawQuery());
  }
}
