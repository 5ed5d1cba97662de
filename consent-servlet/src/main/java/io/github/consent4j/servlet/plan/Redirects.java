package io.github.consent4j.servlet.plan;

import io.github.consent4j.gate.header.HeaderGate.HeldRedirect;
import io.github.consent4j.policy.Service;
import io.github.consent4j.servlet.exchange.Audience;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.FetchDestination;
import io.github.consent4j.servlet.exchange.Referrer;
import io.github.consent4j.servlet.exchange.RequestHead;
import io.github.consent4j.servlet.exchange.ResponseHead;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides about redirects to blocked URLs. It concerns redirects that a browser follows without an
 * action of the visitor: those of images, scripts, frames, script requests, and prefetched pages. A
 * frame gets a placeholder. Anything else is refused with a status that makes an image show its
 * alternative text and that scripts see as a failure. Pages would take an empty successful response
 * for the content.
 */
public final class Redirects {

  private final Exchange exchange;
  private final boolean followed;
  private final RequestHead request;

  public Redirects(Exchange exchange, RequestHead request) {
    this.exchange = exchange;
    this.request = request;
    followed = isFollowed(request);
  }

  /** Returns whether a browser follows redirects by itself, as far as its headers say. */
  private static boolean isFollowed(RequestHead request) {
    String destination = request.header("Sec-Fetch-Dest");
    if (destination == null) {
      String accept = request.header("Accept");
      String wanted = accept == null ? "" : accept.strip().toLowerCase(Locale.ROOT);
      return wanted.startsWith("image/") || wanted.startsWith("text/css");
    }
    String purpose = request.header("Sec-Purpose");
    if (purpose != null && purpose.toLowerCase(Locale.ROOT).contains("prefetch")) {
      return true;
    }
    return switch (destination.toLowerCase(Locale.ROOT)) {
      case "document" -> false;
      case "empty" -> !"navigate".equalsIgnoreCase(request.header("Sec-Fetch-Mode"));
      default -> true;
    };
  }

  public static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  /** Returns whether the target of the redirect depends on the visitor. */
  public boolean dependOnVisitor(@Nullable String location) {
    return location != null
        && exchange.headerGate(Audience.EVERYBODY).redirect(location).isPresent();
  }

  /** Returns the redirect if it must not be followed. */
  public Optional<HeldRedirect> held(@Nullable String location) {
    return location == null || !followed
        ? Optional.empty()
        : exchange.headerGate(Audience.VISITOR).redirect(location);
  }

  /** Answers in place of a blocked redirect. */
  public void answer(HeldRedirect held, ResponseHead response) {
    Optional<Service> service =
        exchange.destination() == FetchDestination.FRAME && !held.url().isEmpty()
            ? held.service()
            : Optional.empty();
    if (service.isPresent()) {
      response.setStatus(HttpURLConnection.HTTP_SEE_OTHER);
      response.setHeader("Location", placeholder(service.get(), held.url()));
    } else {
      response.setStatus(HttpURLConnection.HTTP_FORBIDDEN);
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

  private static void remove(String name, ResponseHead response) {
    if (response.containsHeader(name)) {
      response.setHeader(name, null);
      if (response.containsHeader(name)) {
        // Tomcat 10.1 cannot remove a header.
        response.setHeader(name, "");
      }
    }
  }
}
