package io.github.consent4j.examples.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.htmlparser.jericho.Attribute;
import net.htmlparser.jericho.Attributes;
import net.htmlparser.jericho.Config;
import net.htmlparser.jericho.LoggerProvider;
import net.htmlparser.jericho.OutputDocument;
import net.htmlparser.jericho.Source;
import net.htmlparser.jericho.StartTag;
import nu.validator.htmlparser.impl.Tokenizer;
import nu.validator.htmlparser.io.Driver;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Measures other ways to do the gate's work: bytes in, the same attributes renamed, bytes out. One
 * operation is the whole corpus.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 20, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 30, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class Parsers {

  private static final String RENAMED = "data-consent-";
  private static final List<String> LOADING = List.of("src", "srcset", "href", "data", "poster");
  private static final String LOADING_ELEMENTS =
      "script, iframe, img, source, link, video, audio, embed, object, input";
  private static final Pattern LOADING_TAG =
      Pattern.compile(
          "(<(?:script|iframe|img|source|link|video|audio|embed|object|input)\\b[^>]*?\\s)"
              + "((?:src|srcset|href|data|poster)\\s*=\\s*[\"']?\\s*([^\"'\\s>]+))",
          Pattern.CASE_INSENSITIVE);

  private final ThirdParties thirdParties = new ThirdParties(200);
  private Corpus corpus = new Corpus(List.of());

  @Setup
  public void read() throws IOException {
    Config.LoggerProvider = LoggerProvider.DISABLED;
    corpus = Corpus.read();
  }

  /** Measures decoding and encoding alone, which every solution on strings needs. */
  @Benchmark
  public int decodeAndEncode() {
    int written = 0;
    for (byte[] page : corpus.pages()) {
      String text = new String(page, StandardCharsets.UTF_8);
      written += text.getBytes(StandardCharsets.UTF_8).length;
    }
    return written;
  }

  @Benchmark
  public int regularExpressions() {
    int written = 0;
    for (byte[] page : corpus.pages()) {
      Matcher tags = LOADING_TAG.matcher(new String(page, StandardCharsets.UTF_8));
      StringBuilder changed = new StringBuilder();
      while (tags.find()) {
        String change = thirdParties.own(tags.group(3)) ? RENAMED : "";
        tags.appendReplacement(
            changed, Matcher.quoteReplacement(tags.group(1) + change + tags.group(2)));
      }
      tags.appendTail(changed);
      written += changed.toString().getBytes(StandardCharsets.UTF_8).length;
    }
    return written;
  }

  @Benchmark
  public int jsoup() throws IOException {
    int written = 0;
    for (byte[] page : corpus.pages()) {
      Document document = Jsoup.parse(new ByteArrayInputStream(page), "UTF-8", "");
      document.outputSettings().prettyPrint(false);
      for (Element element : document.select(LOADING_ELEMENTS)) {
        rename(element);
      }
      written += document.outerHtml().getBytes(StandardCharsets.UTF_8).length;
    }
    return written;
  }

  private void rename(Element element) {
    for (String name : LOADING) {
      String url = element.attr(name);
      if (!url.isEmpty() && thirdParties.own(url)) {
        element.removeAttr(name).attr(RENAMED + name, url);
      }
    }
  }

  @Benchmark
  public int jericho() {
    int written = 0;
    for (byte[] page : corpus.pages()) {
      Source source = new Source(new String(page, StandardCharsets.UTF_8));
      OutputDocument output = new OutputDocument(source);
      for (StartTag tag : source.getAllStartTags()) {
        rename(tag, output);
      }
      written += output.toString().getBytes(StandardCharsets.UTF_8).length;
    }
    return written;
  }

  private void rename(StartTag tag, OutputDocument output) {
    Attributes attributes = tag.getAttributes();
    if (attributes == null) {
      return;
    }
    for (Attribute attribute : attributes) {
      String url = attribute.getValue();
      if (url != null && LOADING.contains(attribute.getKey()) && thirdParties.own(url)) {
        output.insert(attribute.getBegin(), RENAMED);
      }
    }
  }

  /** Finds tags and changes nothing. Its main loop is too long for the compiler. */
  @Benchmark
  public int validatorNu() throws IOException, SAXException {
    return tokenize();
  }

  @Benchmark
  @Fork(value = 2, jvmArgsAppend = "-XX:-DontCompileHugeMethods")
  public int validatorNuCompiled() throws IOException, SAXException {
    return tokenize();
  }

  private int tokenize() throws IOException, SAXException {
    TagCount tags = new TagCount();
    for (byte[] page : corpus.pages()) {
      InputSource source = new InputSource(new ByteArrayInputStream(page));
      source.setEncoding("UTF-8");
      new Driver(new Tokenizer(tags)).tokenize(source);
    }
    return tags.count();
  }
}
