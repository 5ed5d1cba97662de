package io.github.consent4j.examples.research.browser;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A page with two embeds of each kind. */
@RestController
class EmbedsPage {

  private static final String HTML =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Embedded</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <link rel="stylesheet" href="/site.css"></head>
      <body><main><h1>Embedded</h1>
      <iframe id="film" title="A film" width="560" height="315" src="https://www.youtube.com/embed/film"></iframe>
      <iframe id="talk" width="560" height="315" src="https://www.youtube.com/embed/talk"></iframe>
      <blockquote class="twitter-tweet"><p>The first.</p>
        <a href="https://twitter.com/institute/status/1">May 1</a></blockquote>
      <blockquote class="twitter-tweet"><p>The second.</p>
        <a href="https://twitter.com/institute/status/2">May 2</a></blockquote>
      <script async src="https://platform.twitter.com/widgets.js"></script>
      <p><picture><source srcset="https://i.ytimg.com/wide.jpg">
        <img id="group" alt="The group in its laboratory" width="320" height="180" src="https://i.ytimg.com/group.jpg"></picture></p>
      <p><img id="house" alt="The old house" width="320" height="180" src="https://i.ytimg.com/house.jpg"></p>
      <p><img alt="" width="1" height="1" src="https://i.ytimg.com/counted.gif"></p>
      </main><footer class="bar"><a href="/consent">Cookie settings</a></footer></body></html>
      """;

  private static final String TAGGED =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Tagged</title>
      <script>(window.dataLayer = window.dataLayer || []).push({own: true});</script>
      <script async src="https://tag.example/tag.js"></script></head>
      <body><main><h1>Tagged</h1></main></body></html>
      """;

  /**
   * A page with buttons and links to the settings. The form, the paragraphs and the page have no
   * end tags.
   */
  private static final String OPENERS =
      """
      <!DOCTYPE html>
      <html lang="de"><meta charset="utf-8"><title>Openers</title>
      <form action="/elsewhere"><p><input name="q" value="1">
      <button type="button" id="in-form" data-consent-open>Cookies</button>
      <button id="behind" data-consent-open>Cookies</button>
      <p><a id="link" data-consent-open>Cookies</a> <a id="top" href="#" data-consent-open>Cookies</a>
      <p>The end
      """;

  @GetMapping(path = "/openers", produces = MediaType.TEXT_HTML_VALUE)
  String openers() {
    return OPENERS;
  }

  @GetMapping(path = "/openers/tidy", produces = MediaType.TEXT_HTML_VALUE)
  String tidyOpeners() {
    return OPENERS
        .replace("Cookies</button>\n<p>", "Cookies</button></p></form>\n<p>")
        .replace("<title>", "<style>form { display: block; padding: 1em }</style><title>")
        .replace("The end", "The end</p></body></html>");
  }

  @GetMapping(path = "/tagged", produces = MediaType.TEXT_HTML_VALUE)
  String tagged() {
    return TAGGED;
  }

  /** Returns a page in a language, with a video that has the browser's default size. */
  @GetMapping(path = "/in/{language}", produces = MediaType.TEXT_HTML_VALUE)
  String in(@PathVariable String language) {
    return """
        <!DOCTYPE html>
        <html lang="%s"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>Page</title><main><h1>Page</h1>
        <iframe title="Film" src="https://www.youtube.com/embed/M7lc1UVf-VE"></iframe>
        """
        .formatted(language);
  }

  @GetMapping(path = "/embeds", produces = MediaType.TEXT_HTML_VALUE)
  String embeds() {
    return HTML;
  }
}
