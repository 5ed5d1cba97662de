package io.github.consent4j.examples.comparison;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Answers of every kind that an application gives. */
@Controller
class ShopPages {

  /** Long enough to be compressed. */
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head><title>Talks</title><link rel="stylesheet" href="/shop/shop.css"></head>
      <body>
      <h1>Talks</h1>
      %s</body>
      </html>
      """
          .formatted("<p>One of many talks that were held at the institute</p>\n".repeat(60));

  @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
  @ResponseBody
  String start(HttpServletRequest request, HttpServletResponse response, CsrfToken token) {
    HttpSession session = request.getSession();
    session.setAttribute("pages", 1);
    response.addCookie(new Cookie("basket", "7"));
    response.addCookie(new Cookie("visits", "9"));
    response.addHeader("Link", "<https://www.youtube.com>; rel=preconnect");
    return """
    <!doctype html>
    <html lang="en">
    <head><meta charset="utf-8"><title>Shop</title>
    <link rel="preconnect" href="https://www.youtube.com">
    <script nonce="%1$s">window.shop = { open: true };</script>
    <script nonce="%1$s" src="https://counter.example/count.js"></script>
    </head>
    <body>
    <h1>Shop &amp; talks</h1>
    <iframe width="560" height="315" src="https://www.youtube.com/embed/M7lc1UVf-VE" allowfullscreen></iframe>
    <img src="/shop/logo.png" alt="Logo">
    <form method="post" action="/shop/order"><input type="hidden" name="_csrf" value="%2$s"><button>Order</button></form>
    </body>
    </html>
    """
        .formatted(request.getAttribute(ShopSecurity.NONCE), token.getToken());
  }

  @GetMapping(path = "/plain", produces = MediaType.TEXT_HTML_VALUE)
  @ResponseBody
  String plain() {
    return PAGE;
  }

  @GetMapping("/public")
  ResponseEntity<String> publicPage() {
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_HTML)
        .cacheControl(CacheControl.maxAge(10, TimeUnit.MINUTES).cachePublic())
        .body(PAGE);
  }

  @GetMapping("/goods")
  @ResponseBody
  Map<String, Object> goods() {
    return Map.of("goods", List.of("<iframe src=https://www.youtube.com/embed/1>", "book"));
  }

  @GetMapping(path = "/cookies", produces = MediaType.TEXT_PLAIN_VALUE)
  @ResponseBody
  String cookies(HttpServletRequest request) {
    return String.join(
        " ",
        Arrays.stream(request.getCookies())
            .map(cookie -> cookie.getName() + '=' + cookie.getValue())
            .sorted()
            .toList());
  }

  @GetMapping("/old")
  String old(HttpServletResponse response) {
    response.addCookie(new Cookie("visits", "9"));
    return "redirect:/plain";
  }

  @GetMapping("/broken")
  String broken() {
    throw new OutOfOrderException();
  }

  @GetMapping("/gone")
  void gone(HttpServletResponse response) throws IOException {
    response.sendError(HttpServletResponse.SC_GONE);
  }

  @GetMapping("/report")
  ResponseEntity<Resource> report() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_PDF)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"report.pdf\"")
        .body(new ByteArrayResource("%PDF-1.7 ".repeat(500).getBytes(StandardCharsets.US_ASCII)));
  }

  @GetMapping("/stream")
  ResponseEntity<StreamingResponseBody> stream() {
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .body(
            out -> {
              for (String line : PAGE.split("(?<=\n)")) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
                out.flush();
              }
            });
  }

  @GetMapping(path = "/callable", produces = MediaType.TEXT_HTML_VALUE)
  @ResponseBody
  Callable<String> callable() {
    return () -> PAGE;
  }

  @GetMapping("/deferred")
  @ResponseBody
  DeferredResult<Map<String, Object>> deferred() {
    DeferredResult<Map<String, Object>> result = new DeferredResult<>();
    result.setResult(Map.of("talks", Collections.nCopies(300, "talk &<script src=\"x\">")));
    return result;
  }

  @GetMapping("/events")
  SseEmitter events() throws IOException {
    SseEmitter events = new SseEmitter();
    events.send("one");
    events.send("two");
    events.complete();
    return events;
  }

  @GetMapping(path = "/account", produces = MediaType.TEXT_HTML_VALUE)
  @ResponseBody
  String account(Principal principal, CsrfToken token) {
    return """
    <!doctype html><html lang="en"><head><title>Account</title></head><body>
    <p>%s</p><form method="post" action="/shop/logout"><input type="hidden" name="_csrf" value="%s"></form>
    </body></html>
    """
        .formatted(principal.getName(), token.getToken());
  }

  @PostMapping("/order")
  String order(@RequestParam int number, HttpSession session) {
    session.setAttribute("ordered", number);
    return "redirect:/plain";
  }

  /** What the application itself has to tell. */
  static final class OutOfOrderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfOrderException() {
      super("out of order");
    }
  }
}
