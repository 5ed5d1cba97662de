package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.CspMode;
import io.github.consent4j.policy.Enforcement;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Problem;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Mistakes that an operator without programming experience makes in a policy, and their messages.
 */
class OperatorMistakesTest {

  private static final Catalogue CATALOGUE = BuiltInCatalogue.load();

  private static final String YAML =
      """
      site:
        name: My site
        privacy-policy: /privacy
      languages: [en, de]
      categories:
        necessary:      { required: true }
        statistics:     { services: [econda] }
        external-media: { services: [youtube, vimeo] }
      services:
        vimeo:
          name: Vimeo
          provider: { name: "Vimeo.com, Inc.", country: US, privacy-policy: https://vimeo.com/privacy }
          purpose: { en: Shows videos., de: Zeigt Videos. }
          stores:
            - { name: vuid, domain: .vimeo.com, lifetime: P2Y, purpose: Recognises the browser. }
          loads:
            hosts: [player.vimeo.com, "*.vimeocdn.com"]
      """;

  @Test
  void the_file_without_mistakes_is_accepted() {
    assertThat(problems(YAML)).isEmpty();
  }

  @Test
  void a_line_that_is_indented_like_none_above() {
    assertOnly(
        with("  privacy-policy: /privacy\n", " privacy-policy: /privacy\n"),
        "consent.yaml:3:2: not YAML: this line is indented like none above it; keys that belong"
            + " together begin in the same column");
  }

  @Test
  void a_line_that_is_indented_too_far() {
    assertOnly(
        with("  privacy-policy: /privacy\n", "    privacy-policy: /privacy\n"),
        "consent.yaml:3:19: not YAML: this ':' is in the wrong place; either the line is indented"
            + " further than the one above, or a text that goes on here needs quotes");
  }

  @Test
  void a_tab() {
    assertOnly(
        with("  name: My site", "\tname: My site"),
        "consent.yaml:2:1: not YAML: a tab; use spaces instead");
  }

  @Test
  void a_colon_in_a_text() {
    assertOnly(
        with("My site", "My site: the best"),
        "consent.yaml:2:16: not YAML: a text with ': ' in it needs quotes");
  }

  @Test
  void no_space_after_a_colon() {
    assertOnly(
        with("name: My site", "name:My site"),
        "consent.yaml:2:7: not YAML: a space is missing after ':'");
  }

  @Test
  void an_apostrophe_in_single_quotes() {
    assertOnly(
        with("My site", "'Peter's site'"),
        "consent.yaml:2:16: not YAML: the text ended at the quote before this; put a text with an"
            + " apostrophe in \"double quotes\"");
  }

  @Test
  void a_bracket_that_is_not_closed() {
    assertOnly(
        with("[en, de]", "[en, de"),
        "consent.yaml:4:12: not YAML: this '[' is not closed, or a comma is missing after it");
  }

  @Test
  void a_colour_without_quotes_between_braces() {
    assertOnly(
        YAML + "look:\n  colors: { accent: #9a0035 }\n",
        "consent.yaml:19:11: not YAML: this '{' is not closed, or a comma is missing after it; a"
            + " text with # in it needs quotes, because # begins a comment");
  }

  @Test
  void a_missing_comma() {
    assertOnly(
        with("US, privacy", "US privacy"),
        "consent.yaml:12:15: not YAML: this '{' is not closed, or a comma is missing after it,"
            + " before 'privacy-policy'");
  }

  @Test
  void a_star_without_quotes() {
    assertOnly(
        with("\"*.vimeocdn.com\"", "*.vimeocdn.com"),
        "consent.yaml:17:33: not YAML: a text that begins with * needs quotes");
    assertOnly(
        with("\"*.vimeocdn.com\"", "*vimeocdn"),
        "consent.yaml:17:33: not YAML: a text that begins with * needs quotes");
    assertOnly(
        with("name: Vimeo\n", "name: @Vimeo\n"),
        "consent.yaml:11:11: not YAML: a text that begins with @ needs quotes");
  }

  @Test
  void a_quote_that_is_not_closed() {
    assertOnly(
        YAML + "revision: \"2026\n",
        "consent.yaml:18:11: not YAML: the quote that opens here is not closed");
  }

  @Test
  void a_key_without_its_colon() {
    assertOnly(
        with("languages: [en, de]", "languages"),
        "consent.yaml:4:1: not YAML: a ':' is missing after this word");
  }

  @Test
  void an_equals_sign_instead_of_a_colon() {
    assertOnly(
        YAML + "revision = x\n",
        "consent.yaml:18:1: not YAML: a ':' is missing after this word, in place of" + " '='");
  }

