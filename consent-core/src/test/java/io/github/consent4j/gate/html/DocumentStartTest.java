package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentStartTest {

  private final GateFixture fixture =
      new GateFixture(GateFixture.YAML, GateFixture.insertions("<H>", "<B>"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!doctype html><html><head>[H]<title>x</title></head><body class=x>[B]<p>",
        "<!DOCTYPE html>\n<title>x</title><p>|<!DOCTYPE html>\n[H]<title>x</title>[B]<p>",
        "<!-- a --><html>\n <head lang=en>[H]</head>\n<!-- b --><body>[B]</body></html>",
        "<!doctype html>[H][B]text",
        "<!doctype html>[H][B]<div>",
        "<!doctype html><html>[H]<body>[B]",
        "<!doctype html>[H]<meta charset=utf-8>\n</head>\n<script>x</script>\n[B]<p>",
        "<html><head>[H]<noscript><img></noscript><title>a<b></title></head>[B]&nbsp;<body>",
        "<html><head>[H]<template><p>x</p></template><link>[B]</body>",
        "<!doctype html>[H][B]",
        "<!doctype html>[H]<title>x</title>[B]",
        "\ufeff<!doctype html>[H][B]<p>",
        "\ufeff \n<!doctype html>[H][B]<p>",
        "<html><head>[H]</head><frameset><frame></frameset>",
        "[H]<body>[B]x",
        "<title>x</title><body>[H][B]x",
        "<html>[H]</head>[B]<p>",
        "<!doctype html></p></div>[H][B]<p><head><body>",
        "<!doctype html><html><head>[H]</head>\n[B]<<p>",
        "<p>fragment</p><div>more</div>",
        "<script>x</script>",
        "just text",
        "",
        " ",
        "<!-- only a comment -->",
        "\ufeff",
      })
  void finds_head_and_body_where_a_browser_does(String marked) throws IOException {
    becomes(marked, false);
  }

  /** Browsers read these as a document because they have requested one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n[H]<script>x</script><html><head><title>x</title></head><body>[B]x</body></html>",
        "<!-- a --><?b?>[H]<script>x</script><!doctype html><html><head></head>[B]<p>",
        "[H][B]text<!doctype html><html><head><script>x</script></head><body><p>",
        "[H][B]\u00e4<script>x</script>",
        "<html>[H]<script>x</script><head></head><body>[B]",
        "[H]<noscript><img></noscript><script>x</script>[B]<p>",
        "[H]<template><p>x</p></template>[B]<p>",
        "[H][B]<p>fragment</p><div>more</div>",
        "[H]<script>x</script>[B]",
        "\ufeff[H]<script>x</script>[B]",
        "[H][B]</br>",
        "</p>[H][B]</html>",
        "</div>[H]<script>x</script>[B]",
        "",
        " ",
        "<!-- only a comment -->",
        "<!doctype html><html><head>[H]<title>x</title></head><body class=x>[B]<p>",
      })
  void finds_both_in_whatever_is_shown_as_a_document(String marked) throws IOException {
    becomes(marked, true);
  }

  private void becomes(String marked, boolean isDocument) throws IOException {
    String expected = marked.substring(marked.indexOf('|') + 1).replace("[H]", "<H>");
    expected = expected.replace("[B]", "<B>");
    byte[] html = expected.replace("<H>", "").replace("<B>", "").getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= html.length; cut++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      HtmlGate gate =
          new HtmlGate(
              fixture.gates,
              fixture.allowed,
              fixture.page,
              fixture.insertions,
              out::write,
              HtmlGate.Syntax.HTML,
              StandardCharsets.UTF_8,
              isDocument);
      gate.write(html, 0, cut);
      gate.write(html, cut, html.length - cut);
      gate.finish();
      assertThat(out.toString(StandardCharsets.UTF_8)).as("cut at %d", cut).isEqualTo(expected);
    }
  }
}
