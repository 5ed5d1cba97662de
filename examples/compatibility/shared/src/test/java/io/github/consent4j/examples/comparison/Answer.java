package io.github.consent4j.examples.comparison;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * An answer of the application, without what is different in every answer: the time, and random
 * values of the application's own.
 *
 * @param headers the values of each header, by its name in lower case
 * @param body the body as text, decompressed
 * @param length the number of bytes of the body as it was sent
 * @param cookies the cookies that the answer sets, by name
 * @param entityTag the entity tag as it was sent, empty if there is none
 * @param token the token against forged posts in the page, empty if there is none
 */
record Answer(
    int status,
    Map<String, List<String>> headers,
    String body,
    int length,
    Map<String, String> cookies,
    String entityTag,
    String token) {

  private static final Pattern NONCE = Pattern.compile("'nonce-([^']+)'");
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");
  private static final Pattern COOKIE = Pattern.compile("^([^=]+)=([^;]*)");
  private static final Pattern SESSION = Pattern.compile("SESSION=[^;]+");
  private static final Pattern PORT = Pattern.compile("localhost:\\d+");
  private static final Pattern DIGEST = Pattern.compile("\"0[0-9a-f]{32}");
  private static final Pattern CREATED =
      Pattern.compile("<div id='created'>[^<]*</div>|\"timestamp\":\"[^\"]*\"");

  /**
   * The headers of Spring Security. Where another thread writes the body, it may write them twice,
   * with the library and without it.
   */
  private static final Set<String> OF_SECURITY =
      Set.of(
          "cache-control",
          "expires",
          "pragma",
          "x-content-type-options",
          "x-frame-options",
          "x-xss-protection");

  static Answer of(HttpResponse<byte[]> response) {
    String nonce =
        response
            .headers()
            .firstValue("Content-Security-Policy")
            .flatMap(policy -> first(NONCE, policy))
            .orElse("no nonce");
    String body = text(response);
    String token = first(TOKEN, body).orElse("");
    boolean random = body.contains(nonce) || !token.isEmpty();
    Map<String, List<String>> headers = new TreeMap<>();
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              String known = name.toLowerCase(Locale.ROOT);
              if (!known.equals("date")) {
                Stream<String> read =
                    values.stream().map(value -> steady(value, nonce, random)).sorted();
                headers.put(
                    known, (OF_SECURITY.contains(known) ? read.distinct() : read).toList());
              }
            });
    String page = CREATED.matcher(body).replaceAll("(time)").replace(nonce, "(nonce)");
    if (!token.isEmpty()) {
      page = page.replace(token, "(token)");
    }
    String entityTag = response.headers().firstValue("ETag").orElse("");
    return new Answer(
        response.statusCode(),
        headers,
        page,
        response.body().length,
        cookies(response),
        entityTag,
        token);
  }

  /** Returns the value of a header as it stood in the answer, or an empty text. */
  String header(String name) {
    return String.join(", ", headers.getOrDefault(name, List.of()));
  }

  private static String steady(String value, String nonce, boolean random) {
    String steady = SESSION.matcher(value.replace(nonce, "(nonce)")).replaceAll("SESSION=(id)");
    steady = PORT.matcher(steady).replaceAll("localhost");
    return random ? DIGEST.matcher(steady).replaceAll("\"(digest)") : steady;
  }

  private static Map<String, String> cookies(HttpResponse<byte[]> response) {
    return response.headers().allValues("Set-Cookie").stream()
        .map(COOKIE::matcher)
        .filter(Matcher::find)
        .map(Matcher::toMatchResult)
        .collect(
            Collectors.toMap(
                cookie -> cookie.group(1), cookie -> cookie.group(2), (first, last) -> last));
  }

  private static String text(HttpResponse<byte[]> response) {
    byte[] body = response.body();
    if (response.headers().firstValue("Content-Encoding").orElse("").equals("gzip")
        && body.length > 0) {
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
        body = in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  private static Optional<String> first(Pattern pattern, String text) {
    return pattern.matcher(text).results().findFirst().map((MatchResult found) -> found.group(1));
  }
}