  @Test
  void signs_that_mean_something_else_at_the_beginning() {
    assertOnly(
        YAML + "revision: ? x\n",
        "consent.yaml:18:11: not YAML: a text that begins with ? needs quotes");
    assertOnly(
        YAML + "revision: !!java/lang.String x\n",
        "consent.yaml:18:11: not YAML: a text that begins with ! needs quotes");
  }

  @Test
  void a_backslash_in_double_quotes() {
    assertThat(problems(with("\"Vimeo.com, Inc.\"", "\"Vimeo\\com\"")))
        .singleElement()
        .asString()
        .startsWith("consent.yaml:12:")
        .contains("not YAML: in double quotes \\ means something else; use 'single quotes'");
  }

  @Test
  void two_documents_in_one_file() {
    assertOnly(
        with("languages:", "---\nlanguages:"),
        "consent.yaml:4:1: not YAML: --- begins a second file within this one; remove it");
  }

  @Test
  void a_file_in_an_older_encoding() {
    assertOnly(
        with("Zeigt Videos", "Zeigt schöne Videos"),
        StandardCharsets.ISO_8859_1,
        "consent.yaml:13:48: not UTF-8: save the file in this encoding");
  }

  @Test
  void a_file_in_utf_16() {
    assertOnly(
        YAML,
        StandardCharsets.UTF_16,
        "consent.yaml:1:1: not UTF-8: save the file in this encoding");
    assertThat(problems(YAML.getBytes(StandardCharsets.UTF_16LE)))
        .containsExactly(
            "consent.yaml:1:2: the character U+0000 has no place in a text; remove it");
  }

  @Test
  void a_byte_order_mark_is_accepted() {
    assertThat(problems("\ufeff" + YAML)).isEmpty();
    assertOnly(
        "\ufeff" + with("site:\n", "sit:\n"),
        "consent.yaml:1:1: unknown key 'sit' in the file; did you mean 'site'?");
  }

  @Test
  void an_invisible_character() {
    assertOnly(
        with("My site", "My\u0000 site"),
        "consent.yaml:2:11: the character U+0000 has no place in a text; remove it");
    assertThat(problems(with("  privacy-policy: /privacy\n", "\u00a0\u00a0privacy-policy: /x\n")))
        .anySatisfy(
            one ->
                assertThat(one)
                    .startsWith("consent.yaml:3:1: ")
                    .endsWith("; the character U+00A0 is no ordinary space: write spaces anew"));
  }

  @Test
  void quotes_of_a_word_processor() {
    assertThat(problems(with("\"Vimeo.com, Inc.\"", "„Vimeo.com, Inc.“")))
        .singleElement()
        .asString()
        .isEqualTo(
            "consent.yaml:12:23: only the quotes \" and ' count, not „ as word processors write it;"
                + " write the quotes anew");
  }

  @Test
  void a_comma_in_a_text_between_braces() {
    String hint = "a text with a comma needs quotes, as in { en: \"Yes, please\" }";
    assertOnly(
        with("{ en: Shows videos., de:", "{ en: Shows videos, which track you., de:"),
        "consent.yaml:13:34: 'which track you.' is not a language tag such as 'en'; the texts of"
            + " 'purpose' stand behind one each: "
            + hint);
    assertOnly(
        with("{ en: Shows videos., de:", "{ en: Tracks, no, de:"),
        "consent.yaml:13:28: 'no' of 'purpose' has no text; " + hint);
    assertOnly(
        with("purpose: Recognises the browser. }", "purpose: Recognises browsers, of course }"),
        "consent.yaml:15:88: unknown key 'of course' in an item of 'stores'; known are"
            + " cap-lifetime, domain, http-only, kind, lifetime, name, necessity, on-block, path,"
            + " purpose, same-site, secure, set-by; "
            + hint);
  }

  @Test
  void a_host_with_a_fragment() {
    assertOnly(
        with("[player.vimeo.com,", "[\"player.vimeo.com/#x\","),
        "consent.yaml:17:15: 'player.vimeo.com/#x' holds nothing back: what follows '#' never"
            + " leaves the browser; remove it");
  }

  @Test
  void an_empty_file() {
    String message =
        "consent.yaml:1:1: the file is empty; it must hold the keys 'site' and" + " 'categories'";
    assertOnly("", message);
    assertOnly("# site:\n", message);
  }

