package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlGateTest {

  private static final String BY_ADS = GateAssertions.BY_ADS;

  private final GateFixture fixture = new GateFixture();
  private final GateAssertions gate = new GateAssertions(fixture);

  private void becomes(String html, String expected) {
    gate.becomes(html, expected);
  }

  private void stays(String html) {
    gate.stays(html);
  }

  @Test
  void shows_a_placeholder_in_a_frame_and_keeps_everything_else() {
    becomes(
        "<iframe width=560 height=315 src=\"https://www.youtube.com/embed/x?a=1&amp;b=2\""
            + " loading=lazy></iframe>",
        "<iframe data-consent-service=\"youtube\" width=560 height=315"
            + " src=\"/consent/embed?service=youtube&amp;url="
            + "https%3A%2F%2Fwww.youtube.com%2Fembed%2Fx%3Fa%3D1%26b%3D2\""
            + " data-consent-src=\"https://www.youtube.com/embed/x?a=1&amp;b=2\""
            + " loading=lazy></iframe>");
  }

  @Test
  void restricts_the_permissions_of_a_frame_to_the_origin_of_the_embed() {
    becomes(
        "<iframe src=//youtu.be/x allow=\"autoplay; camera 'none'; fullscreen 'src'\">",
        "<iframe data-consent-service=\"youtube\""
            + " src=\"/consent/embed?service=youtube&amp;url=https%3A%2F%2Fyoutu.be%2Fx\""
            + " data-consent-src=//youtu.be/x"
            + " allow=\"autoplay https://youtu.be; camera 'none'; fullscreen https://youtu.be\""
            + " data-consent-allow=\"autoplay; camera 'none'; fullscreen 'src'\">");
  }

  @Test
  void makes_a_script_inert() {
    becomes(
        "<script async src=https://ads.example/a.js></script>",
        "<script type=\"text/plain\""
            + BY_ADS
            + " async data-consent-src=https://ads.example/a.js></script>");
    becomes(
        "<script src=https://ads.example/a.js type=module></script>",
        "<script type=\"text/plain\""
            + BY_ADS
            + " data-consent-src=https://ads.example/a.js data-consent-type=module></script>");
  }

  @Test
  void recognises_a_script_by_its_file_name_on_any_host() {
    becomes(
        "<script src=/js/adloader-12.js?v=1></script>",
        "<script type=\"text/plain\""
            + BY_ADS
            + " data-consent-src=/js/adloader-12.js?v=1></script>");
    stays("<script src=/js/emos2.js></script>");
    stays("<img src=/js/adloader-12.js>");
  }

  @Test
  void makes_an_inline_script_with_a_marker_inert() {
    becomes(
        "<p><script>(adsbygoogle=window.adsbygoogle||[]).push({})</script><p>",
        "<p><script type=\"text/plain\""
            + BY_ADS
            + ">(adsbygoogle=window.adsbygoogle||[]).push({})</script><p>");
    stays("<script>var x = 'adsbygoo gle'</script><script>window.emos3={}</script>");
    stays("<script type=application/json>{\"x\":\"adsbygoogle\"}</script>");
    stays("adsbygoogle<p title=adsbygoogle>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img %s=https://ads.example/p.gif>|src",
        "<img %s='a.jpg 1x, //ads.example/p.gif 2x'>|srcset",
        "<source %s='//x.ads.example/,v.webm'>|src",
        "<video %s=//ads.example/p.jpg>|poster",
        "<audio %s=//ads.example/p.jpg></audio>|src",
        "<embed %s=//ads.example/p.swf>|src",
        "<object %s=//ads.example/p.swf></object>|data",
        "<input type=image %s=//ads.example/p.gif>|src",
        "<track %s=//ads.example/p.vtt>|src",
        "<link rel='PREFETCH stylesheet' %s=//ads.example/p.css>|href",
        "<link rel=dns-prefetch %s=//ads.example>|href",
        "<link rel=preload as=image %s='//ads.example/p 1x'>|imagesrcset",
        "<meta http-equiv=Refresh %s='0; url=https://ads.example/'>|content",
        "<svg><image %s=//ads.example/p.svg /></svg>|xlink:href",
        "<svg><use %s=//ads.example/p.svg#x /></svg>|href",
        "<div %s=//ads.example/p.jpg></div>|data-bg",
        "<td %s=//ads.example/p.jpg>|background",
        "<IMG %s=HTTPS://ADS.EXAMPLE/p.gif>|SRC",
        "<img/%s=//ads.example>|src",
        "<img %s=\thttps:\\\\ads.example\\p>|src",
        "<img %s='ht\ntps://ads.ex\tample/'>|src",
        "<img %s='https&colon;&sol;&#47;ads&period;example'>|src",
        "<img %s=https://site.example@ads.example/>|src",
        "<img %s='https://ads.example\\@site.example/'>|src",
        "<img %s=//ads.example./>|src",
        "<img %s=//%%61ds.ex%%61mple/>|src",
        "<img %s=//ads\u3002example/>|src",
        "<img %s=//\uff41ds.example:443/>|src",
        "<img %s=https:/\\ads.example/>|src",
        "<img %s=http:ads.example/>|src",
        "<img %s='//ads.\u00adexample/'>|src",
        "<noscript><img %s=//ads.example/></noscript>|src",
        "<noscript><img><p><img %s=//ads.example/><p></noscript>|src",
        "<noscript></noscript><noscript><p><img %s=//ads.example/>|src",
        "<template><img %s=//ads.example/></template>|src",
        "<!--><img %s=//ads.example/>-->|src",
        "<script>/*</script ><img %s=//ads.example/>*/</script>|src",
        "<!-- --!><img %s=//ads.example/>|src",
        "<iframe src=><img></iframe><img %s=//ads.example>|src",
        "<select><img %s=//ads.example>|src",
      })
  void renames_the_attribute_that_would_load(String form) {
    String[] parts = form.split("\\|");
    String html = String.format(parts[0], parts[1]);
    String renamed = String.format(parts[0], "data-consent-" + parts[1]);
    String out = fixture.pass(html);

    assertThat(out).contains(BY_ADS);
    becomes(html, out);
    assertThat(out.replace(BY_ADS, "")).isEqualTo(renamed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a href=https://ads.example/>x</a>",
        "<form action=https://ads.example/>",
        "<link rel=canonical href=https://ads.example/>",
        "<img src=https://notads.example/>",
        "<img src=https://ads.example.org/>",
        "<img src=/https://ads.example/>",
        "<img src='data:image/gif;base64,//ads.example'>",
        "<!-- <img src=//ads.example> -->",
        "<!--[if lt IE 9]><script src=//ads.example/x.js></script><![endif]-->",
        "<title><img src=//ads.example></title>",
        "<textarea><img src=//ads.example></textarea>",
        "<xmp><img src=//ads.example></xmp>",
        "<style><img src=//ads.example></style>",
        "<script>'<img src=//ads.example>'</script>",
        "<script><!--<script></script><img src=//ads.example>--></script>",
        "<a title='<img src=//ads.example>'>",
        "<img alt='' src=\"//ads.example",
        "<scr\0ipt src=//ads.example></script>",
        "<img sr\0c=//ads.example>",
        "<img data-consent-skip src=//ads.example>",
        "<p title=\"</p>\" class='a b'>text &amp; more < 3 </p foo=\">\">",
        "<plaintext><img src=//ads.example>",
        "<img src=>",
        "<svg><title><style></title></svg>",
        "<",
        "</",
        "<!",
        "<a",
      })
  void does_not_change_what_loads_nothing(String html) {
    stays(html);
  }

  @Test
  void decides_by_the_first_of_duplicate_attributes_and_renames_all_of_them() {
    becomes(
        "<img src=//ads.example/1 SRC=//ads.example/2>",
        "<img" + BY_ADS + " data-consent-src=//ads.example/1 data-consent-SRC=//ads.example/2>");
    stays("<img src=/own src=//ads.example/>");
  }

  @Test
  void moves_attributes_with_the_names_of_its_own_ones_away() {
    becomes(
        "<img data-consent-src=x data-consent-service=y src=//ads.example/1>",
        "<img"
            + BY_ADS
            + " data-was-data-consent-src=x data-was-data-consent-service=y"
            + " data-consent-src=//ads.example/1>");
  }

  @Test
  void does_not_change_attributes_that_only_begin_like_its_own() {
    becomes(
        "<img data-consent-category=a data-consent-ui data-consent-onclick=b src=//ads.example/1>",
        "<img"
            + BY_ADS
            + " data-consent-category=a data-consent-ui data-consent-onclick=b"
            + " data-consent-src=//ads.example/1>");
    stays("<img data-consent-src=//ads.example/1 data-consent-category=a src=/own>");
  }

  @Test
  void renames_the_attributes_of_its_own_that_the_page_has_written() {
    becomes(
        "<a data-consent-service=youtube data-consent-href='javascript:x' title=a>b</a>",
        "<a data-was-data-consent-service=youtube data-was-data-consent-href='javascript:x'"
            + " title=a>b</a>");
    becomes(
        "<p data-consent-data-src=a DATA-CONSENT-SERVICE=youtube data-consent-x=y>",
        "<p data-was-data-consent-data-src=a data-was-DATA-CONSENT-SERVICE=youtube"
            + " data-consent-x=y>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//ad\uff0565s.example/a",
        "//ad%EF%BC%8565s.example/a",
        "https://ads%zz.example/",
        "//%ff.example/",
      })
  void blocks_a_host_that_cannot_be_read(String url) {
    becomes("<img src='" + url + "'>", "<img data-consent-src='" + url + "'>");
    becomes(
        "<iframe src='" + url + "'></iframe>",
        "<iframe src=\"about:blank\" data-consent-src='" + url + "'></iframe>");
    stays("<a href='" + url + "'>x</a>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"//{{host}}/a", "http://[IMG]/a", "//a b/", "http:///", "/%zz", "//a:x/"})
  void does_not_change_invalid_urls(String url) {
    stays("<img src='" + url + "'>");
  }

  @Test
  void resolves_relative_urls_against_the_base() {
    becomes(
        "<base href=//ads.example/x/><img src=y.gif>",
        "<base href=//ads.example/x/><img" + BY_ADS + " data-consent-src=y.gif>");
    stays("<base href=/x/><base href=//ads.example/><img src=y.gif>");
  }

  @Test
  void checks_the_path_if_only_paths_are_declared() {
    assertThat(fixture.pass("<iframe src=https://www.google.com/maps/embed?pb=1></iframe>"))
        .contains("data-consent-service=\"maps\"");
    assertThat(fixture.pass("<iframe src=https://www.google.com/x/%2e%2e/maps//e></iframe>"))
        .contains("data-consent-service=\"maps\"");
    stays("<iframe src=https://www.google.com/recaptcha></iframe>");
    assertThat(fixture.pass("<img src=https://M\u00fcnchen.example/a>")).contains("maps");
  }

  @Test
  void puts_a_placeholder_before_a_marked_element() {
    becomes(
        "<blockquote class=\"a twitter-tweet\"><p>Hi</blockquote>",
        "<span>twitter</span><blockquote class=\"a twitter-tweet\"><p>Hi</blockquote>");
    stays("<p class=\"twitter-tweet\">");
    stays("<blockquote class=\"twitter-tweet\" data-consent-skip>");
  }

  @Test
  void ends_noscript_where_a_browser_that_runs_scripts_ends_it() {
    becomes(
        "<noscript><p title=\"</noscript><img src=//ads.example>\">",
        "<noscript>&lt;p title=\"</noscript><img" + BY_ADS + " data-consent-src=//ads.example>\">");
    becomes(
        "<noscript><!-- </noscript><img src=//ads.example>",
        "<noscript><!-- --></noscript><img" + BY_ADS + " data-consent-src=//ads.example>");
  }
}
