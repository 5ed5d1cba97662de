package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.gate.rule.HtmlRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StyleGateTest {

  private static final String HELD = "about:invalid#consent-ads:";
  private static final String OTHER = "about:invalid#consent:";

  private final GateFixture fixture = new GateFixture();

  private byte[] pass(byte[] css, @Nullable Charset charset, int... cuts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StyleGate gate =
        new StyleGate(fixture.rules, fixture.allowed, fixture.page, out::write, charset);
    int from = 0;
    for (int cut : cuts) {
      gate.write(css, from, cut - from);
      from = cut;
    }
    gate.write(css, from, css.length - from);
    gate.finish();
    assertThat(gate.holds()).isNotEqualTo(Arrays.equals(out.toByteArray(), css));
    return out.toByteArray();
  }

  private void becomes(String css, String expected) throws IOException {
    becomes(css.getBytes(StandardCharsets.UTF_8), null, expected.getBytes(StandardCharsets.UTF_8));
  }

  private void becomes(byte[] css, @Nullable Charset charset, byte[] expected) throws IOException {
    assertThat(pass(css, charset)).isEqualTo(expected);
    for (int cut = 0; cut <= css.length; cut++) {
      assertThat(pass(css, charset, cut)).as("cut at %d", cut).isEqualTo(expected);
    }
    int[] everywhere = new int[css.length];
    for (int i = 0; i < css.length; i++) {
      everywhere[i] = i;
    }
    assertThat(pass(css, charset, everywhere)).as("byte by byte").isEqualTo(expected);
  }

  /** The place of the insertion is marked with a pilcrow. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "@import url(¶//ads.example/x.css);a{b:c}",
        "@charset \"utf-8\";@import '¶//ads.example/x.css' layer(x);",
        "\ufeff@import \"¶//ads.example/x.css\";",
        "@font-face{font-family:x;src:url(¶https://ads.example/f.woff2)format('woff2'),url(own)}",
        "a{background:u\\72l(¶//ads.example/x.png)}",
        "a{background:url(¶//ads.example/x.png",
        "@import '¶//ads.example/x.css",
        "\u00e4{b:url(/own)}@media print{a{b:image-set('¶//ads.example/1' 1x)}}",
        "<!-- @import '¶//ads.example/x.css'; -->",
        "</style>a{b:url(¶//ads.example/)}",
        "a{b:url(&¶//ads.example/)}b{c:url(¶//ads.example/&#38;)}",
      })
  void disarms_what_a_style_sheet_loads_wherever_it_is_cut(String css) throws IOException {
    String marked = css.replace("&¶", "&");
    becomes(marked.replace("¶", ""), marked.replace("¶", HELD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "@charset \"",
        "@charset \"iso-8859-1\";a{b:c}",
        "a{b:url(own.png)}/* @import '//ads.example/'; */@import 'own.css';",
        "@import 'data:text/css,a{b:url(own.png)}';",
        "a{b:url(data:text/css,@import '//ads.example/';)}",
        "\ufeff\u00e4::before{content:'//ads.example/'}",
      })
  void does_not_change_a_style_sheet_without_blocked_urls(String css) throws IOException {
    becomes(css, css);
  }

  @Test
  void reads_sheets_that_stand_in_the_urls_of_imports() throws IOException {
    String inner = "@import url(//ads.example/x.css);";
    String base64 = Base64.getEncoder().encodeToString(inner.getBytes(StandardCharsets.UTF_8));
    becomes(
        "@import \"data:text/css," + inner + "\";a{b:c}",
        "@import \"" + HELD + "data:text/css," + inner + "\";a{b:c}");
    becomes(
        "@import url( data:text/css;base64," + base64 + ");",
        "@import url( " + HELD + "data:text/css;base64," + base64 + ");");
    String twice = "data:text/css,@import%20%22data:text/css,@import%2520%27//ads.example/%27;%22;";
    becomes("@import '" + twice + "';", "@import '" + HELD + twice + "';");
    becomes(
        "@import ' da\\9 ta:text/css,@import \"//ads.example/\";';",
        "@import '" + HELD + " da\\9 ta:text/css,@import \"//ads.example/\";';");
  }

  @Test
  void blocks_style_sheets_in_urls_that_cannot_be_read() throws IOException {
    String wide =
        Base64.getEncoder()
            .encodeToString("@import '//ads.example/';".getBytes(StandardCharsets.UTF_16));
    becomes(
        "@import 'data:text/css;base64," + wide + "';",
        "@import '" + OTHER + "data:text/css;base64," + wide + "';");
    String deep = "a{b:c}";
    for (int i = 0; i < 5; i++) {
      deep = "@import 'data:text/css," + deep.replace("%", "%25").replace("'", "%27") + "';";
    }
    becomes(deep, deep.replaceFirst("'", "'" + OTHER));
    String large = "@import 'data:text/css,/*" + "x".repeat(CssUrlText.MAXIMUM_SHEET) + "*/';";
    byte[] passed = pass(large.getBytes(StandardCharsets.UTF_8), null, 20, 40_000);
    assertThat(new String(passed, StandardCharsets.UTF_8))
        .isEqualTo(large.replaceFirst("'", "'" + OTHER));
  }

  @Test
  void reads_a_style_sheet_in_every_encoding_that_browsers_know() throws IOException {
    String css = "/* \u30bd */a{b:'\u30bd'}@import '¶//ads.example/x.css';";
    String held = css.replace("¶", HELD);
    String plain = css.replace("¶", "");
    for (String name : List.of("UTF-16LE", "UTF-16BE", "Shift_JIS", "ISO-2022-JP", "EUC-JP")) {
      Charset charset = Charset.forName(name);
      becomes(plain.getBytes(charset), charset, held.getBytes(charset));
    }
    Charset jis = Charset.forName("windows-31j");
    becomes(
        ("@charset \"shift_jis\";" + plain).getBytes(jis),
        null,
        ("@charset \"shift_jis\";" + held).getBytes(jis));
    for (Charset wide : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      becomes(plain.getBytes(wide), null, held.getBytes(wide));
      byte[] marked = ("\ufeff" + plain).getBytes(wide);
      becomes(marked, StandardCharsets.UTF_8, ("\ufeff" + held).getBytes(wide));
    }
  }

  @Test
  void reports_nothing_while_it_only_analyses() throws IOException {
    List<String> told = new ArrayList<>();
    HtmlRules rules =
        HtmlRules.of(fixture.rules.policy(), (kind, host, service) -> told.add(kind + " " + host));
    byte[] css =
        "a{b:url(//other.example/)}@import '//ads.example/';".getBytes(StandardCharsets.UTF_8);
    StyleGate looking = StyleGate.looking(rules, fixture.allowed, fixture.page, null);
    looking.write(css, 0, 30);
    assertThat(looking.holds()).isFalse();
    assertThat(looking.hasFindings()).isTrue();
    looking.write(css, 30, css.length - 30);
    looking.finish();
    assertThat(looking.holds()).isTrue();
    assertThat(told).isEmpty();
    StyleGate gate =
        new StyleGate(rules, fixture.allowed, fixture.page, (bytes, from, n) -> {}, null);
    gate.write(css, 0, css.length);
    gate.finish();
    assertThat(told).containsExactly("UNDECLARED other.example", "HELD_BACK ads.example");
  }
}
