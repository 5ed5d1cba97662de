package io.github.consent4j.examples.research;

import io.github.consent4j.consent.Consent;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.context.request.WebRequest;

/** The pages of the site. Except for one line, nothing here depends on consent. */
@Controller
class PageController {

  private static final int TWO_YEARS = (int) Duration.ofDays(730).toSeconds();

  @GetMapping("/")
  String home() {
    return "home";
  }

  @GetMapping("/cooperations")
  String cooperations(
      Consent consent, HttpServletRequest request, HttpServletResponse response, Model model) {
    response.addCookie(cookie("WESESSION", "3f9c2ab17d", -1));
    response.addCookie(cookie("emos_jcsid", "AXqT2vYp:1:0", -1));
    response.addCookie(cookie("emos_jcvid", "AXqT2vYp:1:0:0:0:true:1", TWO_YEARS));
    model.addAttribute("received", namesOfCookies(request));
    model.addAttribute("measured", consent.allows("statistics"));
    return "cooperations";
  }

  /** Returns a page that is the same for everybody, so that caches may share it. */
  @GetMapping("/public")
  @Nullable String lectures(WebRequest request, HttpServletResponse response) {
    response.setHeader("Cache-Control", "public, max-age=600");
    return request.checkNotModified("lectures-1") ? null : "public";
  }

  @GetMapping("/en/data-protection")
  String dataProtection() {
    return "data-protection";
  }

  @GetMapping("/en/imprint")
  String imprint() {
    return "imprint";
  }

  private static Cookie cookie(String name, String value, int maxAge) {
    Cookie cookie = new Cookie(name, value);
    cookie.setPath("/");
    cookie.setMaxAge(maxAge);
    cookie.setHttpOnly(name.equals("WESESSION"));
    return cookie;
  }

  private static List<String> namesOfCookies(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null ? List.of() : Stream.of(cookies).map(Cookie::getName).sorted().toList();
  }
}
