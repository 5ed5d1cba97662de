package io.github.consent4j.servlet.wrap;

import io.github.consent4j.gate.header.HeaderGate.HeldRedirect;
import io.github.consent4j.policy.Service;
import io.github.consent4j.servlet.exchange.Audience;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.FetchDestination;
import io.github.consent4j.servlet.exchange.Referrer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of redirects of the site to what is held back, where a browser would follow them
 * without anybody having gone there: those of images, scripts, frames, calls of scripts, and of
 * pages that are fetched ahead. A frame shows what stands in for its content. Anything else is
 * refused, by a status that makes an image show its alternative text and tells a script that
 * nothing came: with an empty answer that looks like a success, pages take for there what is not.
 */
final class Redirects {

  private final Exchange exchange;
  private final boolean followed;
  private final HttpServletRequest request;

  Redirects(Exchange exchange, HttpServletRequest request) {
    this.exchange = exchange;
    this.request = request;
    followed = isFollowed(request);
  }

  /** Whether a browser follows redirects of its own accord, as far as it says so. */
  private static boolean isFollowed(HttpServletRequest request) {
    String destination = request.getHeader("Sec-Fetch-Dest");
    if (destination == null) {
      String accept = request.getHeader("Accept");
      String wanted = accept == null ? "" : accept.strip().toLowerCase(Locale.ROOT);
      return wanted.startsWith("image/") || wanted.startsWith("text/css");
    }
    String purpose = request.getHeader("Sec-Purpose");
    if (purpose != null && purpose.toLowerCase(Locale.ROOT).contains("prefetch")) {
      return true;
    }
    return switch (destination.toLowerCase(Locale.ROOT)) {
      case "document" -> false;
      case "empty" -> !"navigate".equalsIgnoreCase(request.getHeader("Sec-Fetch-Mode"));
      default -> true;
    };
  }

  static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  /** Whether it depends on the visitor where the redirect leads. */
  boolean dependOnVisitor(@Nullable String location) {
    return location != null
        && exchange.headerGate(Audience.EVERYBODY).redirect(location).isPresent();
  }

  /** The redirect, if it must not be followed. */
  Optional<HeldRedirect> held(@Nullable String location) {
    return location == null || !followed
        ? Optional.empty()
        : exchange.headerGate(Audience.VISITOR).redirect(location);
  }

  /** Answers in place of a redirect that is held. */
  void answer(HeldRedirect held, HttpServletResponse response) {
    Optional<Service> service =
        exchange.destination() == FetchDestination.FRAME && !held.url().isEmpty()
            ? held.service()
            : Optional.empty();
    if (service.isPresent()) {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader("Location", placeholder(service.get(), held.url()));
    } else {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      remove("Location", response);
    }
  }

  private String placeholder(Service service, String url) {
    return exchange.base()
        + "/embed?service="
        + service.id()
        + "&url="
        + URLEncoder.encode(url, StandardCharsets.UTF_8)
        + Referrer.of(request, exchange.base())
            .map(path -> "&return=" + URLEncoder.encode(path, StandardCharsets.UTF_8))
            .orElse("");
  }

  private static void remove(String name, HttpServletResponse response) {
    if (response.containsHeader(name)) {
      response.setHeader(name, null);
      if (response.containsHeader(name)) {
        // Tomcat 10.1 takes no header back
        response.setHeader(name, "");
      }
    }
  }
}