  @Test
  void a_list_or_a_text_instead_of_keys() {
    assertOnly(
        "- site\n- categories\n",
        "consent.yaml:1:1: the file must hold the keys 'site' and 'categories', not a"
            + " list: write 'site:', without '-'");
    assertOnly("site", "consent.yaml:1:1: the file must hold the keys 'site' and 'categories'");
    assertOnly(
        with(
            """
              necessary:      { required: true }
              statistics:     { services: [econda] }
              external-media: { services: [youtube, vimeo] }
            services:
            """,
            "  - necessary\n  - statistics\nservices:\n"),
        "consent.yaml:6:3: 'categories' must be keys, each with a value, not a list: write"
            + " 'key: value', without '-'");
    assertOnly(
        YAML + "look: calm\n",
        "consent.yaml:18:7: 'look' must be keys, each with a value, such as { key: value }");
  }

  @Test
  void a_list_or_a_text_whose_meaning_is_clear() {
    assertThat(problems(with("{ services: [youtube, vimeo] }", "[youtube, vimeo]")))
        .contains(
            "consent.yaml:8:19: category 'external-media' must be keys, each with a value, such as"
                + " { services: [a, b] }");
    assertOnly(
        with(
            "{ name: \"Vimeo.com, Inc.\", country: US, privacy-policy: https://vimeo.com/privacy }",
            "Vimeo"),
        "consent.yaml:12:15: 'provider' must be keys, each with a value, such as { name: Example"
            + " Ltd }");
    assertThat(problems(with("[youtube, vimeo]", "youtube vimeo")))
        .anySatisfy(
            one ->
                assertThat(one)
                    .startsWith("consent.yaml:8:31: unknown service 'youtube vimeo'; ")
                    .endsWith("; a list stands in brackets, as in [a, b]"));
    assertThat(problems(with("[player.vimeo.com, \"*.vimeocdn.com\"]", "a.example, b.example")))
        .singleElement()
        .asString()
        .startsWith("consent.yaml:17:14: 'a.example, b.example' is no host: ")
        .endsWith("; a list stands in brackets, as in [a, b]");
  }

  @Test
  void an_empty_key_that_would_block_something() {
    assertOnly(
        with(" [player.vimeo.com, \"*.vimeocdn.com\"]", ""),
        "consent.yaml:17:7: 'hosts' is empty; name what is meant, or remove the line");
    assertOnly(
        YAML + "    marks:\n",
        "consent.yaml:18:5: 'marks' is empty; name what is meant, or remove the line");
  }

  @Test
  void a_cookie_with_a_name_that_no_cookie_has() {
    for (String name : List.of("vuid=1", "vu id", "a;b")) {
      assertOnly(
          with("vuid", '"' + name + '"'),
          "consent.yaml:15:17: '" + name + "' is not a name of a cookie: no space, no = , ;");
    }
    assertThat(problems(with("name: vuid,", "name: \"vu id\", kind: local-storage,"))).isEmpty();
  }

  @Test
  void keys_instead_of_a_list() {
    assertOnly(
        with("      - { name: vuid", "      { name: vuid"),
        "consent.yaml:15:7: 'stores' must be a list: write '- ' before each item");
    assertOnly(
        with("{ services: [econda] }", "{ services: { econda: } }"),
        "consent.yaml:7:31: 'services' must be a list such as [a, b]");
  }

  @Test
  void a_host_that_is_an_address() {
    String expected =
        " is no host: expected one such as 'youtube.com', '*.youtube.com', 'www.google.com/maps/*'"
            + " or, for this site itself, '/matomo/*', without scheme, port or user";
    for (String host :
        List.of("https://player.vimeo.com/", "//player.vimeo.com", "player.vimeo.com:443")) {
      assertOnly(
          with("player.vimeo.com", '"' + host + '"'),
          "consent.yaml:17:15: '" + host + "'" + expected);
    }
  }

  @Test
  void all_hosts_of_a_country_or_kind() {
    for (String host : List.of("*.com", "player.*.com", "*")) {
      assertOnly(
          with("player.vimeo.com", '"' + host + '"'),
          "consent.yaml:17:15: '"
              + host
              + "' would be sites of other providers, too: name the provider's own"
              + " domain, as in '*.youtube.com' or 'shop-*.example.com' with one star in one label");
    }
  }

  @Test
  void a_script_with_its_path() {
    assertOnly(
        YAML.replace("    hosts:", "    scripts: [js/player.js]\n      hosts:"),
        "consent.yaml:17:17: 'js/player.js' is not a name of a script file: expected one such as"
            + " 'emos*.js', without a path; addresses go under 'hosts'");
  }

  @Test
  void a_path_that_is_none() {
    assertOnly(
        with("domain: .vimeo.com", "path: shop"),
        "consent.yaml:15:29: 'shop' is not a path: expected one that starts with '/'");
  }

