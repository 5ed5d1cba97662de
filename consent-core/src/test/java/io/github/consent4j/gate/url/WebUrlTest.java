package io.github.consent4j.gate.url;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.gate.PageContext;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which host a browser would contact for a text. */
class WebUrlTest {

  private static final WebUrl BASE = WebUrl.of(new PageContext("https", "www.site.example"));

  private static Optional<String> host(String text) {
    return WebUrl.parse(unescaped(text), BASE).map(WebUrl::host);
  }

  /** Replaces ^t, ^n, ^r, ^0 and ^s by a tab, a line feed, a carriage return, a NUL and a space. */
  private static String unescaped(String text) {
    return text.replace("^t", "\t")
        .replace("^n", "\n")
        .replace("^r", "\r")
        .replace("^0", "\0")
        .replace("^s", " ");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "https://Host.Example/x, host.example",
        "//host.example, host.example",
        "///host.example, host.example",
        "////host.example/x, host.example",
        "\\\\host.example\\x, host.example",
        "/\\host.example, host.example",
        "\\/host.example, host.example",
        "https:\\\\host.example, host.example",
        "https:///host.example, host.example",
        "http:host.example, host.example",
        "http:/host.example, host.example",
        "^s^n https://host.example ^s, host.example",
        "ht^ntps://host.example, host.example",
        "https:^t//host.example, host.example",
        "//ho^r^nst.example, host.example",
        "/^t/host.example, host.example",
        "https://user@host.example, host.example",
        "https://user:pass@host.example:8443/x@y, host.example",
        "https://a@b@host.example, host.example",
        "https://www.site.example@host.example, host.example",
        "https://host.example\\@www.site.example, host.example",
        "https://host.example?@www.site.example, host.example",
        "https://host.example#@www.site.example, host.example",
        "https://host.example:0443, host.example",
        "https://host.example:/x, host.example",
        "https://host.example., host.example.",
        "wss://host.example, host.example",
        "ftp://host.example, host.example",
        "https://ho%73t.example, host.example",
        "https://%68%6f%73%74.example, host.example",
        "https://host%E3%80%82example, host.example",
        "https://host。example, host.example",
        "https://host．example, host.example",
        "https://ｈｏｓｔ.example, host.example",
        "https://ⓗost.example, host.example",
        "https://ho\u00adst.example, host.example",
        "https://ho\u2060st.example, host.example",
        "https://ſost.example, sost.example",
        "https://\u212aost.example, kost.example",
        "https://bücher.example, xn--bcher-kva.example",
        "https://BÜCHER.example, xn--bcher-kva.example",
        "https://bu\u0308cher.example, xn--bcher-kva.example",
        "https://XN--BCHER-KVA.example, xn--bcher-kva.example",
        "https://faß.example, xn--fa-hia.example",
        "https://İ.example, xn--i-9bb.example",
        "https://ΒΌΛΟΣ.example, xn--nxasmq6b.example",
        "https://βόλος.example, xn--nxasmm1c.example",
        "https://≠.example, xn--1ch.example",
        "https://x..ß, x..xn--zca",
        "https://a_b-.example, a_b-.example",
        "https://{}!*.example, {}!*.example",
        "https://127.1, 127.0.0.1",
        "https://0x7f.0.0.1, 127.0.0.1",
        "https://2130706433, 127.0.0.1",
        "https://0177.0x1, 127.0.0.1",
        "https://127.0.0.1., 127.0.0.1",
        "https://１２７.0.0.1, 127.0.0.1",
        "https://[2001:DB8::1]:80/, [2001:db8::1]",
        "x/y, www.site.example",
        "/x//host.example, www.site.example",
        "?https://host.example, www.site.example",
        "#//host.example, www.site.example",
        "../x, www.site.example",
        "x:80/y^0, ",
        "%20https://host.example, www.site.example",
        "https:x, www.site.example",
        "https:/x, www.site.example",
      })
  void the_host_is_the_one_that_a_browser_would_contact(String text, String host) {
    assertThat(host(text)).isEqualTo(Optional.ofNullable(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://",
        "https://?x",
        "//",
        "https://@",
        "https://:80/",
        "https://host.example:65536",
        "https://host.example:8x",
        "https://ho st.example",
        "https://ho^0st.example",
        "https://ho%00st.example",
        "https://ho%2fst.example",
        "https://ho%25st.example",
        "https://ho%st.example",
        "https://ho<st.example",
        "https://ho|st.example",
        "https://ho^^st.example",
        "https://256.0.0.1",
        "https://1.2.3.4.5",
        "https://1.2.3.08",
        "https://0x7f.0.0.0x100000000",
        "https://[1::2",
        "https://[::g]",
        "https://\ufffd.example",
        "data:text/plain,//host.example",
        "javascript://host.example/%0a",
        "mailto:x@host.example",
        "blob:https://host.example/1",
        "about:blank",
      })
  void nothing_is_fetched_for_what_a_browser_cannot_read(String text) {
    assertThat(host(text)).isEmpty();
  }

  @Test
  void paths_are_compared_after_normalisation() {
    assertThat(WebUrl.parse("//h.example/a/./b/../c/%2E%2e/d\\e//f?x", BASE).map(WebUrl::path))
        .hasValue("/a/d/e//f");
    assertThat(WebUrl.parse("//h.example/..", BASE).map(WebUrl::path)).hasValue("/");
    assertThat(WebUrl.parse("//h.example", BASE).map(WebUrl::path)).hasValue("/");
  }
}
