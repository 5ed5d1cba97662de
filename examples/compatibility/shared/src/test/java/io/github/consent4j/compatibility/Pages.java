package io.github.consent4j.compatibility;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.servlet.ConsentFilter;
import io.github.consent4j.spring.RequiresConsent;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Handlers that answer in every way that Spring MVC supports. */
@Controller
class Pages {

  static final String VIDEO = "https://www.youtube.com/embed/M7lc1UVf-VE";

  static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><head><title>Talks</title></head>
      <body><iframe src="%s"></iframe></body></html>
      """
          .formatted(VIDEO);

  @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
  @ResponseBody
  String page() {
    return PAGE;
  }

  @GetMapping("/answer")
  ResponseEntity<String> answer() {
    byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_HTML)
        .contentLength(page.length)
        .body(PAGE);
  }

  @GetMapping(path = "/argument", produces = MediaType.TEXT_PLAIN_VALUE)
  @ResponseBody
  String argument(Consent consent) {
    return "allowed: " + consent.allows("youtube");
  }

  @GetMapping(path = "/asked", produces = MediaType.TEXT_PLAIN_VALUE)
  @ResponseBody
  String asked(HttpServletRequest request) {
    return "allowed: " + ConsentFilter.consent(request).allows("youtube");
  }

  @GetMapping(path = "/callable", produces = MediaType.TEXT_HTML_VALUE)
  @ResponseBody
  Callable<String> callable() {
    return () -> PAGE;
  }

  @GetMapping(path = "/deferred", produces = MediaType.TEXT_HTML_VALUE)
  @ResponseBody
  DeferredResult<String> deferred() {
    DeferredResult<String> result = new DeferredResult<>();
    result.setResult(PAGE);
    return result;
  }

  @GetMapping(path = "/stream", produces = MediaType.TEXT_HTML_VALUE)
  StreamingResponseBody stream() {
    return out -> {
      for (String line : PAGE.split("(?<=\n)")) {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    };
  }

  @GetMapping("/events")
  SseEmitter events() throws Exception {
    SseEmitter events = new SseEmitter();
    events.send("one");
    events.complete();
    return events;
  }

  @GetMapping("/cookies")
  @ResponseBody
  String cookies(HttpServletResponse response) {
    response.addCookie(new Cookie("basket", "7"));
    response.addCookie(new Cookie("visits", "9"));
    return "set";
  }

  @GetMapping("/view")
  String view(Model model) {
    model.addAttribute("talks", 3);
    return "talks";
  }

  @GetMapping("/visits")
  @RequiresConsent("statistics")
  @ResponseBody
  String visits() {
    return "counted";
  }

  @GetMapping("/film")
  @RequiresConsent(value = "youtube", fallback = "film-without")
  String film() {
    return "film-whole";
  }

  @GetMapping("/forward")
  String forward() {
    return "forward:/";
  }

  @PostMapping("/order")
  String order(RedirectAttributes attributes) {
    attributes.addFlashAttribute("message", "ordered");
    return "redirect:/thanks";
  }

  @PostMapping("/upload")
  @ResponseBody
  String upload(@RequestParam MultipartFile file) {
    return "bytes: " + file.getSize();
  }

  @GetMapping("/broken")
  String broken() {
    throw new IllegalStateException("out of order");
  }
}
