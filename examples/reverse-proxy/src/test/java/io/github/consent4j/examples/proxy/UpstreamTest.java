package io.github.consent4j.examples.proxy;

import static io.github.consent4j.examples.proxy.SocketSite.answer;
import static io.github.consent4j.examples.proxy.SocketSite.head;
import static io.github.consent4j.examples.proxy.SocketSite.until;
import static io.github.consent4j.examples.proxy.SocketSite.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The proxy in front of sites that behave badly, and visitors who do. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpstreamTest {

  private static final String HOST = "Host: www.site.example\r\n";
  private static final String CLOSE = "Connection: close\r\n\r\n";

  private final BlockingQueue<String> heads = new LinkedBlockingQueue<>();
  private SocketSite site;
  private SocketSite shop;
  private RunningProxy proxy;

  @BeforeAll
  void start() throws IOException {
    site = new SocketSite();
    shop = new SocketSite();
    proxy =
        new RunningProxy(
            "proxy.sites.www.hosts=www.site.example",
            "proxy.sites.www.upstream=http://127.0.0.1:" + site.port(),
            "proxy.sites.www.max-body=100KB",
            "proxy.sites.shop.hosts=www.site.example",
            "proxy.sites.shop.path=/shop",
            "proxy.sites.shop.host=upstream",
            "proxy.sites.shop.upstream=http://127.0.0.1:" + shop.port() + "/base",
            "proxy.sites.gone.hosts=gone.example",
            "proxy.sites.gone.upstream=http://127.0.0.1:1",
            "proxy.timeouts.response=700ms",
            "proxy.timeouts.idle=700ms",
            "server.tomcat.connection-timeout=700ms");
  }

  @AfterAll
  void stop() throws IOException {
    proxy.close();
    site.close();
    shop.close();
  }

  @BeforeEach
  void answerEverything() throws IOException {
    heads.clear();
    startOver(
        site,
        each -> {
          while (true) {
            heads.add(answer(each, "200 OK", "www"));
          }
        });
    startOver(shop, each -> heads.add(answer(each, "200 OK", "shop")));
  }

  private void startOver(SocketSite any, SocketSite.Conversation next) throws IOException {
    any.startOver(next);
    proxy.closeIdle();
  }

  private String received() throws InterruptedException {
    return String.valueOf(heads.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void a_path_leads_to_a_site_of_its_own() throws Exception {
    assertThat(proxy.get("www.site.example", "/shop/a?b")).endsWith("shop");

    assertThat(received())
        .startsWith("GET /base/a?b HTTP/1.1\r\n")
        .contains("Host: 127.0.0.1:" + shop.port() + "\r\n")
        .contains("X-Forwarded-Host: www.site.example\r\n")
        .contains("X-Forwarded-Prefix: /shop\r\n");
  }

  @Test
  void a_host_that_nobody_names_is_misdirected() throws Exception {
    assertThat(proxy.get("other.example", "/"))
        .startsWith("HTTP/1.1 421 ")
        .endsWith("There is no site of this name here.\n");
  }

  @Test
  void a_site_that_is_not_there_is_a_bad_gateway() throws Exception {
    assertThat(proxy.get("gone.example", "/"))
        .startsWith("HTTP/1.1 502 ")
        .contains("Cache-Control: no-store")
        .endsWith("The site behind this proxy did not answer.\n");
  }

  @Test
  void a_site_that_takes_too_long_is_a_gateway_timeout() throws Exception {
    startOver(site, each -> each.getInputStream().readAllBytes());

    assertThat(proxy.get("www.site.example", "/"))
        .startsWith("HTTP/1.1 504 ")
        .endsWith("The site behind this proxy did not answer in time.\n");
  }

  @Test
  void a_site_that_falls_silent_within_a_body_is_cut_off() throws Exception {
    startOver(
        site,
        each -> {
          head(each);
          write(each, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
          each.getInputStream().readAllBytes();
        });

    assertThat(proxy.get("www.site.example", "/")).contains("hello").doesNotContain("\r\n0\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
        "",
      })
  void a_response_that_cannot_be_read_is_a_bad_gateway(String response) throws Exception {
    startOver(
        site,
        each -> {
          head(each);
          write(each, response);
        });

    assertThat(proxy.get("www.site.example", "/"))
        .startsWith("HTTP/1.1 502 ")
        .endsWith("The site behind this proxy did not answer.\n");
  }

  @Test
  void a_chunked_response_has_no_other_length() throws Exception {
    startOver(
        site,
        each -> {
          head(each);
          write(
              each,
              "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n"
                  + "Alt-Svc: h3=\":443\"\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        });

    assertThat(proxy.get("www.site.example", "/"))
        .contains("hello")
        .doesNotContain("Content-Length", "Alt-Svc");
  }

  @Test
  void a_connection_that_the_site_has_closed_is_replaced_for_a_request_that_may_be_repeated()
      throws Exception {
    startOver(
        site,
        each -> {
          answer(each, "200 OK", "first");
          // The next request meets a connection that ends without an answer.
          head(each);
          site.converse(again -> answer(again, "200 OK", "second"));
        });

    assertThat(proxy.get("www.site.example", "/")).endsWith("first");
    assertThat(proxy.get("www.site.example", "/")).endsWith("second");
  }

  @Test
  void a_request_that_may_not_be_repeated_is_sent_once() throws Exception {
    startOver(
        site,
        each -> {
          answer(each, "200 OK", "first");
          heads.add(head(each));
          site.converse(again -> heads.add(answer(again, "200 OK", "second")));
        });

    assertThat(proxy.get("www.site.example", "/")).endsWith("first");
    assertThat(proxy.ask("POST / HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\n" + CLOSE + "x"))
        .startsWith("HTTP/1.1 502 ");
    assertThat(heads).hasSize(1);
  }

  @Test
  void a_request_fails_on_a_new_connection_without_a_second_one() throws Exception {
    startOver(site, each -> head(each));

    assertThat(proxy.get("www.site.example", "/")).startsWith("HTTP/1.1 502 ");
    assertThat(site.connections()).isEqualTo(1);
  }

  @Test
  void names_that_cgi_would_take_for_others_do_not_arrive() throws Exception {
    proxy.ask(
        "GET / HTTP/1.1\r\n"
            + HOST
            + "X_Forwarded_For: 203.0.113.9\r\nX.Forwarded.Proto: https\r\nProxy: http://evil\r\n"
            + "X-Real-IP: 203.0.113.9\r\nX-Original-URL: /admin\r\nX-Forwarded-Ssl: on\r\n"
            + "X-Fine: 1\r\n"
            + CLOSE);

    assertThat(received())
        .contains("X-Fine: 1\r\n", "X-Forwarded-For: 127.0.0.1\r\n")
        .doesNotContain("203.0.113.9", "evil", "/admin", "https", "Ssl");
  }

  @Test
  void bytes_of_fields_stay_as_they_are() throws Exception {
    String bytes = new String("Ä€ü".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

    proxy.ask("GET / HTTP/1.1\r\n" + HOST + "X-Name: " + bytes + "\r\n" + CLOSE);

    assertThat(received()).contains("X-Name: " + bytes + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 3\r\nContent-Length: 4\r\n",
        "Content-Length: 3, 4\r\n",
        "Content-Length: +3\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n",
        "Transfer-Encoding: x\r\n",
        "Transfer-Encoding : chunked\r\n",
        "X: a\r\n Content-Length: 3\r\nY : b\r\n",
      })
  void a_request_that_two_servers_could_read_in_two_ways_does_not_arrive(String fields)
      throws Exception {
    String response =
        proxy.ask("POST / HTTP/1.1\r\n" + HOST + fields + "\r\nabcGET /smuggled HTTP/1.1\r\n\r\n");

    assertThat(response).matches("(?s)HTTP/1.1 (400|501) .*");
    assertThat(response.split("HTTP/1.1 ", -1)).as("one response").hasSize(2);
    assertThat(heads).isEmpty();
  }

  @Test
  void a_chunked_request_with_a_length_is_read_in_one_way() throws Exception {
    startOver(
        site,
        each -> {
          heads.add(head(each));
          until(each.getInputStream(), "0\r\n\r\n");
          write(each, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
          heads.add(head(each));
        });

    String response =
        proxy.ask(
            "POST / HTTP/1.1\r\n"
                + HOST
                + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                + "GET /smuggled HTTP/1.1\r\n"
                + HOST
                + "\r\n");

    assertThat(response.split("HTTP/1.1 ", -1)).as("one response: " + response).hasSize(2);
    assertThat(heads)
        .noneMatch(head -> head.contains("Content-Length") || head.contains("smuggled"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"//a//b?c", "/a?b?c", "/%", "/a%00b", "/;a", "/.."})
  void an_unusual_path_arrives_or_is_refused_but_is_no_failure(String path) throws Exception {
    String response = proxy.get("www.site.example", path);

    if (response.startsWith("HTTP/1.1 200 ")) {
      assertThat(received()).startsWith("GET " + path + " HTTP/1.1\r\n");
    } else {
      assertThat(response).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void a_path_that_leads_upwards_does_not_arrive() throws Exception {
    assertThat(proxy.get("www.site.example", "/shop/..%2fadmin")).startsWith("HTTP/1.1 400 ");
    assertThat(heads).isEmpty();
  }

  @Test
  void a_visitor_who_asks_before_sending_a_body_gets_the_answer_of_the_site() throws Exception {
    startOver(
        site,
        each -> {
          heads.add(head(each));
          write(each, "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
        });

    String response =
        proxy.ask(
            "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 9\r\nExpect: 100-continue\r\n" + CLOSE);

    assertThat(response).startsWith("HTTP/1.1 403 ").endsWith("no");
    assertThat(received()).contains("Expect: 100-continue");
  }

  @Test
  void a_visitor_who_asks_before_sending_a_body_may_send_it() throws Exception {
    startOver(
        site,
        each -> {
          head(each);
          write(each, "HTTP/1.1 100 Continue\r\n\r\n");
          String body = until(each.getInputStream(), "end");
          write(each, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n[" + body + "]");
        });

    try (Socket visitor = proxy.connect()) {
      write(
          visitor,
          "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\nExpect: 100-continue\r\n" + CLOSE);
      assertThat(head(visitor)).startsWith("HTTP/1.1 100");
      write(visitor, "end");
      assertThat(new String(visitor.getInputStream().readAllBytes()))
          .startsWith("HTTP/1.1 200 ")
          .endsWith("[end]");
    }
  }

  @Test
  void a_site_may_answer_before_it_has_read_the_whole_body() throws Exception {
    startOver(
        site,
        each -> {
          head(each);
          write(each, "HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
          each.getInputStream().readAllBytes();
        });

    try (Socket visitor = proxy.connect()) {
      write(visitor, "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 90000\r\n" + CLOSE);
      for (int i = 0; i < 9; i++) {
        write(visitor, "x".repeat(10_000));
      }
      assertThat(new String(visitor.getInputStream().readAllBytes()))
          .startsWith("HTTP/1.1 413 ")
          .endsWith("no");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 200000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n"})
  void a_body_above_the_limit_is_refused(String framing) throws Exception {
    startOver(
        site,
        each -> {
          head(each);
          each.getInputStream().readAllBytes();
        });
    boolean isChunked = framing.startsWith("T");

    String response =
        proxy.ask(
            "POST / HTTP/1.1\r\n"
                + HOST
                + framing
                + (isChunked ? "19000\r\n" : "")
                + "x".repeat(isChunked ? 0x19000 : 200_000)
                + (isChunked ? "\r\n1\r\ny\r\n0\r\n\r\n" : ""));

    assertThat(response).startsWith("HTTP/1.1 413 ").endsWith("This request is too large.\n");
  }

  @Test
  void a_visitor_who_does_not_finish_a_request_is_told() throws Exception {
    try (Socket visitor = proxy.connect()) {
      write(visitor, "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 9\r\n\r\nabc");

      assertThat(new String(visitor.getInputStream().readAllBytes()))
          .startsWith("HTTP/1.1 408 ")
          .doesNotContain("Tomcat", "Exception");
    }
  }

  @Test
  void the_log_of_requests_contains_nothing_of_a_person(CapturedOutput log) throws Exception {
    startOver(site, each -> answer(each, "203 Fine", "three"));

    proxy.ask(
        "GET /people/jane.doe?mail=jane HTTP/1.1\r\n"
            + HOST
            + "Cookie: PHPSESSID=secret\r\nReferer: https://jane.example/\r\n"
            + "User-Agent: Jane\r\nX-Forwarded-For: 203.0.113.9\r\n"
            + CLOSE);
    // The container writes the line after the response.
    for (int i = 0; i < 1000 && !log.getOut().contains(" 203 "); i++) {
      Thread.sleep(10);
    }

    assertThat(log.getOut()).containsPattern("proxy\\.access +: www GET 203 5bytes \\d+ms\n");
    assertThat(log.getOut().toLowerCase(Locale.ROOT))
        .doesNotContain("jane", "secret", "203.0.113.9", "127.0.0.1:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Jane Doe: 1\r\n",
        "X-Name : jane\r\n",
        "X-Name: jane\u0000\r\n",
        "Cookie: a=\"jane; b=doe\r\n",
        "Cookie: a=jane doe, b\r\n",
        "Content-Length: jane\r\n",
      })
  void the_log_does_not_quote_what_cannot_be_read(String fields, CapturedOutput log)
      throws Exception {
    proxy.ask("GET /jane HTTP/1.1\r\n" + HOST + fields + CLOSE);

    assertThat(log.getOut().toLowerCase(Locale.ROOT)).doesNotContain("jane", "doe");
  }

  @Test
  void the_log_tells_in_one_line_why_a_site_did_not_answer(CapturedOutput log) throws Exception {
    proxy.get("gone.example", "/people/jane");

    assertThat(log.getOut())
        .containsOnlyOnce("Site 'gone': http://127.0.0.1:1 did not answer: ")
        .doesNotContain("\tat ", "jane");
  }

  @Test
  void the_state_names_the_site_that_is_down() throws Exception {
    assertThat(proxy.management("/health"))
        .startsWith("503 ")
        .contains("\"status\":\"down\"", "\"gone\":\"down\"", "\"www\":\"up\"", "\"shop\":\"up\"");
    assertThat(proxy.management("/health/live")).isEqualTo("200 {\"status\":\"up\"}\n");
    assertThat(proxy.management("/other")).startsWith("404 ");
  }
}
