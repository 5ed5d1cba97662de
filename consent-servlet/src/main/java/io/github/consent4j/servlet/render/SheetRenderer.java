package io.github.consent4j.servlet.render;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.bytes.ByteSink;
import io.github.consent4j.gate.bytes.Pipe;
import io.github.consent4j.gate.html.HtmlGate;
import io.github.consent4j.gate.html.StyleGate;
import io.github.consent4j.policy.PageRendering;
import io.github.consent4j.policy.Settings;
import io.github.consent4j.policy.UndeclaredHandling;
import io.github.consent4j.servlet.coding.ContentCoding;
import io.github.consent4j.servlet.exchange.Audience;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.KnownSheets;
import io.github.consent4j.servlet.exchange.MediaType;
import io.github.consent4j.servlet.exchange.ResponseHead;
import io.github.consent4j.servlet.render.Rendering.Body;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Renders the style sheets of one request, and drawings that pages use parts of. One that contains
 * nothing that may ever be blocked is sent unchanged. Any other one has one rendering for all
 * visitors who have allowed nothing, which caches may keep as the application says, and further
 * renderings for single visitors.
 */
public final class SheetRenderer {

  private static final List<String> VARYING = List.of("Cookie");

  private final Exchange exchange;
  private @Nullable String name;
  private @Nullable Consent namedFor;

  public SheetRenderer(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * Returns whether the site wants everybody to get the same bytes, whatever a visitor has allowed.
   */
  private boolean isShared() {
    return exchange.pageRendering() == PageRendering.SHARED;
  }

  private AllowedServices allowed() {
    return isShared() ? strict() : exchange.allowed();
  }

  private AllowedServices strict() {
    return AllowedServices.of(exchange.compiled().undecided());
  }

  /**
   * Returns the short name of the bytes. It is the same for all visitors who get the same bytes.
   */
  public String name() {
    String known = name;
    if (known == null || namedFor != exchange.consent()) {
      known = PageRenderer.name(exchange.compiled(), "sheet " + allowedServices(allowed()));
      name = known;
      namedFor = exchange.consent();
    }
    return known;
  }

  private String allowedServices(AllowedServices allowed) {
    StringBuilder allowedServices = new StringBuilder();
    for (int i = 0; i < exchange.compiled().policy().services().size(); i++) {
      allowedServices.append(allowed.allows(i) ? '+' : '-');
    }
    return allowedServices.toString();
  }

  private boolean isStrict() {
    return allowedServices(allowed()).equals(allowedServices(strict()));
  }

  public boolean makes(Rendering rendering) {
    return rendering.name().equals(name());
  }

  public boolean hasCurrent(List<String> ifNoneMatch) {
    return EntityTags.areRenderings(ifNoneMatch)
        && new EntityTags(List.of(name())).hasCurrent(ifNoneMatch);
  }

  /** Returns the rendering of a style sheet that contains something that may be blocked. */
  public Rendering rendering(ContentCoding coding, boolean personal) {
    Settings settings = exchange.compiled().policy().settings();
    boolean asItIs =
        allowed().allowsAll()
            && !allowed().reportsAny()
            && settings.undeclaredHosts() == UndeclaredHandling.REPORT;
    return rendering(asItIs ? Body.AS_IS : PageRenderer.body(coding, exchange), personal);
  }

  /** Returns the rendering if the browser may continue to use the one that it has. */
  public Rendering unchanged() {
    return rendering(Body.AS_IS, false);
  }

  private Rendering rendering(Body body, boolean personal) {
    boolean everybodys =
        !personal && exchange.pageRendering() != PageRendering.PERSONAL && isStrict();
    Instant since = exchange.compiled().activeSince();
    return new Rendering(
        everybodys ? Audience.EVERYBODY : Audience.VISITOR,
        body,
        name(),
        since,
        isShared() && everybodys ? List.of() : VARYING);
  }

  /** Returns the pipe for a style sheet that contains something that may be blocked. */
  public Pipe pipe(
      BodyKind kind, @Nullable String contentType, ContentCoding coding, ByteSink exit) {
    return new PagePipe(
        sink -> coding.around(out -> gate(kind, contentType, out), sink),
        exit,
        exchange.compiled().policy().settings().onError(),
        exchange.counts(),
        false);
  }

  private Pipe gate(BodyKind kind, @Nullable String contentType, ByteSink out) {
    return kind == BodyKind.DRAWING
        ? drawing(allowed(), contentType, out)
        : new StyleGate(
            exchange.compiled().htmlGates().rules(),
            allowed(),
            exchange.page(),
            out,
            charset(contentType));
  }

  private HtmlGate drawing(AllowedServices allowed, @Nullable String contentType, ByteSink out) {
    return new HtmlGate(
        exchange.compiled().htmlGates(),
        allowed,
        exchange.page(),
        NothingInserted.INSTANCE,
        out,
        HtmlGate.Syntax.XML,
        charset(contentType));
  }

  /** Returns the check whether a body contains anything that may ever be blocked. */
  public Look looking(BodyKind kind, @Nullable String contentType) {
    return kind == BodyKind.DRAWING
        ? new Look.AtDrawing(out -> drawing(strict(), contentType, out))
        : new Look.AtSheet(
            StyleGate.looking(
                exchange.compiled().htmlGates().rules(),
                strict(),
                exchange.page(),
                charset(contentType)));
  }

  private static @Nullable Charset charset(@Nullable String contentType) {
    return MediaType.of(contentType).charset().orElse(null);
  }

  // --- known style sheets of the application

  /** Returns whether the bytes that a response announces are known to be harmless. */
  public boolean isKnown(ResponseHead seen) {
    Collection<String> tags = seen.headers("ETag");
    return (tags.isEmpty() ? seen.headers("Last-Modified") : tags).stream().anyMatch(this::isKnown);
  }

  /** Returns whether the bytes of an entity tag, or of a date, are known to be harmless. */
  public boolean isKnown(String tagOrDate) {
    return exchange.compiled().plainSheets().has(address(), tagOrDate);
  }

  /** Returns the address with the host. Some addresses are the site's own because of the host. */
  private String address() {
    return exchange.page().host() + exchange.address();
  }

  public void learn(ResponseHead seen) {
    KnownSheets known = exchange.compiled().plainSheets();
    known.add(address(), seen.headers("ETag"), seen.headers("Last-Modified"));
  }

  public void forget(ResponseHead seen) {
    KnownSheets known = exchange.compiled().plainSheets();
    known.remove(address(), seen.headers("ETag"), seen.headers("Last-Modified"));
  }
}
