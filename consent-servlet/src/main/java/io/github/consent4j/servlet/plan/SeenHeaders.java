package io.github.consent4j.servlet.plan;

import io.github.consent4j.servlet.coding.ContentCoding;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.RequestHead;
import io.github.consent4j.servlet.render.EntityTags;
import io.github.consent4j.servlet.render.HttpDate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a request as the application sees them. They contain only cookies of allowed
 * services, and nothing that would cause a response that the gate cannot read or must not reuse.
 */
public final class SeenHeaders {

  /** The names of the headers that the application may see with other values. */
  public static final Set<String> NAMES =
      Set.of(
          "cookie",
          "accept-encoding",
          "range",
          "if-range",
          "if-modified-since",
          "if-none-match",
          "if-match");

  private static final String IF_NONE_MATCH = "If-None-Match";

  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final RequestHead request;
  private final Exchange exchange;
  private final BodyPlan plan;

  /**
   * @param request the request as the server has received it
   * @param plan the plan of its response
   */
  public SeenHeaders(RequestHead request, Exchange exchange, BodyPlan plan) {
    this.request = request;
    this.exchange = exchange;
    this.plan = plan;
  }

  /**
   * Returns the values of a header that the application sees; null if they are those of the
   * server's request.
   */
  public @Nullable List<String> of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "cookie" ->
          exchange.cookies().headers().stream()
              .flatMap(header -> exchange.cookieGate().filter(header).stream())
              .toList();
      // An application that compresses, slices or revalidates would do so with other bytes.
      case "accept-encoding" -> acceptEncoding(name);
      case "range", "if-range" -> isForPage() || exchange.isForSheet() ? List.of() : null;
      case "if-modified-since" -> {
        Optional<Instant> dated = dateOfTag();
        if (dated.isPresent()) {
          yield List.of(HttpDate.format(dated.get().toEpochMilli()));
        }
        String date = request.header(name);
        yield date != null && hidesDate(date) ? List.of() : null;
      }
      case "if-none-match" -> {
        List<String> values = request.headers(name);
        yield values.isEmpty() ? null : current(values).ifNoneMatch(values, this::keepsTag);
      }
      case "if-match" -> plan.entityTags().ifMatch(request.headers(name));
      default -> null;
    };
  }

  /** Returns whether the application sees the cookies of a name. */
  public boolean showsCookie(String name) {
    return exchange.cookieGate().passes(name);
  }

  /** Returns whether the browser shows the response, or something made of it, as a page. */
  private boolean isForPage() {
    return exchange.destination().isPage() || exchange.destination().readsXml();
  }

  /**
   * Returns the codings of a style sheet that the application may use. A compressed style sheet may
   * be sent as it is, but it has to be read before.
   */
  private @Nullable List<String> acceptEncoding(String name) {
    if (exchange.isForSheet()) {
      return ContentCoding.readable(request.headers(name));
    }
    return isForPage() ? List.of() : null;
  }

  /** Returns the date of an entity tag that this library has made. */
  public Optional<Instant> dateOfTag() {
    List<String> tags = request.headers(IF_NONE_MATCH);
    return current(tags).date(tags);
  }

  /** Returns the current entity tags, if the request contains tags of this library. */
  private EntityTags current(List<String> tags) {
    return EntityTags.areRenderings(tags) ? plan.entityTags() : EntityTags.NONE;
  }

  private boolean hidesDate(String date) {
    return exchange.isForSheet()
        ? !plan.knowsSheet(date)
        : mayRevalidatePage() && !isSinceThePolicy(date);
  }

  private boolean keepsTag(String tag) {
    return exchange.isForSheet() ? plan.knowsSheet(tag) : !mayRevalidatePage();
  }

  /**
   * Returns whether a copy of a page may be confirmed as fresh for anybody. A monitor, or a client
   * that fills a cache, asks for all visitors.
   */
  private boolean mayRevalidatePage() {
    return exchange.destination().mayBePage() && READING.contains(request.method());
  }

  /**
   * Returns whether a date is from the time of the current policy. Pages for one visitor have no
   * date, so such a date belongs to a page for everybody.
   */
  private boolean isSinceThePolicy(String date) {
    Instant since = exchange.compiled().activeSince();
    Instant now = exchange.compiled().clock().instant();
    return HttpDate.parse(date)
        .filter(time -> !time.isBefore(since) && !time.isAfter(now))
        .isPresent();
  }
}
