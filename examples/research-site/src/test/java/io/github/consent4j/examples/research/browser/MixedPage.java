package io.github.consent4j.examples.research.browser;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A page with everything that can be blocked, the same for everybody. */
@RestController
class MixedPage {

  private static final String HTML =
      """
      <!DOCTYPE html>
      <html lang="en"><head><title>Mixed</title>
      <style>#sheet { background: url(https://i.ytimg.com/sheet.png) }</style>
      <script>window.order = [];</script>
      <script defer src="https://platform.twitter.com/deferred.js"></script>
      </head><body>
      <script src="https://platform.twitter.com/first.js"></script>
      <script>// of https://platform.twitter.com/widgets.js
      order.push('inline'); document.write('<p id="written">written</p>');</script>
      <script src="https://platform.twitter.com/last.js"></script>
      <svg><script href="https://platform.twitter.com/drawn.js"></script>
      <script xlink:href="https://platform.twitter.com/linked.js"/>
      <script>/* of https://platform.twitter.com/widgets.js */ order.push('drawn &amp; inline');</script></svg>
      <div id="sheet">a</div>
      <div style="background: url('https://i.ytimg.com/attribute.png')">b</div>
      <lite-youtube videoid="facade">c</lite-youtube>
      <img id="image" alt="" src="https://i.ytimg.com/image.png">
      <img alt="" srcset="https://i.ytimg.com/candidate.png 1x, https://i.ytimg.com/other.png 2x">
      <video preload="auto"><source src="https://i.ytimg.com/video.mp4"></video>
      <iframe id="frame" src="https://www.youtube.com/embed/x" width="300" height="200"></iframe>
      <iframe src="https://platform.twitter.com/embed/y" width="300" height="200"></iframe>
      <iframe srcdoc="<!DOCTYPE html><title>a</title><img src='https://i.ytimg.com/inside.png'>"></iframe>
      <template id="later"><iframe src="https://www.youtube.com/embed/later"></iframe>
      <script src="https://platform.twitter.com/later.js"></script></template>
      </body></html>
      """;

  private static final String WITH_NONCE =
      """
      <!DOCTYPE html>
      <html lang="en"><head><title>Nonce</title>
      <script nonce="aBc123">window.order = ['own'];</script>
      </head><body><p>Hello</p>
      <script nonce="aBc123" src="https://platform.twitter.com/first.js"></script>
      </body></html>
      """;

  @GetMapping("/nonce")
  ResponseEntity<String> withNonce() {
    return ResponseEntity.ok()
        .header(
            "Content-Security-Policy",
            "default-src 'self'; script-src 'nonce-aBc123' 'strict-dynamic'; base-uri 'none'")
        .contentType(MediaType.TEXT_HTML)
        .body(WITH_NONCE);
  }

  @GetMapping("/mixed")
  ResponseEntity<String> mixed() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)).cachePublic())
        .contentType(MediaType.TEXT_HTML)
        .body(HTML);
  }
}
