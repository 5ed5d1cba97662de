package io.github.consent4j.gate.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.gate.TestData;
import io.github.consent4j.gate.html.GateFixture;
import io.github.consent4j.gate.html.HtmlGate;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import nu.validator.htmlparser.common.TokenHandler;
import nu.validator.htmlparser.common.XmlViolationPolicy;
import nu.validator.htmlparser.impl.ElementName;
import nu.validator.htmlparser.impl.HtmlAttributes;
import nu.validator.htmlparser.impl.Tokenizer;
import nu.validator.htmlparser.impl.UTF16Buffer;
import nu.validator.htmlparser.sax.HtmlParser;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Compares how the gate and two independent parsers read mutated pieces of real pages. It runs for
 * {@code consent.fuzz-seconds} (default 30) from {@code consent.fuzz-seed}, which is the same in
 * each build unless another one is given.
 */
class DifferentialFuzzTest {

  private static final Logger LOG = LoggerFactory.getLogger(DifferentialFuzzTest.class);

  private static final int SECONDS =
      Integer.getInteger("consent.fuzz-seconds", Boolean.getBoolean("consent.sweeps") ? 30 : 5);
  private static final long SEED = Long.getLong("consent.fuzz-seed", 20_261_128_000_000L);

  /** The seeds that every build reads: the first one, and those that have found an error. */
  private static final long[] KNOWN = {
    20_261_122L,
    1_795_403_672_021_473L,
    1_795_406_608_205_262L,
    1_795_407_227_074_256L,
    1_795_429_875_106_603L,
    1_795_430_345_193_459L,
    1_795_433_499_013_394L,
    1_795_898_608_023_451L
  };

  private static final String[] SNIPPETS = {
    "<",
    ">",
    "\"",
    "'",
    "=",
    "/",
    "&",
    ";",
    "\0",
    "\n",
    "\r\n",
    "\t",
    "<!",
    "<!--",
    "-->",
    "--!>",
    "<!-->",
    "<!--->",
    "--",
    "<?",
    "?>",
    "</",
    "</ ",
    "<![CDATA[",
    "]]>",
    "<script>",
    "</script>",
    "<script",
    "</scr",
    "<!--<script>",
    "<style>",
    "</style>",
    "<title>",
    "</title",
    "<textarea>",
    "</textarea>",
    "<svg>",
    "</svg>",
    "<math>",
    "<mi>",
    "</math>",
    "<foreignObject>",
    "<desc>",
    "<p>",
    "</p>",
    "<br>",
    "</br>",
    "<div>",
    "</div>",
    "<table>",
    "<tr>",
    "<template>",
    "</template>",
    "<iframe>",
    "</iframe>",
    "<noframes>",
    "<xmp>",
    "</xmp>",
    "<noembed>",
    "<font>",
    "<font color=x>",
    "<annotation-xml encoding=text/html>",
    "<a title='",
    "<a b=",
    "<a b=\"",
    "<img src=//ads.example/1>",
    "<IMG\nSRC = '//ads.example/2'/>",
    "<script src=\"//ads.example/3\"></script>",
    "<iframe src=https://ads.example/4></iframe>",
    "<link rel=stylesheet href=//ads.example/5>",
    "<img/src=//ads.example/6/>",
    "<video poster=//ads.example/7 src='//ads.example/8'>",
    "<image src=//ads.example/9>",
    "<img src='ht\ntps:&sol;/ads.example/a' src=//ads.example/b>",
    "<embed src=//ads.example/c><object data=//ads.example/d>",
    "<plaintext>",
    "<body>",
    "<html>",
    "<head>",
    "</head>",
    "</body>",
    "<frameset>",
    "<base href=/x>",
    "<input type=image src=//ads.example/e>",
  };

  private static final Pattern NESTED_COMMENT =
      Pattern.compile("<!--([\r\n]*[^>\r\n-]|[\r\n]+)(-?)>", Pattern.DOTALL);

  private static final Pattern HELD_BACK =
      Pattern.compile("(?i)^(https?:)?[/\\\\]{2}ads\\.example([/\\\\?#].*)?$", Pattern.DOTALL);

  static {
    // The parser's own assertions do not hold for all input.
    DifferentialFuzzTest.class
        .getClassLoader()
        .setPackageAssertionStatus("nu.validator.htmlparser", false);
  }

  private final GateFixture fixture = new GateFixture();

  @Test
  void agrees_with_other_parsers_on_mutated_pages() throws Exception {
    List<String> pages = new ArrayList<>();
    // The parsers read select by older rules, and noscript in one of two ways.
    for (Path file : TestData.files("pages", ".html")) {
      pages.add(Files.readString(file).replaceAll("noscript|select", "other"));
    }
    for (long seed : KNOWN) {
      agrees(pages, seed);
    }
    LOG.info("fuzzing for {} s from -Dconsent.fuzz-seed={}", SECONDS, SEED);
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    long seed = SEED;
    while (System.nanoTime() < end) {
      agrees(pages, seed++);
    }
    LOG.info("{} documents", seed - SEED);
    assertThat(seed).isGreaterThan(SEED);
  }

