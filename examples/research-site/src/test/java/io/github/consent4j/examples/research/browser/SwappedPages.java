package io.github.consent4j.examples.research.browser;

import io.github.consent4j.servlet.ConsentFilter;
import io.github.consent4j.servlet.VisitorConsent;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Pages that a library fetches and swaps into the current one. */
@RestController
class SwappedPages {

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>%1$s</title>%3$s</head>
      <body%4$s><h1>%1$s</h1>
      <nav><a id="to-plain" href="/swapped/%2$s/plain">Plain</a>
      <a id="to-film" href="/swapped/%2$s/film">Film</a>
      <a id="to-withdrawn" href="/swapped/%2$s/withdrawn">Withdraw</a>
      <a id="to-granted" href="/swapped/%2$s/granted">Grant</a>
      <a id="to-settings" href="/consent">Cookie settings</a></nav>
      %5$s</body></html>
      """;

  private static final String FILM =
      """
      <iframe id="film" title="A film" width="560" height="315" src="https://www.youtube.com/embed/film"></iframe>
      <blockquote class="twitter-tweet"><p>A post.</p><a href="https://twitter.com/institute/status/1">May 1</a></blockquote>
      <script src="https://l.ecn-ldr.de/loader/beacons.js"></script>
      """;

  private static String page(SwappingLibrary library, String title, String content) {
    return PAGE.formatted(title, library.name(), library.head(), library.body(), content);
  }

  @GetMapping(path = "/swapped/{library}/plain", produces = MediaType.TEXT_HTML_VALUE)
  String plain(@PathVariable SwappingLibrary library) {
    return page(library, "Plain", "");
  }

  @GetMapping(path = "/swapped/{library}/film", produces = MediaType.TEXT_HTML_VALUE)
  String film(@PathVariable SwappingLibrary library) {
    return page(library, "Film", FILM);
  }

  /**
   * Returns a page on which the application itself withdraws consent, as a page of the visitor's
   * account would.
   */
  @GetMapping(path = "/swapped/{library}/withdrawn", produces = MediaType.TEXT_HTML_VALUE)
  String withdrawn(@PathVariable SwappingLibrary library, HttpServletRequest request) {
    if (ConsentFilter.consent(request).isMade()) {
      VisitorConsent.of(request).withdraw("external-media", "statistics");
    }
    return page(library, "Withdrawn", FILM);
  }

  @GetMapping(path = "/swapped/{library}/granted", produces = MediaType.TEXT_HTML_VALUE)
  String granted(@PathVariable SwappingLibrary library, HttpServletRequest request) {
    VisitorConsent.of(request).grant("youtube");
    return page(library, "Granted", FILM);
  }
}
