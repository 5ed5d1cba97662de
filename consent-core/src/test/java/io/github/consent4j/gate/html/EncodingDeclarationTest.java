package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.gate.TestData;
import io.github.consent4j.gate.token.EncodingDeclaration;
import io.github.consent4j.gate.token.EncodingLabel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingDeclarationTest {

  private final GateFixture fixture = new GateFixture();

  private static @Nullable Charset meta(String html) {
    byte[] bytes = html.getBytes(StandardCharsets.ISO_8859_1);
    return EncodingDeclaration.inMeta(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "<meta charset=iso-8859-2>, ISO-8859-2",
        "<META\tCHARSET = 'ISO-8859-2' >, ISO-8859-2",
        "<meta/charset=\"Shift_JIS\"/>, windows-31j",
        "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>, KOI8-R",
        "<meta content='text/html; charset = \"koi8-r\"' http-equiv=content-type>, KOI8-R",
        "<!-- > <meta charset=big5> --><meta charset=iso-2022-jp>, ISO-2022-JP",
        "<!--><meta charset=euc-jp>, EUC-JP",
        "<p title='<meta charset=big5>'><meta charset=euc-jp>, EUC-JP",
        "<!doctype '><meta charset=euc-jp>, EUC-JP",
        "<meta charset=utf-16>, UTF-8",
        "<meta charset=utf-16be>, UTF-8",
        "<meta charset=unicode>, UTF-8",
        "<meta charset=latin1>, windows-1252",
        "<meta charset=x-user-defined>, windows-1252",
        "<meta charset=nonsense><meta charset=euc-jp>, EUC-JP",
        "<meta charset=euc-jp charset=big5>, EUC-JP",
        "</ <meta charset=big5>><meta charset=euc-jp>, EUC-JP",
      })
  void a_meta_element_declares_the_encoding(String html, String encoding) {
    assertThat(meta(html)).isEqualTo(Charset.forName(encoding));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<meta charset=",
        "<meta charset=euc-jp",
        "<meta charset='euc-jp",
        "<metacharset=euc-jp>",
        "<meta content='text/html; charset=euc-jp'>",
        "<meta http-equiv=refresh content='text/html; charset=euc-jp'>",
        "<!-- <meta charset=euc-jp>",
        "<!-- -- > <meta charset=euc-jp>",
        "<p title='<meta charset=euc-jp>'>",
        "<meta charset=utf-7>",
        "<meta charset=utf-32>",
        "<meta charset=ibm037>",
        "<meta charset=iso-2022-kr>",
        "<meta charset='a b'>",
      })
  void nothing_else_does(String html) {
    assertThat(meta(html)).isNull();
  }

  @Test
  void a_declaration_behind_the_first_bytes_does_not_count() {
    assertThat(meta("x".repeat(1000) + "<meta charset=big5>")).isNotNull();
    assertThat(meta("x".repeat(1010) + "<meta charset=big5>")).isNull();
  }

  @Test
  void agrees_with_the_tests_of_html5lib() throws IOException {
    int tests = 0;
    for (String file : new String[] {"tests1.dat", "tests2.dat"}) {
      Path path = TestData.folder("html5lib").resolve("encoding").resolve(file);
      String all = Files.readString(path, StandardCharsets.ISO_8859_1);
      for (String test : all.split("(?m)^#data\n")) {
        int at = test.indexOf("\n#encoding\n");
        boolean marked = test.startsWith("\u00ef\u00bb\u00bf");
        // Some parsers search the whole document for it.
        boolean late = at > EncodingDeclaration.PRESCANNED;
        if (at >= 0 && !marked && !late) {
          String wanted = test.substring(at).split("\n")[2].strip();
          byte[] bytes = test.substring(0, at).getBytes(StandardCharsets.ISO_8859_1);
          Charset told = EncodingDeclaration.inMeta(bytes, 0, bytes.length);
          told = told == null ? EncodingDeclaration.inXml(bytes, 0, bytes.length) : told;
          assertThat(told == null ? EncodingLabel.encoding("windows-1252") : told)
              .as(test)
              .isEqualTo(EncodingLabel.encoding(wanted));
          tests++;
        }
      }
    }
    assertThat(tests).isGreaterThan(70);
  }

  private String pass(byte[] page, Charset read, HtmlGate.Syntax syntax, int piece)
      throws IOException {
    return new String(fixture.pass(page, syntax, null, piece), read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "windows-1252", "windows-31j", "ISO-2022-JP", "GBK", "EUC-JP"})
  void hosts_are_read_in_the_encoding_that_the_document_declares(String name) throws IOException {
    Charset charset = Charset.forName(name);
    // Some charsets, such as ISO-2022-JP, have no ü. These letters from beyond ASCII are in all of
    // them.
    String host =
        charset.newEncoder().canEncode('ü') ? "münchen" : "\uff4d\uff45\uff44\uff49\uff41";
    String html =
        "<!doctype html><meta charset="
            + name
            + "><img src=//"
            + host
            + ".example/>"
            + "<img src=//\uff41ds.example/>"
                .repeat(charset.newEncoder().canEncode('\uff41') ? 1 : 0)
            + "x".repeat(2000);
    byte[] page = html.getBytes(charset);
    for (int piece : new int[] {1, 100, 1023, 10_000}) {
      String result = pass(page, charset, HtmlGate.Syntax.HTML, piece);
      assertThat(result.replace(" data-consent-service=\"maps\" data-consent-", " "))
          .isEqualTo(
              html.replace(
                  "<img src=//\uff41",
                  "<img data-consent-service=\"ads\" data-consent-src=//\uff41"));
      assertThat(result.contains("\"maps\"")).isEqualTo(host.startsWith("mü"));
    }
  }

  @Test
  void an_xml_document_declares_it_in_its_first_line() throws IOException {
    String xml =
        "<?xml version='1.0' encoding='ISO-8859-1'?><html><img src='//m\u00fcnchen.example/'/></html>";
    for (int piece : new int[] {1, 10_000}) {
      assertThat(
              pass(
                  xml.getBytes(StandardCharsets.ISO_8859_1),
                  StandardCharsets.ISO_8859_1,
                  HtmlGate.Syntax.XML,
                  piece))
          .contains("data-consent-service=\"maps\"");
    }
  }

  @Test
  void a_document_that_declares_nothing_streams_after_its_first_bytes() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlGate gate = fixture.gate(out::write, HtmlGate.Syntax.HTML, null);
    byte[] page = "<p>x</p>".repeat(200).getBytes(StandardCharsets.US_ASCII);
    gate.write(page, 0, 1000);
    assertThat(out.size()).isZero();
    gate.write(page, 1000, 30);
    assertThat(out.size()).isBetween(1020, 1030);
    HtmlGate flushed = fixture.gate(out::write, HtmlGate.Syntax.HTML, null);
    flushed.write(page, 0, 100);
    flushed.flush();
    assertThat(out.size()).isBetween(1120, 1130);
    out.reset();
    gate = fixture.gate(out::write, HtmlGate.Syntax.HTML, null);
    gate.write(page, 0, 1030);
    gate.write(page, 1030, page.length - 1030);
    gate.finish();
    assertThat(out.toByteArray()).isEqualTo(page);
  }

  @Test
  void a_byte_order_mark_overrides_the_header_and_the_header_overrides_the_document()
      throws IOException {
    String html = "\ufeff<meta charset=iso-8859-1><img src=//m\u00fcnchen.example/>";
    assertThat(
            pass(
                html.getBytes(StandardCharsets.UTF_8),
                StandardCharsets.UTF_8,
                HtmlGate.Syntax.HTML,
                1))
        .contains("\"maps\"");
    assertThat(fixture.pass(html.substring(1))).contains("\"maps\"");
  }
}
