package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.gate.html.HtmlGate.Syntax;
import io.github.consent4j.gate.token.EncodingDeclaration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Markup is inserted into the head of a document, and no other byte changes. */
class HeadInsertionTest {

  private static final String TAG = "<script src=/t.js async></script>";

  private static byte[] passed(
      byte[] bytes, int cut, Syntax syntax, @Nullable Charset charset, boolean isDocument)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HeadInsertion insertion =
        new HeadInsertion(TAG, syntax, charset, isDocument, (b, at, n) -> out.write(b, at, n));
    insertion.write(bytes, 0, cut);
    insertion.write(bytes, cut, bytes.length - cut);
    insertion.finish();
    return out.toByteArray();
  }

  /**
   * Asserts that the markup stands at the mark, however the document is cut, and that the growth is
   * known before.
   */
  private static void assertPut(
      String marked, Charset written, Syntax syntax, @Nullable Charset charset, boolean isDocument)
      throws IOException {
    byte[] bytes = marked.replace("[H]", "").getBytes(written);
    byte[] expected = marked.replace("[H]", TAG).getBytes(written);
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(passed(bytes, cut, syntax, charset, isDocument))
          .as("cut at %d", cut)
          .isEqualTo(expected);
    }
    HeadInsertion insertion = new HeadInsertion(TAG, syntax, charset, isDocument, (b, at, n) -> {});
    assertThat(insertion.growth(bytes, bytes.length, true))
        .isEqualTo(expected.length - bytes.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!doctype html><html><head>[H]<title>x</title></head><body class=x><p>",
        "<!DOCTYPE html>\n[H]<title>x</title><p>",
        "<!-- a -- > --><html>\n <head lang=en data-x='>' y = \">\">[H]</head>\n<body></body>",
        "<!doctype html>[H]text",
        "<!doctype html>[H]<div>",
        "<!doctype html><html>[H]<body>",
        "<!doctype html>[H]<meta charset=utf-8>\n</head>\n<script>x</script>\n<p>",
        "<!doctype html>[H]<script>document.write('<head>')</script>",
        "\ufeff \n<!doctype html>[H]<p>",
        "<html class=head><!--[if IE]><head><![endif]--><head>[H]</head><frameset><frame>",
        "[H]<body>x",
        "[H]<frameset><frame></frameset>",
        "<html>[H]</head><p>",
        "<!doctype html></p></div>[H]<p><head><body>",
        "<!doctype html><html><head>[H]</head>\n<<p>",
        "<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0' 'x'><html><head>[H]",
        "<!doctype html><!-->[H]<p>-->",
        "<!doctype html><!--->[H]<p>-->",
        "<!doctype html><!-- a --!>[H]<p>-->",
        "<!doctype html><header>",
        "<p>fragment</p><div>more</div>",
        "<li>one<li>two",
        "<script>x</script>",
        "<title>x</title>",
        "just text <html><head>",
        "  head> <p>",
        "",
        " ",
        "<!-- only a comment -->",
        "<!doctype html>",
        "\ufeff",
      })
  void the_insertion_stands_where_the_head_begins_in_a_browser(String marked) throws IOException {
    String expected =
        marked.equals("<!doctype html><header>") ? "<!doctype html>[H]<header>" : marked;
    assertPut(expected, StandardCharsets.UTF_8, Syntax.HTML, StandardCharsets.UTF_8, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[H]<p>",
        "[H]text",
        " [H]<script>x</script>",
        "<!-- a -->[H]<title>",
        "<head>[H]"
      })
  void a_known_document_needs_no_tag_of_the_head(String marked) throws IOException {
    assertPut(marked, StandardCharsets.UTF_8, Syntax.HTML, StandardCharsets.UTF_8, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void a_document_in_utf_16_is_put_into_in_utf_16(String name) throws IOException {
    Charset charset = Charset.forName(name);
    String document = "<!doctype html>\n<html><head>[H]<title>\u4e00\u013c</title><p>\u3c00";
    assertPut(document, charset, Syntax.HTML, charset, false);
    assertPut('\ufeff' + document, charset, Syntax.HTML, null, false);
    assertPut('\ufeff' + document, charset, Syntax.HTML, StandardCharsets.UTF_8, false);
    assertPut("\u3c00<p>", charset, Syntax.HTML, charset, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<?xml version=\"1.0\"?>\n<!DOCTYPE html [<!ENTITY a \"<b>\">]><html xmlns='x'>\n<head>[H]<title/>",
        "<html xmlns='x'><head a='>'>[H]</head>",
        "<html xmlns='x'><head/><body/></html>",
        "<html xmlns='x'><body/></html>",
        "<html xmlns='x'>text",
        "<svg xmlns='x'><head>",
      })
  void in_xml_no_tag_is_ever_missing(String marked) throws IOException {
    assertPut(marked, StandardCharsets.UTF_8, Syntax.XML, StandardCharsets.UTF_8, true);
  }

  /** Browsers look for it in the first 1,024 bytes. */
  @ParameterizedTest
  @ValueSource(ints = {0, 900, 960, 970, 980, 990, 1000, 1010})
  void an_encoding_that_the_document_declares_stays_where_browsers_look_for_it(int before)
      throws IOException {
    String head = "<!doctype html><head><!--" + "x".repeat(before - Math.min(before, 30)) + "-->";
    byte[] page =
        (head + "<meta charset=windows-1251><title>" + "y".repeat(2000)).getBytes("windows-1251");
    boolean isFound = EncodingDeclaration.inMeta(page, 0, page.length) != null;

    byte[] passed = passed(page, page.length, Syntax.HTML, null, false);

    assertThat(EncodingDeclaration.inMeta(passed, 0, passed.length) != null).isEqualTo(isFound);
  }

  @Test
  void a_flush_writes_what_only_waits_for_a_declaration() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HeadInsertion insertion =
        new HeadInsertion(TAG, Syntax.HTML, null, false, (b, at, n) -> out.write(b, at, n));
    byte[] start = "<!doctype html><head><title>x</title>".getBytes(StandardCharsets.US_ASCII);
    insertion.write(start, 0, start.length);
    assertThat(out.size()).isZero();

    insertion.flush();

    assertThat(out.toString(StandardCharsets.US_ASCII))
        .isEqualTo("<!doctype html><head>" + TAG + "<title>x</title>");
  }

  @Test
  void a_document_that_never_begins_does_not_wait_for_ever() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HeadInsertion insertion =
        new HeadInsertion(
            TAG, Syntax.HTML, StandardCharsets.UTF_8, true, (b, at, n) -> out.write(b, at, n));
    byte[] comment = ("<!--" + "x".repeat(1000)).getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 20; i++) {
      insertion.write(comment, 0, comment.length);
    }
    assertThat(out.size()).isEqualTo(20 * comment.length);
  }
}
