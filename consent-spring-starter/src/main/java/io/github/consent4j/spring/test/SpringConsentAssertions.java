package io.github.consent4j.spring.test;

import io.github.consent4j.gate.PageContext;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/**
 * Begins assertions about responses of MockMvc and of Spring's clients. Needs AssertJ and
 * spring-test.
 *
 * <pre>{@code
 * assertThat(mvc.perform(get("/")).andReturn()).setsNoCookieOf("econda").holdsBack("youtube");
 * }</pre>
 *
 * <p>A result of MockMvc knows its policy. Elsewhere it is found as {@link ConsentAssertions} says.
 */
public final class SpringConsentAssertions extends ConsentAssertions {

  private SpringConsentAssertions() {}

  /** Begins assertions about the response of a request through MockMvc. */
  public static ConsentResponseAssert assertThat(MvcResult result) {
    return of(result.getRequest(), result.getResponse());
  }

  /**
   * Begins assertions about the response of a request through {@code MockMvcTester}. AssertJ's own
   * assertions remain behind {@code result.assertThat()}.
   *
   * @throws AssertionError if the request has failed with an exception
   */
  public static ConsentResponseAssert assertThat(MvcTestResult result) {
    Exception failure = result.getUnresolvedException();
    if (failure != null) {
      throw new AssertionError("The request has failed", failure);
    }
    return of(result.getRequest(), result.getResponse());
  }

  /** Begins assertions about a mock of a response. */
  public static ConsentResponseAssert assertThat(MockHttpServletResponse response) {
    return of(received(response, ReceivedResponse.SOMEWHERE));
  }

  /** Begins assertions about a response of {@code TestRestTemplate} or {@code RestClient}. */
  public static ConsentResponseAssert assertThat(ResponseEntity<String> response) {
    Map<String, List<String>> headers = new HashMap<>();
    response.getHeaders().forEach(headers::put);
    return assertThatResponse(
        response.getStatusCode().value(),
        headers,
        Objects.requireNonNullElse(response.getBody(), ""));
  }

  private static ConsentResponseAssert of(
      MockHttpServletRequest request, MockHttpServletResponse response) {
    PageContext page =
        new PageContext(
            request.getScheme(),
            request.getServerName().toLowerCase(Locale.ROOT),
            VisitorRequest.path(request));
    return of(received(response, page).under(new MockMvcRequest(request)::policy));
  }

  private static ReceivedResponse received(MockHttpServletResponse response, PageContext page) {
    Map<String, List<String>> headers = new HashMap<>();
    response
        .getHeaderNames()
        .forEach(name -> headers.put(name, new ArrayList<>(response.getHeaders(name))));
    try {
      return new ReceivedResponse(
          response.getStatus(), headers, response.getContentAsString(), page, null);
    } catch (UnsupportedEncodingException e) {
      throw new AssertionError("The response has an unknown encoding", e);
    }
  }
}
