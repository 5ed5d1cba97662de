package io.github.consent4j.servlet.wrap;

import io.github.consent4j.gate.header.ContentSecurityPolicy;
import io.github.consent4j.servlet.coding.ContentCoding;
import io.github.consent4j.servlet.exchange.FetchDestination;
import io.github.consent4j.servlet.render.BodyKind;
import io.github.consent4j.servlet.render.Rendering;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the application says of a body by status and headers, as they stand. */
final class SeenBody {

  private final HttpServletResponse seen;
  private final FetchDestination destination;

  // what was read last, and what it means
  private @Nullable String typeRead;
  private boolean nosniffRead;
  private @Nullable BodyKind kindRead;

  /**
   * @param seen the response as the application sees it
   * @param destination what the browser wants it for
   */
  SeenBody(HttpServletResponse seen, FetchDestination destination) {
    this.seen = seen;
    this.destination = destination;
  }

  /** What browsers take it for. */
  BodyKind kind() {
    String type = seen.getContentType();
    boolean nosniff = "nosniff".equalsIgnoreCase(seen.getHeader("X-Content-Type-Options"));
    BodyKind kind = kindRead;
    if (kind == null || nosniff != nosniffRead || !Objects.equals(type, typeRead)) {
      kind = BodyKind.of(type, nosniff, destination);
      kindRead = kind;
      nosniffRead = nosniff;
      typeRead = type;
    }
    return kind;
  }

  /** The same, by its first bytes where the headers do not tell. */
  BodyKind kind(byte[] start) {
    BodyKind kind = kind();
    return kind == BodyKind.UNKNOWN ? BodyKind.ofBytes(start, start.length, destination) : kind;
  }

  /** Whether another content type would make something of it that is read, as its own does not. */
  boolean wouldBeReadAs(@Nullable String contentType) {
    return isRead(contentType) && !isRead(seen.getContentType());
  }

  private boolean isRead(@Nullable String contentType) {
    BodyKind kind = BodyKind.of(contentType, true, destination);
    return kind.isPage() || kind.belongsToPage();
  }

  boolean isUnmodified() {
    return seen.getStatus() == HttpServletResponse.SC_NOT_MODIFIED;
  }

  /** Whether a browser shows it, or uses it, as a whole: not a slice, and not to be saved. */
  boolean isWhole() {
    int status = seen.getStatus();
    boolean whole = status >= 200 && status != 204 && status != 205 && status != 206;
    return whole && !isAttachment();
  }

  private boolean isAttachment() {
    String disposition = seen.getHeader("Content-Disposition");
    return disposition != null
        && disposition.strip().toLowerCase(Locale.ROOT).startsWith("attachment");
  }

  /** How it is compressed. */
  ContentCoding coding() {
    return ContentCoding.of(seen.getHeaders(Rendering.CONTENT_ENCODING));
  }

  /** By which the page's own content security policy knows its scripts; may be empty. */
  String nonce() {
    return ContentSecurityPolicy.nonce(seen.getHeaders("Content-Security-Policy"));
  }

  /** Whether shared caches may keep it. */
  boolean isPublic() {
    return Rendering.isPublic(seen.getHeaders("Cache-Control"));
  }
}
