package io.github.consent4j.servlet.plan;

import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.bytes.Pipe;
import io.github.consent4j.gate.cookie.Sweep;
import io.github.consent4j.servlet.coding.ContentCoding;
import io.github.consent4j.servlet.exchange.Audience;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.ResponseHead;
import io.github.consent4j.servlet.render.BodyKind;
import io.github.consent4j.servlet.render.EntityTags;
import io.github.consent4j.servlet.render.HeadPipe;
import io.github.consent4j.servlet.render.PageRenderer;
import io.github.consent4j.servlet.render.PolicyHeaders;
import io.github.consent4j.servlet.render.Rendering;
import io.github.consent4j.servlet.render.Rendering.Body;
import io.github.consent4j.servlet.render.SheetRenderer;
import io.github.consent4j.servlet.render.WithheldPipe;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Decides once how the body of a response is handled, as late as possible. Then it sends the
 * waiting headers accordingly.
 */
public final class BodyPlan implements SheetPipe.Decision {

  private static final String CONTENT_LENGTH = "Content-Length";
  private static final String ETAG = "ETag";
  private static final String SET_COOKIE = "Set-Cookie";

  private final ResponseHead seen;
  private final ResponseHead container;
  private final HeldHeaders held;
  private final Exchange exchange;
  private final PageRenderer renderer;
  private final SheetRenderer sheets;
  private final SeenBody body;
  private final List<String> ifNoneMatch;
  private final Redirects redirects;
  private final Runnable makeRoom;
  private @Nullable Rendering rendering;
  private boolean swept;

  /** True if the body is a page only if a browser shows it as one. */
  private boolean isPiece;

  /** True if a script inserts the body into another page. */
  private boolean isFragment;

  /** True if the response carries a decision. */
  private boolean personal;

  /** True if the application has asked for the visitor's consent to write the response. */
  private boolean asked;

  /**
   * @param seen the response as the application sees it
   * @param container the response as it is sent
   * @param ifNoneMatch entity tags that the browser has
   * @param redirects decides about redirects
   * @param makeRoom called once before the first byte of a page that is rewritten
   */
  public BodyPlan(
      ResponseHead seen,
      ResponseHead container,
      HeldHeaders held,
      Exchange exchange,
      List<String> ifNoneMatch,
      Redirects redirects,
      Runnable makeRoom) {
    this.seen = seen;
    this.container = container;
    this.held = held;
    this.exchange = exchange;
    this.renderer = new PageRenderer(exchange);
    this.sheets = new SheetRenderer(exchange);
    this.body = new SeenBody(seen, exchange.destination());
    this.ifNoneMatch = ifNoneMatch;
    this.redirects = redirects;
    this.makeRoom = makeRoom;
  }

  public EntityTags entityTags() {
    return new EntityTags(
        List.of(
            renderer.nameForVisitor(),
            renderer.nameForEverybody(),
            renderer.nameForPieces(),
            renderer.nameForFragment(),
            sheets.name()));
  }

  private Rendering rendering(BodyKind kind) {
    if (body.isUnmodified()) {
      return sheets.hasCurrent(ifNoneMatch)
          ? sheets.unchanged()
          : renderer.unchanged(ifNoneMatch, isShared());
    }
    if (isGatedRedirect()) {
      return renderer.personal();
    }
    boolean isSheet = kind.belongsToPage() && !sheets.isKnown(seen);
    if (!(kind.isPage() || isSheet) || !body.isWhole()) {
      return withoutBody();
    }
    return isSheet
        ? sheets.rendering(coding(), isPersonal())
        : renderer.rendering(isShared(), isPiece, isFragment, coding());
  }

  /** Returns whether caches must not share the response, whatever the application says to them. */
  private boolean isPersonal() {
    return personal || asked;
  }

  /** Returns the rendering of a response whose body stays as it is. */
  private Rendering withoutBody() {
    return isPersonal() ? renderer.personal() : Rendering.UNTOUCHED;
  }

  private boolean isGatedRedirect() {
    return Redirects.isRedirect(seen.status())
        && redirects.dependOnVisitor(seen.header("Location"));
  }

  private boolean isShared() {
    return !isPersonal()
        && switch (exchange.pageRendering()) {
          case AUTO -> body.isPublic();
          case SHARED -> true;
          case PERSONAL -> false;
        };
  }

  public ContentCoding coding() {
    return body.coding();
  }

  private Rendering decide(BodyKind kind) {
    Rendering decided = rendering;
    return decided == null ? decide(kind, rendering(kind)) : decided;
  }

