package io.github.consent4j.servlet.render;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.bytes.Pipe;
import io.github.consent4j.gate.html.HeadInsertion;
import io.github.consent4j.gate.html.HtmlGate;
import io.github.consent4j.gate.html.HtmlGate.Syntax;
import io.github.consent4j.gate.html.Insertions;
import io.github.consent4j.page.View;
import io.github.consent4j.policy.OnError;
import io.github.consent4j.servlet.coding.ContentCoding;
import io.github.consent4j.servlet.exchange.Audience;
import io.github.consent4j.servlet.exchange.CompiledPolicy;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.MediaType;
import io.github.consent4j.servlet.exchange.PageWatch;
import io.github.consent4j.servlet.render.Rendering.Body;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renders the pages of one request: it selects the rendering, its name and its pipe. */
public final class PageRenderer {

  private static final Logger LOG = LoggerFactory.getLogger(PageRenderer.class);

  /**
   * The header by which browsers declare whether they will show a fragment as a page of its own.
   */
  private static final List<String> PIECES_VARY = List.of("Sec-Fetch-Dest");

  private final Exchange exchange;
  private @Nullable String nameForVisitor;
  private @Nullable Consent namedFor;

  public PageRenderer(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * Returns the rendering of a page.
   *
   * @param isPublic true if shared caches may keep it, so that everybody gets the same bytes
   * @param isPiece true if it is a page only if a browser shows it as one
   * @param isFragment true if a script inserts it into another page
   * @param coding the compression of the application
   */
  public Rendering rendering(
      boolean isPublic, boolean isPiece, boolean isFragment, ContentCoding coding) {
    if (isPublic && isPiece) {
      return forEverybody(body(coding), nameForPieces(), PIECES_VARY);
    }
    return isPublic
        ? forEverybody(body(coding))
        : forVisitor(
            exchange.takesPagesAsTheyAre() ? ownBody(coding) : body(coding),
            isFragment ? nameForFragment() : nameForVisitor());
  }

  /** Returns the application's own body, with the script that detects another decision. */
  private Body ownBody(ContentCoding coding) {
    boolean heads =
        coding != ContentCoding.UNREADABLE
            && exchange.destination().takesHead()
            && !exchange.compiled().pages().head(exchange.view()).isEmpty();
    return heads ? Body.HEADED : Body.AS_IS;
  }

  private Rendering forEverybody(Body body) {
    return forEverybody(body, nameForEverybody(), List.of());
  }

  private Rendering forEverybody(Body body, String name, List<String> varying) {
    return new Rendering(
        Audience.EVERYBODY, body, name, exchange.compiled().activeSince(), varying);
  }

  private Rendering forVisitor(Body body, String name) {
    List<String> varying = new ArrayList<>(List.of("Cookie"));
    if (!name.isEmpty() && exchange.compiled().policy().languages().size() > 1) {
      varying.add("Accept-Language");
    }
    if (exchange.compiled().hearsSignals() && exchange.consent().needsAnswer()) {
      varying.add(Exchange.SIGNAL);
    }
    return new Rendering(Audience.VISITOR, body, name, exchange.compiled().activeSince(), varying);
  }

  private Body body(ContentCoding coding) {
    return body(coding, exchange);
  }

  /** Returns the treatment of a body that must be rewritten, for its compression. */
  static Body body(ContentCoding coding, Exchange exchange) {
    if (coding != ContentCoding.UNREADABLE) {
      return Body.REWRITTEN;
    }
    OnError onError = exchange.compiled().policy().settings().onError();
    PagePipe.count(onError, exchange.counts());
    if (onError == OnError.PASS) {
      LOG.warn("A body is compressed in a way that cannot be read, and passes unread (on-error)");
      return Body.AS_IS;
    }
    LOG.error("A body is compressed in a way that cannot be read, and is withheld (on-error)");
    return Body.WITHHELD;
  }

  /** Returns the rendering of a page that was begun for everybody and goes on for this visitor. */
  public Rendering continuedForVisitor(Rendering begun) {
    return forVisitor(begun.body(), nameForVisitor());
  }

  /** Returns the rendering of a response that is no page and is meant for this visitor only. */
  public Rendering personal() {
    return forVisitor(Body.AS_IS, "");
  }

  /**
   * Returns the rendering if the browser may continue to use the one that it has.
   *
   * @param isPublic as for {@link #rendering}
   */
  public Rendering unchanged(List<String> ifNoneMatch, boolean isPublic) {
    if (EntityTags.areRenderings(ifNoneMatch)) {
      if (new EntityTags(List.of(nameForVisitor())).hasCurrent(ifNoneMatch)) {
        return forVisitor(Body.AS_IS, nameForVisitor());
      }
      if (new EntityTags(List.of(nameForFragment())).hasCurrent(ifNoneMatch)) {
        return forVisitor(Body.AS_IS, nameForFragment());
      }
      if (new EntityTags(List.of(nameForPieces())).hasCurrent(ifNoneMatch)) {
        return forEverybody(Body.AS_IS, nameForPieces(), PIECES_VARY);
      }
      if (new EntityTags(List.of(nameForEverybody())).hasCurrent(ifNoneMatch)) {
        return forEverybody(Body.AS_IS);
      }
    }
    if (isPublic && exchange.destination().isPage()) {
      return forEverybody(Body.AS_IS);
    }
    return Rendering.UNTOUCHED;
  }

  /**
   * Returns the name of the rendering for fragments that everybody gets, but not for every
   * destination.
   */
  public String nameForPieces() {
    return name("everybody's piece " + exchange.destination().isPage());
  }

  public String nameForEverybody() {
    return name("everybody");
  }

  /**
   * Returns the name of the rendering for a fragment. It includes the page that a script inserts
   * the fragment into.
   */
  public String nameForFragment() {
    return exchange.destination().isPage()
        ? nameForVisitor()
        : name(visitorFacts() + " in " + exchange.pageAround());
  }

  public String nameForVisitor() {
    String name = nameForVisitor;
    if (name == null || namedFor != exchange.consent()) {
      name = name(visitorFacts());
      nameForVisitor = name;
      namedFor = exchange.consent();
    }
    return name;
  }

  private String visitorFacts() {
    StringBuilder facts = new StringBuilder("visitor ").append(exchange.language());
    facts.append(exchange.destination().takesHead()).append(exchange.destination().takesBanner());
    Consent consent = exchange.consent();
    facts
        .append(exchange.choices())
        .append(consent.needsAnswer())
        .append(consent.needsAnswer() && consent.isSignalled());
    for (int i = 0; i < consent.policy().services().size(); i++) {
      facts.append(consent.stateAt(i)).append(exchange.allowed().allows(i));
    }
    return facts.toString();
  }

  private String name(String facts) {
    return name(exchange.compiled(), facts);
  }

  static String name(CompiledPolicy compiled, String facts) {
    CRC32 digest = new CRC32();
    digest.update(compiled.fingerprint());
    digest.update(facts.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", digest.getValue());
  }

  /**
   * Returns the pipe for a page.
   *
   * @param kind the rules by which the page is read
   * @param contentType content type of the response, for the charset
   * @param coding the compression of the application; one that can be read
   * @param nonce the nonce of the page's own content security policy; may be empty
   * @param continued true if the head has been inserted already
   * @param isFragment true if a script inserts it into another page
   */
  public Pipe pipe(
      Rendering rendering,
      BodyKind kind,
      @Nullable String contentType,
      ContentCoding coding,
      String nonce,
      ByteSink exit,
      boolean continued,
      boolean isFragment) {
    // The middle of a page does not declare the encoding.
    Charset charset =
        MediaType.of(contentType).charset().orElse(continued ? StandardCharsets.UTF_8 : null);
    Syntax syntax = kind == BodyKind.XML ? Syntax.XML : Syntax.HTML;
    Insertions insertions =
        insertions(rendering, view(rendering, isFragment).withNonce(nonce), syntax, continued);
    if (rendering.body() == Body.HEADED) {
      return coding.around(sink -> heading(insertions, syntax, charset, sink), exit);
    }
    Function<ByteSink, Pipe> gate =
        sink -> coding.around(inner -> gate(rendering, insertions, inner, syntax, charset), sink);
    // The rest of a page that was compressed up to here cannot be sent unchanged.
    OnError onError =
        coding == ContentCoding.IDENTITY
            ? exchange.compiled().policy().settings().onError()
            : OnError.BLOCK;
    PageWatch.End end = exchange.pageBegins();
    return end == null ? page(gate, exit, onError) : timed(gate, exit, onError, end);
  }

  private PagePipe page(Function<ByteSink, Pipe> gate, ByteSink exit, OnError onError) {
    return new PagePipe(gate, exit, onError, exchange.counts(), true);
  }

  private TimedPage timed(
      Function<ByteSink, Pipe> gate, ByteSink exit, OnError onError, PageWatch.End end) {
    return new TimedPage(sink -> page(gate, sink, onError), exit, end);
  }

  private HeadPipe heading(
      Insertions insertions, Syntax syntax, @Nullable Charset charset, ByteSink sink) {
    return new HeadPipe(
        new HeadInsertion(
            insertions.head(), syntax, charset, exchange.destination().isPage(), sink));
  }

  private View view(Rendering rendering, boolean isFragment) {
    if (rendering.audience() != Audience.EVERYBODY) {
      return isFragment ? exchange.fragmentView() : exchange.view();
    }
    boolean differs = isFragment && !rendering.varying().isEmpty();
    return differs ? exchange.sharedFragmentView() : exchange.sharedView();
  }

  private Insertions insertions(Rendering rendering, View view, Syntax syntax, boolean continued) {
    boolean shared = rendering.audience() == Audience.EVERYBODY;
    return new PageInsertions(
        exchange.compiled().pages(),
        syntax == Syntax.XML,
        view,
        exchange.ownOrigin(),
        exchange.compiled().urls(),
        exchange.compiled().policy().languages(),
        !continued && (shared || exchange.destination().takesHead()),
        !continued && (shared || exchange.destination().takesBanner()),
        !continued && (shared || exchange.destination().takesNotices()),
        exchange::leftOut);
  }

  private HtmlGate gate(
      Rendering rendering,
      Insertions insertions,
      ByteSink sink,
      Syntax syntax,
      @Nullable Charset charset) {
    CompiledPolicy compiled = exchange.compiled();
    boolean shared = rendering.audience() == Audience.EVERYBODY;
    return new HtmlGate(
        compiled.htmlGates(),
        shared ? AllowedServices.of(compiled.undecided()) : exchange.allowed(),
        exchange.page(),
        insertions,
        sink,
        syntax,
        charset,
        exchange.destination().isPage() && (!shared || !rendering.varying().isEmpty()));
  }
}