  private void agrees(List<String> pages, long seed) throws Exception {
    String html = mutant(pages, new Random(seed));
    try {
      findsTheSameTags(html);
      changesNothingElse(html, new Random(seed));
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\nin\n" + html, e);
    }
  }

  private static String mutant(List<String> pages, Random random) {
    String page = pages.get(random.nextInt(pages.size()));
    int from = random.nextInt(page.length());
    int length = Math.min(page.length() - from, 1 + random.nextInt(2000));
    StringBuilder html = new StringBuilder(page.substring(from, from + length));
    int changes = 1 + random.nextInt(12);
    for (int i = 0; i < changes; i++) {
      int place = random.nextInt(html.length() + 1);
      switch (random.nextInt(4)) {
        case 0 -> html.delete(place, Math.min(html.length(), place + random.nextInt(30)));
        case 1 -> {
          int tag = html.indexOf("<", place);
          html.insert(Math.max(tag, 0), SNIPPETS[random.nextInt(SNIPPETS.length)]);
        }
        default -> html.insert(place, SNIPPETS[random.nextInt(SNIPPETS.length)]);
      }
    }
    byte[] bytes = html.toString().getBytes(StandardCharsets.UTF_8);
    // Inside a comment validator.nu takes <!--x> and <!--x-> for its end, also with line breaks
    // between the dashes. The standard and browsers do not.
    return NESTED_COMMENT
        .matcher(new String(bytes, StandardCharsets.UTF_8).replaceAll("<!-[\r\n]+-", "<!-xx-"))
        .replaceAll("<!--$1xx$2>");
  }

  // --- tokens

  private static void findsTheSameTags(String html) throws Exception {
    RecordingHandler ours = new RecordingHandler();
    HtmlTokenizer tokenizer =
        new HtmlTokenizer(
            ours,
            new Output((b, o, l) -> {}),
            DocumentStart.none(),
            HtmlTokenizer.Syntax.HTML_TOKENS);
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    tokenizer.write(bytes, 0, bytes.length);
    tokenizer.finish();

    Tags theirs = new Tags();
    Tokenizer other = new Tokenizer(theirs);
    other.start();
    // The parser loses the > of a tag behind an invalid reference if nothing follows.
    String input = html.replace("\r\n", "\n").replace('\r', '\n') + '\n';
    UTF16Buffer buffer = new UTF16Buffer(input.toCharArray(), 0, input.length());
    boolean lastWasCr = false;
    while (buffer.hasMore()) {
      buffer.adjust(lastWasCr);
      lastWasCr = buffer.hasMore() && other.tokenizeBuffer(buffer);
    }
    other.eof();
    other.end();
    // The parsers store namespace declarations elsewhere.
    ours.tags.forEach(t -> t.attributes().keySet().removeIf(name -> name.startsWith("xmlns")));
    assertThat(ours.tags.stream().map(t -> t.name() + t.attributes()).toList())
        .isEqualTo(theirs.tags);
  }

  private static final class Tags implements TokenHandler {

    private final List<String> tags = new ArrayList<>();

    @Override
    public void startTag(ElementName name, HtmlAttributes attributes, boolean selfClosing) {
      Map<String, String> values = new LinkedHashMap<>();
      for (int i = 0; i < attributes.getLength(); i++) {
        values.put(attributes.getLocalNameNoBoundsCheck(i), attributes.getValueNoBoundsCheck(i));
      }
      values.keySet().removeIf(key -> key.startsWith("xmlns"));
      tags.add(name.getName() + values);
    }

    @Override
    public void startTokenization(Tokenizer self) {}

    @Override
    public boolean wantsComments() {
      return false;
    }

    @Override
    public void doctype(String name, String publicId, String systemId, boolean forceQuirks) {}

    @Override
    public void endTag(ElementName name) {}

    @Override
    public void comment(char[] buf, int start, int length) {}

    @Override
    public void characters(char[] buf, int start, int length) {}

    @Override
    public void zeroOriginatingReplacementCharacter() {}

    @Override
    public void eof() {}

    @Override
    public void endTokenization() {}

    @Override
    public boolean cdataSectionAllowed() {
      return false;
    }

    @Override
    public void ensureBufferSpace(int inputLength) {}
  }

  // --- output

