package io.github.consent4j.page;

import static io.github.consent4j.page.GuardedPages.script;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.consent4j.examples.browser.RestInSweeps;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.html.HtmlGate;
import io.github.consent4j.gate.html.HtmlGates;
import io.github.consent4j.gate.html.PlainInsertions;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The guard treats addresses and script texts that are inserted late as the gate treats those in
 * the page.
 */
class LateUrlsBrowserTest {

  private static final List<String> URLS =
      List.of(
          "https://www.youtube.com/embed/x",
          "https://youtube.com",
          "//youtube.com/a",
          "https:\\\\youtube.com\\a",
          "/\\youtube.com/a",
          "///youtube.com/a",
          " \t https://youtu\nbe.com/a\r ",
          "HTTPS://WWW.YouTube.COM/A",
          "https://youtube.com./a",
          "https://youtube.com:443/a",
          "https://youtube.com:8443?a#b",
          "https://user:pass@youtube.com/",
          "https://youtube.com@www.institute.example/",
          "https://www.institute.example\\@youtube.com/",
          "https://%79outube.com/a",
          "https://youtube\u3002com/a",
          "https://\uff59outube.com/a",
          "https://you\u00adtube.com/a",
          "https://notyoutube.com/a",
          "https://youtube.com.evil.example/a",
          "https://a.b.c.youtube.com/a",
          "https://youtu.be/a",
          "https://www.youtu.be/a",
          "https://m\u00fcnchen.example/",
          "https://xn--mnchen-3ya.example/",
          "https://clips.example/a",
          "https://a.clips.example/a",
          "https://a.clips.example/open/a",
          "https://a.clips.example/open",
          "https://maps.example/route",
          "https://maps.example/route/a",
          "https://maps.example/Route/a",
          "https://maps.example/x/../route/a",
          "https://maps.example/x/%2e%2e/route/a",
          "https://maps.example/ro%75te/a",
          "https://maps.example//route/a",
          "https://maps.example\\route\\a",
          "https://maps.example/?/route/a",
          "https://www.gstatic.com/cv/js/sender/v1/cast_sender.js",
          "https://www.gstatic.com/other",
          "/js/emos3.js",
          "emos3.js?v=2#x",
          "/js/emos3.js/",
          "/js/emos3xjs",
          "/js/EMOS3.js",
          "/js/clip12-a.js",
          "/js/clip1-a/b.js",
          "https://tags.example/gtag/js?id=AW-1",
          "https://tags.example/gtag/js?id=G-1",
          "https://tags.example/gtag/js/?l=a&id=AW-1&b#c",
          "https://tags.example/gtag/js?%69d=A%57-1",
          "https://tags.example/gtag/js?id=AW-%C3%A4+b",
          "https://tags.example/gtag/js?id=X&id=AW-1",
          "https://tags.example/gtag/js?xid=AW-1",
          "https://tags.example/gtag/js?id",
          "https://tags.example/gtag/js",
          "https://tags.example/gtag/js#?id=AW-1",
          "https://tags.example/gtag/x?/gtag/js&id=AW-1",
          "https://tags.example/other?feed=a%26b&id=1",
          "https://tags.example/other?feed=ab&id=1",
          "https://maps.example/?a=/route/a",
          "https://cdn.example/x?a/js/emos3.js",
          "https://cdn.example/x.js?youtube.com/",
          "https://shop-live.pay.example/x",
          "https://shop-a.b.pay.example/x",
          "https://shop.pay.example/x",
          "/matomo/matomo.js",
          "matomo/x?y",
          "/matomo",
          "/matomo2",
          "https://institute.example/matomo/x",
          "https://www.institute.example/matomo/x",
          "https://localhost/matomo/x",
          "https://data-1.institute.example/iomm/x",
          "https://data-1.localhost/iomm/x",
          "https://data-1.localhost/other",
          "https://cdn.example/v1/a/widget.js?x",
          "https://cdn.example/widget.js",
          "https://cdn.example/youtube.com/a",
          "https://l.ecn-ldr.de/loader/loader.js",
          "https://www.econda-monitor.de/x",
          "https://x.econda-monitor.de/x",
          "wss://www.youtube.com/s",
          "ftp://www.youtube.com/s",
          "data:text/plain,https://youtube.com/",
          "blob:https://youtube.com/1",
          "mailto:a@youtube.com",
          "about:blank",
          "https://",
          "https://[::1]/",
          "?https://youtube.com/",
          "#https://youtube.com/",
          "");

