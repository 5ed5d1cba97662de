package io.github.consent4j.gate.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.CpuTime;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestCookiesTest {

  private static RequestCookies parse(String... headers) {
    return RequestCookies.parse(List.of(headers));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a=1          | 1",
        "x=2; a=1     | 1",
        "x=2;a=1      | 1",
        "x=2 ;\ta = 1 | 1",
        "a=b=c        | b=c",
        "a=           | ``",
        "a            | ``",
        "a=\"x y\"    | \"x y\"",
        "a=x,b=2      | x,b=2",
        ";;a=1;;      | 1",
      })
  void a_cookie_is_what_stands_between_semicolons(String header, String value) {
    assertThat(parse(header).all("a")).containsExactly(value);
  }

  @Test
  void a_quote_does_not_hide_a_semicolon() {
    assertThat(parse("x=\"1; a=2; y=3\"").all("a")).containsExactly("2");
  }

  @Test
  void cookies_of_one_name_keep_the_order_of_the_request() {
    assertThat(parse("a=2; b=3; a=1; a=2").all("a")).containsExactly("2", "1", "2");
    assertThat(parse("a=1", "a=2").all("a")).containsExactly("1", "2");
  }

  @Test
  void names_are_case_sensitive() {
    assertThat(parse("A=1").all("a")).isEmpty();
  }

  @Test
  void several_headers_are_read_as_one() {
    RequestCookies cookies = parse("a=1; b=2", "c=3");
    assertThat(cookies.names()).containsExactly("a", "b", "c");
    assertThat(cookies.all("c")).containsExactly("3");
  }

  @Test
  void no_header_is_no_cookie() {
    assertThat(parse().names()).isEmpty();
    assertThat(parse("").names()).isEmpty();
    assertThat(parse(" ; ;").names()).isEmpty();
  }

  @Test
  void time_grows_with_the_length_of_the_header_and_no_faster() {
    String pairs =
        IntStream.range(0, 100_000).mapToObj(i -> "n" + i + "=v").collect(Collectors.joining("; "));
    for (String header :
        List.of(
            pairs,
            ";".repeat(1_000_000),
            "=".repeat(1_000_000),
            "a".repeat(1_000_000),
            " ".repeat(1_000_000),
            "a ".repeat(500_000))) {
      long start = CpuTime.now();
      parse(header).names();
      assertThat(Duration.ofNanos(CpuTime.now() - start)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void no_text_is_an_error() {
    Random random = new Random(42);
    String alphabet = "ab=;, \t\"\\\u0000\u00e4$consent";
    for (int i = 0; i < 20_000; i++) {
      String header =
          random
              .ints(random.nextInt(40), 0, alphabet.length())
              .mapToObj(at -> String.valueOf(alphabet.charAt(at)))
              .collect(Collectors.joining());
      RequestCookies cookies = parse(header);
      cookies.names().forEach(cookies::all);
    }
  }
}
