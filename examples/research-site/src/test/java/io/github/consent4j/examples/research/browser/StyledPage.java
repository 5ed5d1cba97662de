package io.github.consent4j.examples.research.browser;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A page with style sheets of its own, and documents that do not look like pages. */
@RestController
class StyledPage {

  private static final MediaType CSS = MediaType.valueOf("text/css");

  private static final String HTML =
      """
      <!DOCTYPE html>
      <html lang="en"><head><title>Styled</title><link rel="stylesheet" href="/styled.css"></head>
      <body><p id="a">a</p><p id="b">b</p></body></html>
      """;

  private static final String SHEET =
      """
      @import "/imported.css";
      @font-face { font-family: own; src: url(https://i.ytimg.com/font.woff2) }
      #a { font-family: own; color: rgb(1, 2, 3) }
      @media all { #a { background: url("https://www.youtube.com/background.png") } }
      """;

  private static final String IMPORTED =
      """
      @import url(https://platform.twitter.com/import.css);
      #b { color: rgb(4, 5, 6) }
      """;

  private static final String SCRIPT =
      """
      const image = document.createElementNS('http://www.w3.org/1999/xhtml', 'img');
      image.src = 'https://i.ytimg.com/late.png';
      document.documentElement.append(image);
      """;

  @GetMapping("/styled")
  ResponseEntity<String> page() {
    return ResponseEntity.ok().contentType(MediaType.TEXT_HTML).body(HTML);
  }

  @GetMapping("/styled.css")
  ResponseEntity<String> sheet() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)).cachePublic())
        .eTag("styled")
        .contentType(CSS)
        .body(SHEET);
  }

  @GetMapping("/imported.css")
  ResponseEntity<String> imported() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)))
        .contentType(CSS)
        .body(IMPORTED);
  }

  @GetMapping("/drawing")
  ResponseEntity<String> drawing() {
    return ResponseEntity.ok()
        .contentType(MediaType.valueOf("image/svg+xml"))
        .body(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:l=\"http://www.w3.org/1999/xlink\">"
                + "<image l:href=\"https://www.youtube.com/a.png\" width=\"9\" height=\"9\"/>"
                + "<style>@import \"https://platform.twitter.com/a.css\";</style><script>"
                + SCRIPT
                + "document.documentElement.id = 'ran';</script></svg>");
  }

  @GetMapping("/feed")
  ResponseEntity<String> feed() {
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_XML)
        .body(
            "<?xml-stylesheet href=\"https://platform.twitter.com/a.css\"?><feed"
                + " xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:img"
                + " src=\"https://www.youtube.com/a.png\"/><h:script>"
                + SCRIPT
                + "document.documentElement.id = 'ran';</h:script></feed>");
  }

  @GetMapping("/beginning")
  ResponseEntity<String> beginning() {
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_HTML)
        .body(
            "\n<script>"
                + SCRIPT
                + "document.documentElement.id = 'ran';</script><html><head><title>x</title></head>"
                + "<body><p>x</p></body></html>");
  }
}