  /** Addresses that are recognised by the name of the file, in attributes for scripts. */
  private static final List<String> SCRIPTS =
      List.of(
          "https://cdn.example/x/econda-recommendations-1.2.js",
          "/js/clip1-a.js",
          "x/clip1-a.js?b#c");

  private static final List<String> TEXTS =
      List.of(
          "new YT.Player('a')",
          "YT .Player",
          "x = 'youtube.com/iframe_api'",
          "window.emos3 = {}",
          "econdaTMD()",
          "Clipsxplay()",
          "1");

  private static final List<String> MARKUP =
      List.of(
          "<img src='https://youtube.com/a'>",
          "<a href='https://youtube.com/a'>A</a>",
          "<p title='https://youtube.com/a'>https://youtube.com/a</p>",
          "<link rel=stylesheet href=//youtube.com/a>",
          "<img srcset='/a 1x, //youtube.com/b 2x'>",
          "<video poster=//youtube.com/a></video>",
          "<object data=//youtube.com/a></object>",
          "<table background=//youtube.com/a></table>",
          "<p style='background:url(//youtube.com/a)'>A</p>",
          "<p style='color:red'>A</p>",
          "<style>@import 'https://youtube.com/a';</style>",
          "<style>p { background: url(//youtube.com/a) }</style>",
          "<style>a[href='https://youtube.com/a'] { color: red }</style>",
          "<svg><image xlink:href=//youtube.com/a></image></svg>",
          "<svg><set attributeName=href to=//youtube.com/a></set></svg>",
          "<iframe srcdoc='<img src=//youtube.com/a>'></iframe>",
          "<iframe srcdoc='<p>A'></iframe>",
          "<iframe src='data:text/html,<img src=//youtube.com/a>'></iframe>",
          "<iframe src='data:text/html,<p>A'></iframe>",
          "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
          "<img data-consent-skip src=//youtube.com/a>");

  static Stream<Arguments> policies() {
    return Stream.of(GuardKind.values())
        .flatMap(kind -> read().map(policy -> Arguments.of(kind, policy)));
  }

  private static Stream<Policy> read() {
    String yaml = GuardedPages.YAML;
    return Stream.of(
        only(yaml),
        only(yaml + "undeclared-hosts: block\n"),
        only(yaml + "undeclared-hosts: block\nown-hosts: [cdn.example, \"*.pay.example\"]\n"),
        only(
            yaml.replace("[webedition,", "[own-clips, webedition,")
                + """
                  own-clips:
                    name: Our own clips
                    purpose: Clips
                    loads: { hosts: [a.clips.example/open/*] }
                """),
        only(withRules(yaml, "/nowhere")),
        only(withRules(yaml, "tags.example/gtag/js?id=AW-*")),
        only(withRules(yaml, "tags.example/gtag/js?id=AW-*") + "undeclared-hosts: block\n"),
        only(yaml.replace("[econda] }", "[econda], enforce: report }")),
        only(yaml.replace("clips] }", "clips], enforce: off }")),
        only(yaml.replace("required: true", "required: true, before-decision: block")));
  }

  /** Reads a policy. What the catalogue knows is not among its rules, as it is not the guard's. */
  private static Policy only(String yaml) {
    return ReferencePolicy.read(
        yaml.contains("undeclared-hosts") ? yaml : yaml + "undeclared-hosts: report\n");
  }

  /** Adds rules about a path on the own host, about parts of labels, and another one. */
  private static String withRules(String yaml, String another) {
    return yaml.replace("twitter, clips]", "twitter, clips, matomo, shop, ads]")
            .replace("[webedition,", "[own-tag, webedition,")
        + """
          matomo:
            name: Matomo
            purpose: Counts.
            loads: { hosts: [/matomo/*, "data-*.<own>/iomm/*"] }
          shop:
            name: Shop
            purpose: Pays.
            loads: { hosts: ["shop-*.pay.example", "cdn.example/*/widget.js"] }
          ads: { name: Ads, purpose: Ads., loads: { hosts: ["%s"] } }
          own-tag: { name: Tag, purpose: Tag., loads: { hosts: ["tags.example/other?feed=a*b"] } }
        """
            .formatted(another);
  }

