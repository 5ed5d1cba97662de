package io.github.consent4j.servlet;

import io.github.consent4j.gate.ContentSecurityPolicy;
import io.github.consent4j.gate.Sweep;
import io.github.consent4j.servlet.Rendering.Audience;
import io.github.consent4j.servlet.Rendering.Body;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Decides once what becomes of a response's body, as late as possible, and lets the held headers go
 * accordingly.
 */
final class BodyPlan {

  private final HttpServletResponse seen;
  private final HttpServletResponse container;
  private final HeldHeaders held;
  private final Visit visit;
  private final PageRenderer renderer;
  private final List<String> ifNoneMatch;
  private @Nullable Rendering rendering;
  private boolean swept;
  private boolean personal;

  /**
   * @param seen the response as the application sees it
   * @param container the response as it leaves
   * @param ifNoneMatch what the browser has
   */
  BodyPlan(
      HttpServletResponse seen,
      HttpServletResponse container,
      HeldHeaders held,
      Visit visit,
      List<String> ifNoneMatch) {
    this.seen = seen;
    this.container = container;
    this.held = held;
    this.visit = visit;
    this.renderer = new PageRenderer(visit);
    this.ifNoneMatch = ifNoneMatch;
  }

  EntityTags entityTags() {
    return renderer.entityTags();
  }

  private HtmlKind kind() {
    HtmlKind kind = HtmlKind.ofType(seen.getContentType());
    boolean sniffed = kind == HtmlKind.UNKNOWN;
    return sniffed && "nosniff".equalsIgnoreCase(seen.getHeader("X-Content-Type-Options"))
        ? HtmlKind.OTHER
        : kind;
  }

  private Rendering rendering(HtmlKind kind) {
    int status = seen.getStatus();
    if (status == HttpServletResponse.SC_NOT_MODIFIED) {
      return renderer.unchanged(ifNoneMatch, isShared());
    }
    boolean bodiless = status < 200 || status == 204 || status == 205 || status == 206;
    if (kind != HtmlKind.PAGE || bodiless || isAttachment()) {
      return personal ? renderer.personal() : Rendering.UNTOUCHED;
    }
    return renderer.rendering(isShared(), coding());
  }

  private boolean isShared() {
    return !personal
        && switch (visit.pageRendering()) {
          case AUTO -> Rendering.isPublic(seen.getHeaders("Cache-Control"));
          case SHARED -> true;
          case PERSONAL -> false;
        };
  }

  private String nonce() {
    return ContentSecurityPolicy.nonce(seen.getHeaders("Content-Security-Policy"));
  }

  private ContentCoding coding() {
    return ContentCoding.of(seen.getHeaders(Rendering.CONTENT_ENCODING));
  }

  private boolean isAttachment() {
    String disposition = seen.getHeader("Content-Disposition");
    return disposition != null
        && disposition.strip().toLowerCase(Locale.ROOT).startsWith("attachment");
  }

  private Rendering decide(HtmlKind kind) {
    Rendering decided = rendering;
    return decided == null ? decide(rendering(kind)) : decided;
  }

  private Rendering decide(Rendering decided) {
    if (rendering == null) {
      rendering = decided;
      held.send(decided);
      if (!decided.isNoPage()) {
        PolicyHeaders.add(visit, decided.audience(), container);
      }
      sweep(decided);
      if (decided.body() == Body.WITHHELD) {
        container.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        container.setContentType("text/plain");
      }
    }
    return decided;
  }

  private void sweep(Rendering decided) {
    if (decided.audience() == Audience.VISITOR && !swept) {
      swept = true;
      visit
          .expiries(visit.consent(), Sweep.Moment.LATER, ThreadLocalRandom.current().nextInt())
          .forEach(header -> container.addHeader("Set-Cookie", header));
      visit.released().forEach(header -> container.addHeader("Set-Cookie", header));
    }
  }

  /** The response carries a decision, with all that is to be deleted: nobody else may get it. */
  void becomesPersonal() {
    personal = true;
    swept = true;
    if (rendering == Rendering.UNTOUCHED && !container.isCommitted()) {
      held.send(renderer.personal());
    }
  }

  /** Decides by what is known without a byte of the body. */
  void decide() {
    decide(kind());
    held.settle();
  }

  /** Decides if the content type is that of a page already. */
  void decideIfPage() {
    if (kind() == HtmlKind.PAGE) {
      decide();
    }
  }

  /** Whether these first bytes are enough to decide. */
  boolean decides(int length) {
    return switch (kind()) {
      case PAGE, OTHER -> true;
      case UNKNOWN -> length >= HtmlKind.SNIFFED_BYTES;
    };
  }

  /**
   * Whether the characters of the body can go to the container's own writer, because they leave as
   * they are; decides it if so.
   */
  boolean isSurelyUntouched() {
    HtmlKind kind = kind();
    if (kind == HtmlKind.UNKNOWN) {
      return false;
    }
    Rendering coming = rendering == null ? rendering(kind) : rendering;
    // the length of a page that only gets something into its head is told by its first bytes
    return coming.body() != Body.HEADED && decide(coming).body() == Body.AS_IS;
  }

  /** Whether it is too late for a response to become a page: it has begun as something else. */
  boolean isTooLateFor(@Nullable String contentType) {
    return isUntouched()
        && !container.isCommitted()
        && seen.getStatus() != HttpServletResponse.SC_NOT_MODIFIED
        && HtmlKind.ofType(contentType) == HtmlKind.PAGE
        && HtmlKind.ofType(seen.getContentType()) != HtmlKind.PAGE;
  }

  private boolean isUntouched() {
    return rendering != null && rendering.isNoPage();
  }

  /**
   * The way of the body, by its first bytes.
   *
   * @param continued whether the page has had its head already
   */
  Pipe pipe(byte[] start, ContainerStream exit, boolean continued) {
    HtmlKind kind = kind();
    if (kind == HtmlKind.UNKNOWN) {
      kind = HtmlKind.ofBytes(start, start.length);
    }
    Rendering coming = rendering == null ? rendering(kind) : rendering;
    if (coming.body() == Body.HEADED) {
      return headed(coming, start, exit, continued);
    }
    Rendering decided = decide(coming);
    if (isUntouched() && kind == HtmlKind.PAGE && container.isCommitted()) {
      // the headers left before anybody could know
      decided = rendering(kind);
    }
    return switch (decided.body()) {
      case AS_IS, HEADED -> exit::write;
      case WITHHELD -> new WithheldPipe(exit);
      case REWRITTEN ->
          renderer.pipe(decided, seen.getContentType(), coding(), nonce(), exit, continued);
    };
  }

  /** The way of a page that gets something into its head, and says its length if that is known. */
  private Pipe headed(Rendering coming, byte[] start, ContainerStream exit, boolean continued) {
    if (continued) {
      decide(coming);
      return exit::write;
    }
    Pipe pipe = renderer.pipe(coming, seen.getContentType(), coding(), nonce(), exit, false);
    decide(pipe instanceof HeadPipe heading ? coming.grownBy(heading.growth(start)) : coming);
    return pipe;
  }

  void settle() {
    held.settle();
  }

  /** The body is thrown away; another one may follow. */
  void forgetBody() {
    held.forgetBody();
    rendering = null;
  }

  /** There will be no body of the application's own. */
  void giveUpBody() {
    forgetBody();
    held.send(personal ? renderer.personal() : Rendering.UNTOUCHED);
  }

  /** Everything is thrown away. */
  void clear() {
    held.clear();
    rendering = null;
    swept = personal;
  }
}
