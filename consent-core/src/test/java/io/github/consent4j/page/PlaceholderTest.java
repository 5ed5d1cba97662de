package io.github.consent4j.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.policy.ReferencePolicy;
import io.github.consent4j.policy.Service;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class PlaceholderTest {

  private static final String VIDEO = "https://www.youtube.com/embed/abc?a=1&b=\"2\"";

  private final Visitors visitors = Visitors.of(ReferencePolicy.get());
  private final Pages pages = visitors.pages();
  private final Document frame = frame("youtube", VIDEO);

  private Service service(String id) {
    return visitors.policy().service(id).orElseThrow();
  }

  private Document frame(String service, String url) {
    View view = Visitors.view(visitors.undecided());
    return Jsoup.parse(pages.placeholder(view, service(service), url));
  }

  /** Rule L40: the placeholder names the provider, what is sent, and the country. */
  @Test
  void names_the_provider_the_data_and_the_country() {
    assertThat(frame.title()).isEqualTo("Video from YouTube");
    assertThat(frame.select("h1").text()).isEqualTo("Video from YouTube");
    assertThat(frame.select("p").text())
        .contains("IP address", "Google Ireland Limited (Ireland)", "United States");
    assertThat(frame.select("a[target=_blank][rel=noopener]").eachAttr("href"))
        .containsExactly(
            "https://policies.google.com/privacy",
            VIDEO,
            "/app/consent?return=%2Fapp%2Fcooperations%3Fpage%3D2&lang=en");
  }

  /** Rule L41: showing the content once stores nothing. */
  @Test
  void once_is_a_plain_link_within_the_frame() {
    Element once = frame.selectFirst(".answers > a");

    assertThat(once.text()).isEqualTo("Show this video once");
    assertThat(once.attr("href")).isEqualTo(VIDEO);
    assertThat(once.hasAttr("target")).isFalse();
  }

  @Test
  void a_notice_offers_to_show_once_unless_an_enforced_csp_blocks_the_script() {
    for (String csp : new String[] {"off", "report-only", "enforce"}) {
      Visitors others =
          Visitors.of(ReferencePolicy.read(ReferencePolicy.YAML + "csp: " + csp + "\n"));
      String notice =
          others
              .pages()
              .beforeMarked(
                  Visitors.view(others.undecided()),
                  others.policy().service("twitter").orElseThrow());

      assertThat(notice.contains("id=\"once\"")).as(csp).isEqualTo(!csp.equals("enforce"));
      assertThat(notice).contains("value=\"grant\"");
    }
  }

  @Test
  void the_always_button_allows_the_shown_service_in_the_page_around_the_frame() {
    Element form = frame.selectFirst("form[method=post]");

    assertThat(form.attr("action")).isEqualTo("/app/consent");
    assertThat(form.attr("target")).isEqualTo("_parent");
    assertThat(form.select("input[name=grant]").attr("value")).isEqualTo("youtube");
    assertThat(form.select("input[name=return]").attr("value"))
        .isEqualTo("/app/cooperations?page=2");
    assertThat(form.select("input[name=choice]").attr("value"))
        .as("a script may send the form without its button")
        .isEqualTo("grant");
    assertThat(form.select("button:not([name])").text()).isEqualTo("Always show YouTube");
  }

  @Test
  void a_text_of_the_site_can_apply_to_one_service() {
    Visitors others =
        Visitors.of(
            ReferencePolicy.read(
                ReferencePolicy.YAML + "texts: { en: { embed.always.twitter: Always posts } }\n"));
    View view = Visitors.view(others.undecided());

    for (String id : List.of("twitter", "youtube")) {
      Service service = others.policy().service(id).orElseThrow();
      Element button =
          Jsoup.parse(others.pages().beforeMarked(view, service)).selectFirst("button:not([id])");
      assertThat(button.text())
          .isEqualTo(id.equals("twitter") ? "Always posts" : "Always show YouTube");
    }
  }

  @Test
  void says_that_undeclared_content_is_not_released() {
    Document strange =
        Jsoup.parse(
            pages.undeclaredPlaceholder(
                Visitors.view(visitors.undecided()), "https://me@maps.example:8443/a?b#c"));

    assertThat(strange.title()).isEqualTo("Content from maps.example:8443");
    assertThat(strange.select("p").text()).contains("has not released", "maps.example:8443");
    assertThat(strange.select("a[target=_blank][rel=noopener]").eachAttr("href"))
        .containsExactly("https://me@maps.example:8443/a?b#c");
    assertThat(strange.select("form, button")).isEmpty();
  }

  @Test
  void adapts_to_other_services_and_categories() {
    Visitors others =
        Visitors.of(
            ReferencePolicy.read(
                ReferencePolicy.YAML
                    + """
                        maps: { title: { en: Maps, de: Karten }, description: { en: x, de: x }, services: [map] }
                      services:
                        map: { name: Map, purpose: { en: Shows maps., de: Zeigt Karten. } }
                      """));
    String html =
        others
            .pages()
            .placeholder(
                Visitors.view(others.undecided()),
                others.policy().service("map").orElseThrow(),
                "https://map.example/");

    assertThat(Jsoup.parse(html).select(".button").eachText())
        .containsExactly("Show this content once", "Always show Map");
  }

  @Test
  void loads_nothing_from_elsewhere() {
    assertThat(frame.select("img, iframe, object, style, script:not([src])")).isEmpty();
    assertThat(frame.select("link").eachAttr("href"))
        .singleElement()
        .asString()
        .startsWith("/app/consent/assets/");
    assertThat(frame.select("script[defer]").eachAttr("src"))
        .singleElement()
        .asString()
        .startsWith("/app/consent/assets/");
  }

  @Test
  void never_links_to_a_script() {
    String html =
        pages.placeholder(
            Visitors.view(visitors.undecided()), service("youtube"), "javascript:alert(1)");

    assertThat(html).doesNotContain("javascript:");
  }

  @Test
  void a_notice_stands_before_plain_content_and_is_marked_as_ours() {
    String html = pages.beforeMarked(Visitors.view(visitors.undecided()), service("twitter"));
    Element notice = Jsoup.parse(html).selectFirst("page-note[data-consent-ui]");

    assertThat(notice.attr("data-consent-service")).isEqualTo("twitter");
    assertThat(notice.attr("data-consent-marks")).startsWith("twitter-tweet twitter-video ");
    assertThat(notice.select("template[shadowrootmode=open] form[action=/app/consent]")).hasSize(1);
    assertThat(notice.select("input[name=grant]").attr("value")).isEqualTo("twitter");
    assertThat(notice.select("button").eachText())
        .containsExactly("Show once", "Always show Twitter (X)");
    assertThat(notice.text()).contains("X Internet Unlimited Company (Ireland)");
  }

  /** Rule L40 for an image. Its alternative text remains. */
  @Test
  void a_notice_before_an_image_says_the_same_and_leads_to_the_image() {
    View view = Visitors.view(visitors.undecided());
    String html = pages.beforeImage(view, service("youtube"), "https://i.ytimg.com/vi/x/0.jpg?a&b");
    Element notice = Jsoup.parse(html).selectFirst("page-note[data-consent-ui]");

    assertThat(notice.hasAttr("data-consent-marks")).as("no script of its own").isFalse();
    assertThat(notice.select(".note").attr("aria-label")).isEqualTo("Content from YouTube");
    assertThat(notice.text())
        .contains("IP address", "Google Ireland Limited (Ireland)", "United States");
    assertThat(notice.select("a[target=_blank][rel=noopener]").eachAttr("href"))
        .containsExactly(
            "https://policies.google.com/privacy",
            "https://i.ytimg.com/vi/x/0.jpg?a&b",
            "/app/consent?return=%2Fapp%2Fcooperations%3Fpage%3D2&lang=en");
    assertThat(notice.select("button").eachText())
        .containsExactly("Show once", "Always show YouTube");
    assertThat(pages.beforeImage(view, service("youtube"), "javascript:alert(1)"))
        .doesNotContain("javascript:");
  }

  /** Without the script the button could do nothing. */
  @Test
  void the_once_button_of_a_notice_is_hidden_until_the_script_runs() {
    String html = pages.beforeMarked(Visitors.view(visitors.undecided()), service("twitter"));

    assertThat(Jsoup.parse(html).select("#once[type=button][hidden]")).hasSize(1);
  }
}