  @RestInSweeps(after = 2)
  @ParameterizedTest
  @MethodSource("policies")
  void decides_about_addresses_as_the_gate_does(GuardKind kind, Policy policy) throws Exception {
    ObjectMapper json = new ObjectMapper();
    JsonNode told;
    try (GuardedPages pages = new GuardedPages(policy, kind)) {
      told =
          pages
              .page(
                  "/",
                  true,
                  script(
                      """
                      const judge = (kind, name, values) => values.map(value => {
                        const element = document.createElement(kind);
                        element.setAttribute(name, value);
                        const {consentSrc, consentService} = element.dataset;
                        return consentSrc === undefined ? 'passes' : consentService ?? 'undeclared';
                      });
                      const urls = %s, scripts = %s, texts = %s;
                      tell([judge('img', 'src', urls), judge('script', 'src', urls.concat(scripts)), texts.map(text => {
                        const script = document.createElement('script');
                        script.text = '/*' + text + '*/';
                        document.body.append(script);
                        return script.dataset.consentService ?? 'passes';
                      })]);
                      """
                          .formatted(
                              json.writeValueAsString(URLS),
                              json.writeValueAsString(SCRIPTS),
                              json.writeValueAsString(TEXTS))))
              .show("/");
    }
    List<List<String>> expected = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (String url : URLS) {
      String escaped = url.replace("&", "&amp;").replace("\"", "&quot;");
      expected.get(0).add(verdict(policy, "<img src=\"" + escaped + "\">"));
      expected.get(1).add(verdict(policy, "<script src=\"" + escaped + "\"></script>"));
    }
    for (String url : SCRIPTS) {
      expected.get(1).add(verdict(policy, "<script src=\"" + url + "\"></script>"));
    }
    for (String text : TEXTS) {
      expected.get(2).add(verdict(policy, "<script>/*" + text + "*/</script>"));
    }
    assertSame("image", URLS, told.get(0), expected.get(0));
    assertSame(
        "script",
        Stream.concat(URLS.stream(), SCRIPTS.stream()).toList(),
        told.get(1),
        expected.get(1));
    assertSame("text", TEXTS, told.get(2), expected.get(2));
  }

  @Test
  void reads_markup_as_the_gate_does() throws Exception {
    Policy policy = GuardedPages.policy();
    JsonNode told;
    try (GuardedPages pages = new GuardedPages()) {
      told =
          pages
              .page(
                  "/",
                  true,
                  script(
                      """
                      tell(%s.map(html => {
                        const box = document.createElement('template');
                        box.innerHTML = html;
                        return /consent-(?!skip)/.test(box.innerHTML) ? 'held' : 'passes';
                      }));
                      """
                          .formatted(new ObjectMapper().writeValueAsString(MARKUP))))
              .show("/");
    }
    List<String> expected = new ArrayList<>();
    for (String html : MARKUP) {
      expected.add(verdict(policy, html).equals("passes") ? "passes" : "held");
    }
    assertSame("markup", MARKUP, told, expected);
  }

  private static void assertSame(
      String kind, List<String> values, JsonNode told, List<String> expected) {
    List<String> seen = new ArrayList<>();
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      seen.add(kind + ' ' + values.get(i) + " -> " + told.get(i).asText());
      wanted.add(kind + ' ' + values.get(i) + " -> " + expected.get(i));
    }
    assertThat(seen).isEqualTo(wanted);
  }

  private static String verdict(Policy policy, String html) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlGate gate =
        new HtmlGate(
            HtmlGates.of(HtmlRules.of(policy)),
            AllowedServices.of(Visitors.of(policy).undecided()),
            new PageContext("http", "www.institute.example"),
            new PlainInsertions(),
            out::write);
    byte[] bytes = html.getBytes(UTF_8);
    gate.write(bytes, 0, bytes.length);
    gate.finish();
    String rewritten = out.toString(UTF_8);
    if (rewritten.equals(html)) {
      return "passes";
    }
    String service = rewritten.replaceAll("(?s).*data-consent-service=\"([^\"]*)\".*", "$1");
    return service.equals(rewritten) ? "undeclared" : service;
  }
}
