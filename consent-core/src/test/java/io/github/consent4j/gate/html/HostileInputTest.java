package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.gate.token.CutTag;
import io.github.consent4j.gate.token.DocumentStart;
import io.github.consent4j.gate.token.HtmlTokenizer;
import io.github.consent4j.gate.token.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate's work and memory are bounded by the length of the input, whatever it is. */
class HostileInputTest {

  private static final int LENGTH = Integer.getInteger("consent.hostile-length", 1_000_000);
  private static final int PIECE = 8192;

  /** The memory of a tag, an undecided script and a cut piece, whose arrays double. */
  private static final int MAXIMUM_RETAINED = 3 * CutTag.MAXIMUM;

  private static final String ORDINARY =
      "<div class=\"a b\"><p id=x>Some text &amp; more, <a href='/y'>a link</a><img src=/z.png>"
          + "<script>var x = 1 < 2;</script><style>p{color:red}</style><!-- c --></div>\n";

  private final GateFixture fixture = new GateFixture();

  private record Work(long steps, int retained) {}

  private Work read(String unit, String start) throws IOException {
    byte[] begin = start.getBytes(StandardCharsets.UTF_8);
    byte[] piece = unit.repeat(PIECE / unit.length() + 1).getBytes(StandardCharsets.UTF_8);
    HtmlTokenizer tokenizer = tokenizer();
    tokenizer.write(begin, 0, begin.length);
    int retained = 0;
    for (int done = 0; done < LENGTH; done += piece.length) {
      tokenizer.write(piece, 0, piece.length);
      retained = Math.max(retained, tokenizer.retained());
    }
    tokenizer.finish();
    return new Work(tokenizer.steps(), retained);
  }

  private HtmlTokenizer tokenizer() {
    TagRewriter rewriter = new TagRewriter(fixture.gates);
    rewriter.begin(
        fixture.allowed, fixture.page, StandardCharsets.UTF_8, fixture.insertions, false);
    return new HtmlTokenizer(
        rewriter,
        new Output((bytes, offset, length) -> {}),
        new DocumentStart("", ""),
        HtmlTokenizer.Syntax.HTML);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|<",
        "|<a ",
        "|</",
        "|</scr",
        "|<!--",
        "|<!",
        "|<?",
        "|x",
        "|\u0000",
        "|-",
        "|<img ",
        "|<img src=x ",
        "|<img src='",
        "|<img src=\"//ads.example/\" ",
        "|<svg>",
        "|<svg><foreignObject>",
        "|<math><mi>",
        "|</svg>",
        "|<noscript>",
        "|<template>",
        "|<iframe srcdoc='<iframe srcdoc=\"&lt;p>\">'>",
        "<a b=\"|x",
        "<a |x",
        "<a |x=y ",
        "<a |x='y'",
        "<img src=|x",
        "<img src='//|/",
        "<img src='|&amp;",
        "<img srcset='|a, ",
        "<img srcset='|,",
        "<iframe srcdoc='|&lt;iframe srcdoc=",
        "<script |x",
        "<script>|x",
        "<script>|</scr",
        "<script>|</script",
        "<script>|<!--",
        "<script><!--|<script",
        "<script><!--|-",
        "<script><!--<script>|</script",
        "<script>|adsbygoogl",
        "<script type=importmap>|\"a\":",
        "<style>|x",
        "<style>|url(",
        "<style>|url(x)",
        "<style>|'",
        "<style>|\\",
        "<style>|@import",
        "<style>|image-set(",
        "<style>|</styl",
        "<style>/*|*",
        "<title>|</titl",
        "<textarea>|<",
        "<noscript>|<p>",
        "<noscript>|</noscrip",
        "<noscript>|<p title='</noscript>",
        "<!--|-",
        "<!--|--!",
        "<![CDATA[|]]",
        "<svg><![CDATA[|]]",
        "<svg>|<p>",
        "<plaintext>|<",
        "<!doctype |x",
      })
  void works_in_linear_time(String form) throws IOException {
    long ordinary = read(ORDINARY, "").steps;
    String[] parts = form.split("\\|", 2);

    Work work = read(parts[1], parts[0]);

    assertThat(work.steps).isLessThan(3 * ordinary);
    assertThat(work.retained).isLessThanOrEqualTo(MAXIMUM_RETAINED);
  }

  @Test
  void keeps_little_of_an_ordinary_document() throws IOException {
    assertThat(read(ORDINARY, "<!doctype html>").retained).isLessThanOrEqualTo(16 * 1024);
  }
}
