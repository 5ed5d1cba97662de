package io.github.consent4j.examples.research.peers;

import io.github.consent4j.examples.browser.NpmPackage;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way in which the page asks for consent: not at all, by this library, or by an npm package.
 */
enum Tool {
  NONE("no banner", null, "", HeldBack.BY_HAND, Map.of()),

  CONSENT4J(
      "Consent4j",
      null,
      "",
      HeldBack.BY_THE_FILTER,
      Map.of(
          "banner", "page-panel >>> .panel",
          "accept", "page-panel >>> button[value=accept-all]",
          "reject", "page-panel >>> button[value=reject-all]",
          "open", "page-panel >>> a.button",
          "settings", "html[data-consent-page=settings] .category",
          "save", "html[data-consent-page=settings] button[value=save]")),

  VANILLA_COOKIECONSENT(
      "vanilla-cookieconsent",
      new NpmPackage(
          "vanilla-cookieconsent",
          "3.1.0",
          "/McNRtm/3IXzb9dhqMIcbquoU45SzbN2VB+To4jxEPqMmp7uVniP6BhGLjU8MC7ZCDsNQVOp27fhQTM/ruIXAA=="),
      """
      <link rel="stylesheet" href="/vanilla-cookieconsent/dist/cookieconsent.css">
      <script defer src="/vanilla-cookieconsent/dist/cookieconsent.umd.js"></script>
      <script defer src="/vanilla-cookieconsent.js"></script>
      """,
      new HeldBack(
          """
          <iframe width="560" height="315" data-src="https://www.youtube.com/embed/M7lc1UVf-VE" title="YouTube video player"></iframe>
          """,
          """
          <script type="text/plain" data-category="media" data-service="twitter" async data-src="https://platform.twitter.com/widgets.js"></script>
          """),
      Map.of(
          "banner", "#cc-main .cm",
          "accept", "#cc-main .cm [data-role=all]",
          "reject", "#cc-main .cm [data-role=necessary]",
          "open", "#cc-main .cm [data-role=show]",
          "settings", "#cc-main .pm",
          "save", "#cc-main .pm [data-role=save]")),

  KLARO(
      "klaro",
      new NpmPackage(
          "klaro",
          "0.7.22",
          "NkaFxS4S8160/zH1UQzCSYIIsAtwIDHIkJ7xofCrgRqk14OSY+OJuwCjYyW+q5fmIeF4RvsuBH6brPe2BS9Z0A=="),
      """
      <script defer src="/klaro.js"></script>
      <script defer src="/klaro/dist/klaro.js"></script>
      """,
      new HeldBack(
          """
          <iframe width="560" height="315" data-name="youtube" data-src="https://www.youtube.com/embed/M7lc1UVf-VE" title="YouTube video player"></iframe>
          """,
          """
          <script type="text/plain" data-type="application/javascript" data-name="twitter" data-src="https://platform.twitter.com/widgets.js"></script>
          """),
      Map.of(
          "banner", "#klaro .cookie-notice",
          "accept", "#klaro .cookie-notice .cm-btn-success",
          "reject", "#klaro .cookie-notice .cn-decline",
          "open", "#klaro .cookie-notice .cn-learn-more",
          "settings", "#klaro .cm-modal",
          "save", "#klaro .cm-modal .cm-btn-accept:not(.cm-btn-accept-all)")),

  TARTEAUCITRON(
      "tarteaucitronjs",
      new NpmPackage(
          "tarteaucitronjs",
          "1.34.0",
          "PEzKEjOLC06zCWSZB1RuQkSlzbDYXSKohv0XD7BMjgfE/M+LhiWLTdNAj47VW9xcVsuQCSvLpR/gqkripHaU6g=="),
      """
      <script src="/tarteaucitronjs/tarteaucitron.min.js"></script>
      <script src="/tarteaucitronjs.js"></script>
      """,
      new HeldBack(
          """
          <div class="youtube_player" videoID="M7lc1UVf-VE" width="560" height="315"></div>
          """,
          """
          <span class="tacTwitter"></span>
          """),
      Map.of(
          "banner", "#tarteaucitronAlertBig",
          "accept", "#tarteaucitronPersonalize2",
          "reject", "#tarteaucitronAllDenied2",
          "open", "#tarteaucitronCloseAlert",
          "settings", "#tarteaucitron",
          "save", "#tarteaucitronSaveButton"));

  /** The markup of the page's embeds. */
  record HeldBack(String video, String post) {

    static final HeldBack BY_THE_FILTER =
        new HeldBack(
            """
            <iframe width="560" height="315" src="https://www.youtube.com/embed/M7lc1UVf-VE" title="YouTube video player"></iframe>
            """,
            """
            <script async src="https://platform.twitter.com/widgets.js"></script>
            """);

    static final HeldBack BY_HAND =
        new HeldBack(
            """
            <iframe width="560" height="315" title="YouTube video player"></iframe>
            """,
            "");
  }

  private final String title;
  private final @Nullable NpmPackage npm;
  private final String head;
  private final HeldBack embeds;
  private final Map<String, String> parts;

  Tool(
      String title,
      @Nullable NpmPackage npm,
      String head,
      HeldBack embeds,
      Map<String, String> parts) {
    this.title = title;
    this.npm = npm;
    this.head = head;
    this.embeds = embeds;
    this.parts = parts;
  }

  String title() {
    return title;
  }

  Optional<NpmPackage> npm() {
    return Optional.ofNullable(npm);
  }

  /** Returns a page in which the markup that the tool requires replaces the placeholders. */
  String fill(String page) {
    return page.replace("$HEAD", head.strip())
        .replace("$VIDEO", embeds.video().strip())
        .replace("$POST", embeds.post().strip());
  }

  /** Returns selectors of the elements that visitors see; {@code >>>} leads into a shadow root. */
  Map<String, String> parts() {
    return parts;
  }

  String path() {
    return '/' + name().toLowerCase(Locale.ROOT) + ".html";
  }
}