  private void changesNothingElse(String html, Random random) throws Exception {
    byte[] input = html.getBytes(StandardCharsets.UTF_8);
    byte[] output = fixture.pass(input, Math.max(1, input.length));
    ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    HtmlGate gate = fixture.gate(pieces::write);
    for (int p = 0; p < input.length; ) {
      int n = Math.min(input.length - p, 1 + random.nextInt(random.nextBoolean() ? 4 : 500));
      gate.write(input, p, n);
      p += n;
    }
    gate.finish();
    String result = new String(output, StandardCharsets.UTF_8);
    assertThat(pieces.toString(StandardCharsets.UTF_8)).as("in pieces").isEqualTo(result);
    boolean foreign = html.contains("<svg") || html.contains("<math");
    assertThat(foreign ? unscanned(undone(result)) : undone(result))
        .as("undone")
        .isEqualTo(foreign ? unscanned(undone(html)) : undone(html));
    if (foreign) {
      // The end of foreign content without an end tag depends on elements far away.
      return;
    }
    assertThat(loadedInBrowser(result)).as("validator.nu").isEmpty();
    assertThat(loadedByJsoup(result)).as("jsoup").isEmpty();
  }

  /**
   * Returns a text without the parts that the preload scanner and the parser read differently in
   * foreign content.
   */
  private static String unscanned(String html) {
    return html.replaceAll(
            "(?i)script|style|title|textarea|xmp|iframe|noembed|noframes|lt;|\\[CDATA\\[", "")
        .replaceAll("[^A-Za-z0-9]", "");
  }

  private static String undone(String html) {
    return html.replaceAll(" data-consent-service=\"[a-z-]*\"", "")
        .replaceAll("src=\"/consent/embed[^\"]*\" ", "")
        .replaceAll("allow=\"[^\"]*\" data-consent-allow", "allow")
        .replaceAll("about:invalid#consent[a-z-]*:", "")
        .replace("<span>twitter</span>", "")
        .replace("src=\"about:blank\" ", "")
        .replace(" type=\"text/plain\"", "")
        .replace("data-consent-", "")
        // A second attribute matters only to the preload scanner, and is removed.
        .replaceAll("\\s*(rel=stylesheet|type=image)?\\s*(?=(href|src)=//ads)", " ");
  }

  private static List<String> loadedInBrowser(String html) throws Exception {
    List<String> loaded = new ArrayList<>();
    HtmlParser parser = new HtmlParser(XmlViolationPolicy.ALLOW);
    parser.setScriptingEnabled(true);
    parser.setStreamabilityViolationPolicy(XmlViolationPolicy.ALLOW);
    parser.setContentHandler(
        new DefaultHandler() {
          @Override
          public void startElement(String uri, String name, String qName, Attributes attributes) {
            for (int i = 0; i < attributes.getLength(); i++) {
              String kind =
                  name.equals("script")
                      ? scriptKind(attributes.getValue("type"), attributes.getValue("language"))
                      : attributes.getValue("rel");
              String attribute = attributes.getLocalName(i);
              if (isHtml(uri, name)
                  && loads(name, attribute, kind == null ? "" : kind, attributes.getValue(i))) {
                loaded.add(name + " " + attribute + " " + attributes.getValue(i));
              }
            }
          }
        });
    parser.parse(new InputSource(new StringReader(html)));
    return loaded;
  }

  private static List<String> loadedByJsoup(String html) {
    List<String> loaded = new ArrayList<>();
    for (Element element : Jsoup.parse(html).getAllElements()) {
      for (Attribute attribute : element.attributes()) {
        if (isHtml(element.tag().namespace(), element.tagName())
            && loads(
                element.tagName(),
                attribute.getKey(),
                element.tagName().equals("script")
                    ? scriptKind(attribute(element, "type"), attribute(element, "language"))
                    : element.attr("rel"),
                attribute.getValue())) {
          loaded.add(element.tagName() + " " + attribute);
        }
      }
    }
    return loaded;
  }

  private static @Nullable String attribute(Element element, String name) {
    return element.hasAttr(name) ? element.attr(name) : null;
  }

  /** Returns the kind of a script; empty for a script that runs because it has no type. */
  private static String scriptKind(@Nullable String type, @Nullable String language) {
    if (type != null) {
      return type;
    }
    boolean other =
        language != null && !language.isEmpty() && !language.equalsIgnoreCase("javascript");
    return other ? "text/" + language : "";
  }

  /**
   * Returns whether the namespace is HTML. SVG and MathML elements of the same names load nothing.
   */
  private static boolean isHtml(String namespace, String name) {
    return namespace.endsWith("/xhtml") || name.equals("image");
  }

  private static boolean loads(String element, String attribute, String kind, String value) {
    boolean loading =
        switch (element.toLowerCase(Locale.ROOT)) {
          case "script" -> attribute.equals("src") && kind.isEmpty();
          case "img", "iframe", "embed", "input", "source" -> attribute.equals("src");
          case "video" -> attribute.equals("src") || attribute.equals("poster");
          case "object" -> attribute.equals("data");
          case "image" -> List.of("src", "href").contains(attribute);
          case "link" -> attribute.equals("href") && kind.equals("stylesheet");
          default -> false;
        };
    String url = value.replaceAll("[\t\n\r]", "").strip();
    return loading && HELD_BACK.matcher(url).matches();
  }
}