  @Test
  void a_lifetime_that_is_not_understood() {
    assertOnly(
        with("P2Y", "730"),
        "consent.yaml:15:53: '730' is not a lifetime: expected 'session', 'persistent', or a time such"
            + " as '13 months' or P13M; its unit is missing, as in '730 days'");
    assertOnly(
        with("P2Y", "13M"),
        "consent.yaml:15:53: '13M' is not a lifetime: expected 'session', 'persistent', or a time such"
            + " as '13 months' or P13M; did you mean '13 months'?");
    assertOnly(
        YAML + "renew-after: 13 months\n",
        "consent.yaml:18:14: '13 months' is not a time after which to ask again: expected months or"
            + " days such as '6 months' or P90D, at most P12M");
  }

  @Test
  void a_missing_lifetime() {
    assertOnly(
        with(" lifetime: P2Y,", "")
            .replace("  vimeo:", "  lectures:")
            .replace("[youtube, vimeo]", "[youtube, lectures]"),
        "consent.yaml:15:9: an item of 'stores' needs the key 'lifetime'");
  }

  @Test
  void the_same_thing_twice() {
    assertOnly(
        with("  vimeo:\n", "  vimeo: { name: X, purpose: Y }\n  vimeo:\n"),
        "consent.yaml:11:3: duplicate key 'vimeo' in 'services'; it stands in line 10 already");
    assertOnly(
        with("[econda]", "[econda, youtube]"),
        "consent.yaml:8:32: service 'youtube' is in category 'statistics' already; it can only"
            + " stand in one");
    assertOnly(
        with("[en, de]", "[en, de, en]"), "consent.yaml:4:21: the language 'en' is listed twice");
  }

  @Test
  void truth_in_any_spelling_of_yaml() {
    for (String truth : List.of("True", "TRUE", "\"true\"", "yes", "Yes", "On")) {
      assertThat(problems(with("required: true", "required: " + truth))).isEmpty();
    }
    assertOnly(
        with("required: true", "required: ja"),
        "consent.yaml:6:31: 'required' must be true or false, not 'ja'");
  }

  @Test
  void on_and_off_are_also_true_and_false() {
    Policy policy = read(with("[econda] }", "[econda], enforce: false }") + "csp: False\n");

    assertThat(policy.category("statistics").orElseThrow().enforce()).isEqualTo(Enforcement.OFF);
    assertThat(policy.settings().delivery().csp()).isEqualTo(CspMode.OFF);
    assertOnly(
        YAML + "csp: true\n",
        "consent.yaml:18:6: 'true' is not a value of 'csp'; known are enforce, off, report-only");
  }

  @Test
  void the_language_code_no_which_yaml_may_read_as_false() {
    Policy policy =
        read(
            with("[en, de]", "[en, no]").replace("de: Zeigt Videos.", "no: Viser videoer.")
                + "texts:\n  no:\n    title: Informasjonskapsler\n");

    assertThat(policy.languages()).containsExactly("en", "no");
    assertThat(policy.texts("no")).containsEntry("title", "Informasjonskapsler");
    assertThat(problems(with("[en, de]", "[en, false]")))
        .containsExactly(
            "consent.yaml:4:17: 'false' is not a language: expected a tag such as 'en' or 'de-AT';"
                + " if you wrote no, for Norwegian, put it in quotes");
    assertThat(problems(with("country: US", "country: false")))
        .containsExactly(
            "consent.yaml:12:51: 'false' is not a country: expected two capital letters such as"
                + " 'DE'; if you wrote NO, for Norway, put it in quotes");
  }

  @Test
  void languages_in_words_or_in_one_word() {
    assertOnly(
        with("[en, de]", "[en, ger]"),
        "consent.yaml:4:17: the built-in texts do not speak 'ger'; they speak "
            + String.join(", ", CATALOGUE.languages().stream().sorted().toList()));
    assertOnly(
        with("[en, de]", "en, de"),
        "consent.yaml:4:12: 'en, de' is not a language: expected a tag such as 'en' or 'de-AT'; a"
            + " list stands in brackets, as in [en, de]");
    assertOnly(
        with("[en, de]", "[en, de_AT]"),
        "consent.yaml:4:17: 'de_AT' is not a language: expected a tag such as 'en' or 'de-AT'");
  }

  @Test
  void a_missing_translation() {
    assertOnly(
        with(", de: Zeigt Videos.", ""),
        "consent.yaml:13:5: missing translation: 'purpose' has no text for the language 'de'");
  }

