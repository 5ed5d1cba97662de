package io.github.consent4j.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
      new GateFixture(GateFixture.YAML, GateFixture.replacements("<H>", "<B>"));

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

  @Test
  void believes_a_byte_order_mark_before_the_header() throws IOException {
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
  void keeps_bytes_that_are_not_of_the_encoding() throws IOException {
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