  private Rendering decide(BodyKind kind, Rendering decided) {
    if (rendering == null) {
      rendering = decided;
      if (Redirects.isRedirect(seen.status()) && !container.isCommitted()) {
        redirects
            .held(seen.header("Location"))
            .ifPresent(held -> redirects.answer(held, container));
      }
      send(decided, kind.belongsToPage() || (body.isUnmodified() && sheets.makes(decided)));
      if (body.isUnmodified() && !container.containsHeader(ETAG)) {
        new EntityTags(List.of(decided.name()))
            .datedTag(ifNoneMatch)
            .ifPresent(tag -> container.setHeader(ETAG, tag));
      }
      if (decided.body() == Body.REWRITTEN && kind.isPage()) {
        makeRoom.run();
      }
      if (decided.body() == Body.WITHHELD) {
        container.setStatus(HttpURLConnection.HTTP_INTERNAL_ERROR);
        container.setContentType("text/plain");
      }
    }
    return decided;
  }

  private void send(Rendering decided, boolean isSheet) {
    held.send(decided);
    if (!isSheet) {
      if (!decided.isNoPage()) {
        PolicyHeaders.add(exchange, decided.audience(), container);
      }
      sweep(decided);
    }
  }

  private void sweep(Rendering decided) {
    if (decided.audience() == Audience.VISITOR && !swept) {
      swept = true;
      // An error page may follow a page that had them already.
      List<String> before = List.copyOf(container.headers(SET_COOKIE));
      exchange
          .expiries(exchange.consent(), Sweep.Moment.LATER, ThreadLocalRandom.current().nextInt())
          .stream()
          .filter(header -> !before.contains(header))
          .forEach(header -> container.addHeader(SET_COOKIE, header));
      exchange.released().forEach(header -> container.addHeader(SET_COOKIE, header));
    }
  }

  /**
   * Marks the response as personal, because it contains a decision and the deletions that follow
   * from it. Other visitors may not receive it.
   */
  public void becomesPersonal() {
    personal = true;
    swept = true;
    if (rendering == Rendering.UNTOUCHED && !container.isCommitted()) {
      held.send(renderer.personal());
    }
  }

  /**
   * Marks the response as personal, because the application writes it differently for this visitor.
   *
   * @return false if it is too late, because everybody may have got what was sent
   */
  public boolean dependsOnVisitor() {
    Rendering decided = rendering;
    if (isPersonal() || decided == null) {
      asked = true;
      return true;
    }
    if (container.isCommitted()) {
      return !isForEverybody() && !(decided == Rendering.UNTOUCHED && body.isPublic());
    }
    if (decided == Rendering.UNTOUCHED) {
      held.send(renderer.personal());
    } else if (decided.audience() == Audience.EVERYBODY) {
      // What was inserted so far suits everybody, and the rest is for this visitor.
      held.send(renderer.continuedForVisitor(decided));
    }
    asked = true;
    return true;
  }

  /** Returns whether the response is for everybody, as far as that is known yet. */
  public boolean isForEverybody() {
    Rendering decided = rendering;
    return decided == null ? isShared() : decided.audience() == Audience.EVERYBODY && !isPersonal();
  }

  /** Returns the nonce of scripts in the page's own content security policy; may be empty. */
  public String nonce() {
    return body.nonce();
  }

  /** Decides without any byte of the body. */
  public void decide() {
    decide(body.kind());
    held.settle();
  }

  /** Decides if the content type is already that of a page. */
  public void decideIfPage() {
    if (body.kind().isPage()) {
      decide();
    }
  }

  /** Returns whether these first bytes are enough to decide. */
  public boolean decides(int length) {
    return body.kind() != BodyKind.UNKNOWN || length >= BodyKind.SNIFFED_BYTES;
  }

  /**
   * Returns whether a content security policy may still follow, whose nonce the insertions need.
   * Spring Security sets its headers when the response is about to be sent, which may be after the
   * first bytes of a page were written.
   *
   * @param length number of bytes that were written
   */
  public boolean mayGetContentPolicy(int length) {
    return rendering == null
        && body.kind().isPage()
        && !container.isCommitted()
        && seen.headers("Content-Security-Policy").isEmpty()
        && !Integer.toString(length).equals(held.value(CONTENT_LENGTH));
  }

  /**
   * Returns whether the characters of the body can be written to the container's own writer,
   * because they are sent unchanged. If so, this is decided.
   */
  public boolean isSurelyUntouched() {
    BodyKind kind = body.kind();
    if (kind == BodyKind.UNKNOWN || kind.belongsToPage()) {
      return false;
    }
    Rendering coming = rendering == null ? rendering(kind) : rendering;
    // The length of a page with an insertion into the head depends on its first bytes.
    return coming.body() != Body.HEADED && decide(kind, coming).body() == Body.AS_IS;
  }

  /**
   * Returns whether a content type would make the response a page or style sheet too late, because
   * its body has begun already.
   */
  public boolean isTooLateFor(@Nullable String contentType) {
    return isUntouched()
        && !container.isCommitted()
        && !body.isUnmodified()
        && body.wouldBeReadAs(contentType);
  }