  @Test
  void texts_without_their_language() {
    assertOnly(
        YAML + "texts:\n  title: Cookies\n",
        "consent.yaml:19:3: 'title' is not one of this site's languages; known are de, en; each"
            + " text stands below one, as in 'en: { title: ... }'");
    assertOnly(
        YAML + "texts:\n  de:\n    titel: Cookies\n",
        "consent.yaml:20:5: unknown key 'titel' in the texts in 'de'; did you mean 'title'?");
  }

  @Test
  void identifiers_with_capitals_or_umlauts() {
    assertOnly(
        with("  statistics: ", "  Statistics: "),
        "consent.yaml:7:3: 'Statistics' is not an identifier, which has lower-case letters from a to"
            + " z, digits and dashes; write 'statistics'");
  }

  @Test
  void a_category_or_service_without_required_keys() {
    assertOnly(
        with("external-media:", "offers: { title: Ads }\n  external-media:"),
        "consent.yaml:8:3: category 'offers' needs a 'description' of its own");
    assertOnly(
        with("vimeo] }", "vimeo, shop] }") + "  shop: { purpose: Sells. }\n",
        "consent.yaml:18:3: service 'shop' needs a 'name'");
  }

  @Test
  void a_file_that_is_made_to_exhaust_the_parser() {
    assertThat(problems("a: " + "[".repeat(60) + "]".repeat(60)))
        .containsExactly("consent.yaml:1:1: not YAML: nested more than 20 deep");
    assertThat(problems("a: &a [x]\nb: [" + "*a,".repeat(30) + "]"))
        .containsExactly("consent.yaml:1:1: not YAML: more than 20 references such as *name");
    assertThat(problems("#".repeat(2_000_000)))
        .containsExactly("consent.yaml:1:1: longer than 1048576 characters");
  }

  @Test
  void a_text_between_signs_that_mean_something_else() {
    assertOnly(
        YAML + "revision: |x\n",
        "consent.yaml:18:11: not YAML: a text that begins with | or > needs quotes");
    assertOnly(
        YAML + "revision: - x\n",
        "consent.yaml:18:11: not YAML: a text that begins with - needs quotes");
    assertOnly(
        YAML + "revision: !<x\n",
        "consent.yaml:18:11: not YAML: a text that begins with ! needs quotes");
    assertOnly(
        YAML + "revision: ]x\n",
        "consent.yaml:18:11: not YAML: here a text is expected; one with a sign in front of it needs"
            + " quotes");
  }

  @Test
  void line_ends_that_only_yaml_knows() {
    assertThat(problems("a: b\u2028" + YAML.replace("[en, de]", "[en, de")))
        .singleElement()
        .asString()
        .contains("this '[' is not closed");
  }

  @Test
  void every_typing_mistake_is_reported_with_its_position() {
    String signs = "\t\u0085\u2028\r\n{}[]'\"# :-*&!@|>%?\u00a0é\u0000\\~,.0\ufeff";
    Random random = new Random(17);
    for (int i = 0; i < 500; i++) {
      StringBuilder mistyped = new StringBuilder(YAML);
      for (int typos = 1 + random.nextInt(3); typos > 0; typos--) {
        int at = random.nextInt(mistyped.length());
        switch (random.nextInt(3)) {
          case 0 -> mistyped.insert(at, signs.charAt(random.nextInt(signs.length())));
          case 1 -> mistyped.deleteCharAt(at);
          default -> mistyped.delete(at, Math.min(mistyped.length(), at + random.nextInt(12)));
        }
      }
      PolicyException told =
          catchThrowableOfType(PolicyException.class, () -> read(mistyped.toString()));
      if (told != null) {
        assertThat(told.problems())
            .isNotEmpty()
            .allSatisfy(
                problem -> {
                  assertThat(problem.line()).isPositive();
                  assertThat(problem.column()).isPositive();
                  assertThat(problem.message()).doesNotContain("expected <", "while parsing");
                });
      }
    }
  }

  private static String with(String what, String instead) {
    assertThat(YAML).contains(what);
    return YAML.replace(what, instead);
  }

  private static void assertOnly(String yaml, String... messages) {
    assertThat(problems(yaml)).containsExactly(messages);
  }

  private static void assertOnly(String yaml, Charset charset, String... messages) {
    assertThat(problems(yaml.getBytes(charset))).containsExactly(messages);
  }

  private static List<String> problems(String yaml) {
    return problems(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problems(byte[] yaml) {
    PolicyException e = catchThrowableOfType(PolicyException.class, () -> read(yaml));
    return e == null ? List.of() : e.problems().stream().map(Problem::toString).toList();
  }

  private static Policy read(String yaml) {
    return read(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static Policy read(byte[] yaml) {
    return new PolicyReader(CATALOGUE).read("consent.yaml", new ByteArrayInputStream(yaml));
  }
}
