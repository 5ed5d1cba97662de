package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.gate.token.EncodingDeclaration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {

  private static final String PAGE =
      "<!doctype html><html><head><title>Grüße \u20ac 日本</title></head><body>\u00fc"
          + "<img src=//ads.example/><img src=//m\u00fcnchen.example/></body></html>";

  private static final String EXPECTED =
      PAGE.replace("<head>", "<head><H>")
          .replace("<body>", "<body><B>")
          .replace("<img src=//ads", "<img data-consent-service=\"ads\" data-consent-src=//ads")
          .replace("<img src=//m", "<img data-consent-service=\"maps\" data-consent-src=//m");

  private final GateFixture fixture =
      new GateFixture(GateFixture.YAML, GateFixture.insertions("<H>", "<B>"));

  private byte[] pass(byte[] page, Charset declared, int piece) throws IOException {
    return fixture.pass(page, HtmlGate.Syntax.HTML, declared, piece);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTF-8",
        "windows-1252",
        "ISO-8859-15",
        "UTF-16LE",
        "UTF-16BE",
        "UTF-16",
        "ISO-2022-JP",
        "Shift_JIS",
        "EUC-JP",
        "GB18030",
        "Big5"
      })
  void reads_every_encoding_that_browsers_know(String name) throws IOException {
    Charset charset = Charset.forName(name.equals("UTF-16") ? "UTF-16LE" : name);
    for (int piece : new int[] {1, 3, 100_000}) {
      byte[] page = new String(PAGE.getBytes(charset), charset).getBytes(charset);
      String result = new String(pass(page, Charset.forName(name), piece), charset);
      if (charset.newEncoder().canEncode('\u00fc')) {
        assertThat(result).isEqualTo(new String(EXPECTED.getBytes(charset), charset));
      } else {
        assertThat(result).contains("data-consent-src=//ads.example").contains("<head><H>");
      }
    }
  }

  private static final String HEAD = "<script src=\"/" + "x".repeat(600) + "\"></script>";

  /** Returns where a browser finds the encoding in the first 1,024 bytes; -1 if it does not. */
  private static int declaredWithin(String page) {
    String start = page.substring(0, Math.min(1024, page.length()));
    int place = start.indexOf("<meta charset=");
    return place < 0 || start.indexOf('>', place) < 0 ? -1 : place;
  }

  private static String passed(byte[] page, @Nullable Charset declared, int piece)
      throws IOException {
    GateFixture site = new GateFixture(GateFixture.YAML, GateFixture.insertions(HEAD, ""));
    return new String(
        site.pass(page, HtmlGate.Syntax.HTML, declared, piece), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html><html><div></div><head><title>%s</title><meta charset=koi8-r><p>x",
        "<!DOCTYPE html><html><head><title>%s</title><META CHARSET = 'KOI8-R' ></head>x",
        "<html><head><meta name=x content='%s'><meta http-equiv=Content-Type"
            + " content='text/html; charset=koi8-r'></head>x",
        "<html><style>@import '//ads.example/x';/*%s*/</style><meta charset=koi8-r>",
        "<html><script src=//ads.example/x></script><!--%s--><meta charset=\"koi8-r\">",
        "<html><body><img src=//ads.example/x alt=%s><meta charset=koi8-r>",
      })
  void a_declared_encoding_stays_where_browsers_look_for_it(String form) throws IOException {
    for (int filling : new int[] {0, 100, 300, 500, 800, 879, 880, 890}) {
      byte[] page = form.replace("%s", "y".repeat(filling)).getBytes(StandardCharsets.US_ASCII);
      if (EncodingDeclaration.inMeta(page, 0, page.length) == null) {
        continue;
      }
      for (int piece : new int[] {1, 100, 100_000}) {
        byte[] out = passed(page, null, piece).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(EncodingDeclaration.inMeta(out, 0, out.length))
            .as("%d: %s", filling, new String(out, StandardCharsets.ISO_8859_1))
            .isEqualTo(Charset.forName("KOI8-R"));
      }
    }
  }

  @Test
  void a_declared_encoding_is_repeated_only_where_it_would_come_too_late() throws IOException {
    String early = "<html><head><meta charset=utf-8><title>x</title>";
    String late = "<html><head><title>" + "x".repeat(400) + "</title><meta charset=utf-8>y";
    String tooLate = "<html><head><title>" + "x".repeat(1000) + "</title><meta charset=utf-8>y";
    String edge = "<html><head><title>" + "x".repeat(977) + "</title><meta charset=utf-8>y";

    assertThat(passed(early.getBytes(), null, 9))
        .isEqualTo(early.replace("<head>", "<head>" + HEAD));
    assertThat(passed(late.getBytes(), null, 9))
        .isEqualTo(
            late.replace("<head>", "<head><meta charset=utf-8 data-consent-ui>" + HEAD) + "");
    assertThat(passed(edge.getBytes(), null, 9))
        .isEqualTo(edge.replace("<head>", "<head><meta charset=utf-8>" + HEAD));
    assertThat(passed(tooLate.getBytes(), null, 9))
        .isEqualTo(tooLate.replace("<head>", "<head>" + HEAD));
    assertThat(passed(late.getBytes(), StandardCharsets.UTF_8, 9))
        .isEqualTo(late.replace("<head>", "<head>" + HEAD));
    assertThat(declaredWithin(passed(edge.getBytes(), null, 9))).isPositive();
  }

  @Test
  void waits_for_the_encoding_although_the_page_is_flushed() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlGate gate =
        new GateFixture(GateFixture.YAML, GateFixture.insertions(HEAD, "<B>"))
            .gate(out::write, HtmlGate.Syntax.HTML, null);
    byte[] start = "<!DOCTYPE html><div></div>".getBytes();
    byte[] rest = ("<!--" + "x".repeat(500) + "--><meta charset=koi8-r>").getBytes();

    gate.write(start, 0, start.length);
    gate.flush();
    assertThat(out.size()).isZero();
    gate.write(rest, 0, rest.length);
    gate.flush();

    assertThat(declaredWithin(out.toString())).isEqualTo("<!DOCTYPE html>".length());
    gate.finish();
  }

  @Test
  void a_byte_order_mark_overrides_the_header() throws IOException {
    byte[] page = ("\ufeff" + PAGE).getBytes(StandardCharsets.UTF_16BE);
    for (int piece : new int[] {1, 100_000}) {
      String result =
          new String(pass(page, StandardCharsets.UTF_8, piece), StandardCharsets.UTF_16BE);
      assertThat(result).isEqualTo("\ufeff" + EXPECTED);
    }
  }

  @Test
  void passes_pages_of_any_length() throws IOException {
    assertThat(pass(new byte[0], StandardCharsets.UTF_8, 1)).isEmpty();
    assertThat(pass("x".getBytes(), StandardCharsets.UTF_8, 1)).isEqualTo("x".getBytes());
    assertThat(pass("x".getBytes(), StandardCharsets.UTF_16LE, 1)).hasSizeLessThan(4);
  }

  @Test
  void keeps_bytes_that_are_invalid_in_the_encoding() throws IOException {
    byte[] page = "<p>\u00fc\u00ff</p><img src=//m\u00fc.example>".getBytes("ISO-8859-1");
    assertThat(pass(page, StandardCharsets.UTF_8, 7)).isEqualTo(page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<meta charset=iso-2022-jp>",
        "<META CHARSET='ISO-2022-JP' data-consent-skip>",
        "<meta http-equiv=content-type content='text/html; charset=iso-2022-jp'>",
        "<noscript><meta charset=iso-2022-jp></noscript>"
      })
  void a_page_that_declares_too_late_that_its_markup_is_not_ascii_is_unreadable(String meta)
      throws IOException {
    String page = "<head><!--" + "x".repeat(2000) + "-->" + meta + "<title>x</title>";
    byte[] bytes = page.getBytes(StandardCharsets.US_ASCII);
    for (int piece : new int[] {1, 100_000}) {
      assertThat(pass(bytes, null, piece)).asString().startsWith("<head>").doesNotContain("<title");
    }
    assertThat(pass(bytes, StandardCharsets.UTF_8, 7)).asString().contains("<title>x</title>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<meta charset=shift_jis><meta charset=iso-2022-jp>",
        "<meta name=x content='charset=iso-2022-jp'>",
        "<meta charset=utf-16>",
        "<!--<meta charset=iso-2022-jp>-->",
        "<meta charset=iso-2022-kr>"
      })
  void a_page_whose_first_late_declaration_changes_nothing_is_read_on(String meta)
      throws IOException {
    String page = "<head><!--" + "x".repeat(2000) + "-->" + meta + "<img src=//ads.example/>";
    assertThat(pass(page.getBytes(StandardCharsets.US_ASCII), null, 7))
        .asString()
        .contains("data-consent-src=//ads.example/");
  }
}