  /** Returns whether it is decided that the body is not a page, so that it stays unchanged. */
  public boolean isNoPage() {
    Rendering decided = rendering;
    return decided != null && decided.isNoPage() && decided.body() == Body.AS_IS;
  }

  private boolean isUntouched() {
    return rendering != null && rendering.isNoPage();
  }

  /**
   * Returns the pipe for the body, depending on its first bytes.
   *
   * @param continued whether the head was already inserted into the page
   */
  public Pipe pipe(byte[] start, Pipe exit, boolean continued) {
    BodyKind kind = body.kind(start);
    if (kind.belongsToPage() && mayLookInside()) {
      return new SheetPipe(this, coding(), kind, sheets, seen, exit);
    }
    isPiece =
        kind == BodyKind.HTML
            && coding() == ContentCoding.IDENTITY
            && BodyKind.mayBePiece(start, start.length);
    isFragment = !exchange.destination().isPage() && (isPiece || exchange.isForPart());
    Rendering coming = rendering == null ? rendering(kind) : rendering;
    if (coming.body() == Body.HEADED) {
      return headed(kind, coming, start, exit, continued);
    }
    Rendering decided = decide(kind, coming);
    if (isUntouched() && kind.isPage() && container.isCommitted()) {
      // The headers were sent before the kind of the body was known.
      decided = rendering(kind);
    }
    return switch (decided.body()) {
      case AS_IS, HEADED -> exit;
      case WITHHELD -> new WithheldPipe(exit);
      case REWRITTEN ->
          kind.belongsToPage()
              ? sheets.pipe(kind, seen.contentType(), coding(), exit)
              : renderer.pipe(
                  decided,
                  kind,
                  seen.contentType(),
                  coding(),
                  body.nonce(),
                  exit,
                  continued,
                  isFragment);
    };
  }

  /**
   * Returns the pipe for a page with an insertion into the head. Sets the length if it is known.
   */
  private Pipe headed(BodyKind kind, Rendering coming, byte[] start, Pipe exit, boolean continued) {
    if (continued) {
      decide(kind, coming);
      return exit;
    }
    Pipe pipe =
        renderer.pipe(
            coming, kind, seen.contentType(), coding(), body.nonce(), exit, false, isFragment);
    decide(kind, pipe instanceof HeadPipe heading ? coming.grownBy(heading.growth(start)) : coming);
    return pipe;
  }

  /** Returns whether the content of a style sheet decides how it is handled. */
  private boolean mayLookInside() {
    return (rendering == null || rendering.audience() == Audience.UNTOUCHED)
        && coding() != ContentCoding.UNREADABLE
        && body.isWhole();
  }

  @Override
  public void passes() {
    if (rendering == null) {
      Rendering decided = withoutBody();
      rendering = decided;
      send(decided, true);
    }
  }

  @Override
  public Pipe isRendered(ByteSink exit) {
    Rendering decided = decide(body.kind());
    return decided.body() == Body.AS_IS
        ? exit::write
        : sheets.pipe(body.kind(), seen.contentType(), coding(), exit);
  }

  @Override
  public boolean isMade() {
    return rendering != null;
  }

  /**
   * Returns whether the style sheet of an entity tag, or of a date, is known to contain nothing
   * that can be blocked.
   */
  public boolean knowsSheet(String tagOrDate) {
    return sheets.isKnown(tagOrDate);
  }

  public void settle() {
    held.settle();
  }

  /**
   * Returns whether this number of bytes is the whole length that the application has set for a
   * page.
   */
  public boolean isWhole(long written) {
    return rendering != null
        && rendering.body() == Body.REWRITTEN
        && Long.toString(written).equals(held.value(CONTENT_LENGTH));
  }

  /** Sets the length with which the page is sent. */
  public void lengthIs(long bytes) {
    if (!container.isCommitted() && !container.containsHeader(CONTENT_LENGTH)) {
      container.setContentLength(bytes);
    }
  }

  /** Handles that the body is discarded. Another one may follow. */
  public void forgetBody() {
    held.forgetBody();
    rendering = null;
  }

  /**
   * Handles that the application writes no body.
   *
   * @param location redirect target; null if there is none
   */
  public void giveUpBody(@Nullable String location) {
    forgetBody();
    boolean dependsOnVisitor = isPersonal() || redirects.dependOnVisitor(location);
    held.send(dependsOnVisitor ? renderer.personal() : Rendering.UNTOUCHED);
  }

  /**
   * Makes the headers available to an error page that may replace the body. The original response
   * may continue all the same.
   */
  public void exposeHeaders() {
    if (rendering == null) {
      held.expose(withoutBody());
    }
  }

  /** Discards everything. */
  public void clear() {
    held.clear();
    rendering = null;
    swept = personal;
  }
}
