package io.github.consent4j.examples.plain;

import io.github.consent4j.servlet.ConsentFilter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page with the embeds. It sets the cookies that webEdition and econda set. */
public final class CooperationsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final int TWO_YEARS = (int) Duration.ofDays(730).toSeconds();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.addCookie(cookie("WESESSION", "3f9c2ab17d", -1));
    response.addCookie(cookie("emos_jcsid", "AXqT2vYp:1:0", -1));
    response.addCookie(cookie("emos_jcvid", "AXqT2vYp:1:0:0:0:true:1", TWO_YEARS));
    response.setContentType("text/html;charset=UTF-8");
    response
        .getWriter()
        .write(
            page()
                .replace("${received}", namesOfCookies(request))
                .replace(
                    "${measured}",
                    String.valueOf(ConsentFilter.consent(request).allows("statistics"))));
  }

  private String page() throws IOException {
    try (InputStream in =
        getServletContext().getResourceAsStream("/WEB-INF/pages/cooperations.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Cookie cookie(String name, String value, int maxAge) {
    Cookie cookie = new Cookie(name, value);
    cookie.setPath("/");
    cookie.setMaxAge(maxAge);
    cookie.setHttpOnly(name.equals("WESESSION"));
    return cookie;
  }

  private static String namesOfCookies(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? "none"
        : Stream.of(cookies).map(Cookie::getName).sorted().collect(Collectors.joining(", "));
  }
}
