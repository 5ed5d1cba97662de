package io.github.consent4j.servlet;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.gate.Allowance;
import io.github.consent4j.gate.ByteSink;
import io.github.consent4j.gate.HtmlGate;
import io.github.consent4j.gate.HtmlGate.Syntax;
import io.github.consent4j.gate.Replacements;
import io.github.consent4j.policy.OnError;
import io.github.consent4j.servlet.Rendering.Audience;
import io.github.consent4j.servlet.Rendering.Body;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the pages of one visit: which rendering, under which name, through which pipe. */
final class PageRenderer {

  private static final Logger LOG = LoggerFactory.getLogger(PageRenderer.class);

  private final Visit visit;
  private @Nullable String nameForVisitor;
  private @Nullable Consent namedFor;

  PageRenderer(Visit visit) {
    this.visit = visit;
  }

  /**
   * The rendering of a page.
   *
   * @param isPublic whether shared caches may keep it: then everybody gets the same bytes
   * @param coding how the application has compressed it
   */
  Rendering rendering(boolean isPublic, ContentCoding coding) {
    return isPublic
        ? new Rendering(Audience.EVERYBODY, body(coding), nameForEverybody())
        : new Rendering(
            Audience.VISITOR,
            visit.takesPagesAsTheyAre() ? Body.AS_IS : body(coding),
            nameForVisitor(),
            visit.compiled().policy().languages().size() > 1);
  }

  private Body body(ContentCoding coding) {
    if (coding != ContentCoding.UNREADABLE) {
      return Body.REWRITTEN;
    }
    OnError onError = visit.compiled().policy().settings().onError();
    LOG.error("A page is compressed in a way that cannot be read; on-error: {}", onError.id());
    return onError == OnError.PASS ? Body.AS_IS : Body.WITHHELD;
  }

  /** A response that is no page, and this visitor's alone. */
  Rendering personal() {
    return new Rendering(Audience.VISITOR, Body.AS_IS, "");
  }

  /** What leaves when the browser may go on using a rendering that it has. */
  Rendering unchanged(List<String> ifNoneMatch) {
    if (new EntityTags(List.of(nameForVisitor())).hasCurrent(ifNoneMatch)) {
      return new Rendering(
          Audience.VISITOR,
          Body.AS_IS,
          nameForVisitor(),
          visit.compiled().policy().languages().size() > 1);
    }
    if (new EntityTags(List.of(nameForEverybody())).hasCurrent(ifNoneMatch)) {
      return new Rendering(Audience.EVERYBODY, Body.AS_IS, nameForEverybody());
    }
    return Rendering.UNTOUCHED;
  }

  EntityTags entityTags() {
    return new EntityTags(List.of(nameForVisitor(), nameForEverybody()));
  }

  private String nameForEverybody() {
    return name("everybody");
  }

  private String nameForVisitor() {
    String name = nameForVisitor;
    if (name == null || namedFor != visit.consent()) {
      name = name(visitorFacts());
      nameForVisitor = name;
      namedFor = visit.consent();
    }
    return name;
  }

  private String visitorFacts() {
    StringBuilder facts = new StringBuilder("visitor ").append(visit.language());
    facts.append(visit.destination().takesHead()).append(visit.destination().takesBanner());
    Consent consent = visit.consent();
    facts.append(consent.isOpen());
    for (int i = 0; i < consent.policy().services().size(); i++) {
      facts.append(consent.stateAt(i)).append(visit.allowance().opens(i));
    }
    return facts.toString();
  }

  private String name(String facts) {
    CRC32 digest = new CRC32();
    digest.update(visit.compiled().fingerprint());
    digest.update(facts.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", digest.getValue());
  }

  /**
   * The way of a page's bytes.
   *
   * @param contentType what the application says; its charset, and whether it is XML
   * @param coding how the application has compressed it; one that can be read
   * @param continued whether the page has had its head already
   */
  Pipe pipe(
      Rendering rendering,
      @Nullable String contentType,
      ContentCoding coding,
      ByteSink exit,
      boolean continued) {
    Syntax syntax = HtmlKind.isXml(contentType) ? Syntax.XML : Syntax.HTML;
    // the midst of a page does not say in what it is written
    Charset charset =
        HtmlKind.charset(contentType).orElse(continued ? StandardCharsets.UTF_8 : null);
    Function<ByteSink, Pipe> gate =
        sink -> new GatePipe(gate(rendering, sink, syntax, charset, continued));
    // the rest of a page that was compressed up to here makes no sense as it is
    OnError onError =
        coding == ContentCoding.IDENTITY
            ? visit.compiled().policy().settings().onError()
            : OnError.BLOCK;
    return new PagePipe(sink -> coding.around(gate, sink), exit, onError);
  }

  private HtmlGate gate(
      Rendering rendering,
      ByteSink sink,
      Syntax syntax,
      @Nullable Charset charset,
      boolean continued) {
    CompiledPolicy compiled = visit.compiled();
    boolean shared = rendering.audience() == Audience.EVERYBODY;
    Replacements replacements =
        new PageReplacements(
            compiled.pages(),
            shared ? visit.sharedView() : visit.view(),
            compiled.policy().languages(),
            !continued && (shared || visit.destination().takesHead()),
            !continued && (shared || visit.destination().takesBanner()));
    return new HtmlGate(
        compiled.htmlRules(),
        shared ? Allowance.of(compiled.undecided()) : visit.allowance(),
        visit.page(),
        syntax == Syntax.XML ? new XmlReplacements(replacements) : replacements,
        sink,
        syntax,
        charset);
  }
}
