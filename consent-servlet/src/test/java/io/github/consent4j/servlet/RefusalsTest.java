package io.github.consent4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** A choice that is not taken is refused before its body is read. */
@OnEveryContainer
class RefusalsTest {

  private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

  @Parameter Containers starter;

  private TestSite site;

  @BeforeEach
  void start() throws Exception {
    site =
        new TestSite()
            .policy(TestSite.policy(TestSite.REFERENCE + "csp: report-only\n"))
            .start(starter);
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  /** Returns the first line of the answer to a request whose body does not arrive. */
  private String answerWithoutBody(String method, String path, String headers) throws IOException {
    try (Socket socket = new Socket("localhost", site.port())) {
      socket.setSoTimeout(10_000);
      String request = method + ' ' + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  private String choice(String headers) throws IOException {
    return answerWithoutBody("POST", "/consent", headers + "Content-Length: 1000\r\n");
  }

  @Test
  void a_refusal_of_a_foreign_page_does_not_wait_for_the_body() throws Exception {
    assertThat(choice(FORM + "Origin: https://evil.example\r\n")).contains(" 403");
    assertThat(choice(FORM + "Sec-Fetch-Site: cross-site\r\n")).contains(" 403");
    assertThat(choice(FORM)).contains(" 403");
    assertThat(choice(FORM + "Accept: text/html\r\n")).contains(" 403");
  }

  @Test
  void no_other_refusal_by_headers_waits_for_the_body() throws Exception {
    String own = "Sec-Fetch-Site: same-origin\r\n";
    assertThat(choice(own + "Content-Type: text/plain\r\n")).contains(" 415");
    assertThat(answerWithoutBody("POST", "/consent", own + FORM + "Content-Length: 100000000\r\n"))
        .contains(" 413");
    assertThat(answerWithoutBody("PUT", "/consent", own + "Content-Length: 1000\r\n"))
        .contains(" 405");
    assertThat(answerWithoutBody("POST", "/consent/none", own + "Content-Length: 1000\r\n"))
        .contains(" 404");
    assertThat(
            answerWithoutBody(
                "POST", "/consent/reports", "Content-Type: text/plain\r\nContent-Length: 9\r\n"))
        .contains(" 415");
  }

  @Test
  @Deviation(on = Containers.TOMCAT, how = "asks for every body at once, before any filter")
  void a_refused_choice_gets_no_100_continue() throws Exception {
    assertThat(choice(FORM + "Origin: https://evil.example\r\nExpect: 100-continue\r\n"))
        .contains(starter == Containers.TOMCAT ? " 100" : " 403");
  }
}
