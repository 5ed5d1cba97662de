package io.github.consent4j.servlet.plan;

import io.github.consent4j.gate.header.ContentSecurityPolicy;
import io.github.consent4j.servlet.coding.ContentCoding;
import io.github.consent4j.servlet.exchange.FetchDestination;
import io.github.consent4j.servlet.exchange.ResponseHead;
import io.github.consent4j.servlet.render.BodyKind;
import io.github.consent4j.servlet.render.Rendering;
import java.net.HttpURLConnection;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the application says about a body, by its current status and headers. */
final class SeenBody {

  private final ResponseHead seen;
  private final FetchDestination destination;

  // The last content type that was read, and its meaning.
  private @Nullable String typeRead;
  private boolean nosniffRead;
  private @Nullable BodyKind kindRead;

  /**
   * @param seen the response as the application sees it
   * @param destination what the browser wants it for
   */
  SeenBody(ResponseHead seen, FetchDestination destination) {
    this.seen = seen;
    this.destination = destination;
  }

  /** Returns the kind of body that browsers take it for. */
  BodyKind kind() {
    String type = seen.contentType();
    boolean nosniff = "nosniff".equalsIgnoreCase(seen.header("X-Content-Type-Options"));
    BodyKind kind = kindRead;
    if (kind == null || nosniff != nosniffRead || !Objects.equals(type, typeRead)) {
      kind = BodyKind.of(type, nosniff, destination);
      kindRead = kind;
      nosniffRead = nosniff;
      typeRead = type;
    }
    return kind;
  }

  /** Returns the same, from its first bytes if the headers do not determine it. */
  BodyKind kind(byte[] start) {
    BodyKind kind = kind();
    return kind == BodyKind.UNKNOWN ? BodyKind.ofBytes(start, start.length, destination) : kind;
  }

  /**
   * Returns whether the gate would read the body with another content type, although it does not
   * with the current one.
   */
  boolean wouldBeReadAs(@Nullable String contentType) {
    return isRead(contentType) && !isRead(seen.contentType());
  }

  private boolean isRead(@Nullable String contentType) {
    BodyKind kind = BodyKind.of(contentType, true, destination);
    return kind.isPage() || kind.belongsToPage();
  }

  boolean isUnmodified() {
    return seen.status() == HttpURLConnection.HTTP_NOT_MODIFIED;
  }

  /**
   * Returns whether a browser shows or uses the body as a whole: it is not a slice, and not a
   * download.
   */
  boolean isWhole() {
    int status = seen.status();
    boolean whole = status >= 200 && status != 204 && status != 205 && status != 206;
    return whole && !isAttachment();
  }

  private boolean isAttachment() {
    String disposition = seen.header("Content-Disposition");
    return disposition != null
        && disposition.strip().toLowerCase(Locale.ROOT).startsWith("attachment");
  }

  /** Returns its content coding. */
  ContentCoding coding() {
    return ContentCoding.of(seen.headers(Rendering.CONTENT_ENCODING));
  }

  /** Returns the nonce of scripts in the page's own content security policy; may be empty. */
  String nonce() {
    return ContentSecurityPolicy.nonce(seen.headers("Content-Security-Policy"));
  }

  /** Returns whether shared caches may store it. */
  boolean isPublic() {
    return Rendering.isPublic(seen.headers("Cache-Control"));
  }
}
