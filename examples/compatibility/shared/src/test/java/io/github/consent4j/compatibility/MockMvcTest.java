package io.github.consent4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.isA;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.cookie;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.forwardedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.model;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.view;

import io.github.consent4j.servlet.ConsentFilter;
import io.github.consent4j.servlet.view.ConsentView;
import io.github.consent4j.spring.ConsentArgumentResolver;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultMatcher;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Tests the starter as the tests of an application use it. */
@PagesSlice
class MockMvcTest {

  private static final String LIVE = " src=\"" + Pages.VIDEO;

  private static final ResultMatcher IS_HELD =
      content().string(allOf(not(containsString(LIVE)), containsString("<html")));

  @Autowired private MockMvc mvc;
  @Autowired private ConsentFilter filter;

  @ParameterizedTest
  @ValueSource(strings = {"/", "/answer"})
  void a_page_is_held_back_as_on_the_site(String path) throws Exception {
    mvc.perform(get(path).accept(MediaType.TEXT_HTML))
        .andExpect(status().isOk())
        .andExpect(request().asyncNotStarted())
        .andExpect(IS_HELD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/callable", "/deferred", "/stream"})
  void a_page_that_comes_later_is_held_back_too(String path) throws Exception {
    MvcResult started =
        mvc.perform(get(path).accept(MediaType.TEXT_HTML))
            .andExpect(request().asyncStarted())
            .andReturn();

    mvc.perform(asyncDispatch(started)).andExpect(status().isOk()).andExpect(IS_HELD);
  }

  @Test
  void events_pass_as_they_are() throws Exception {
    MvcResult started = mvc.perform(get("/events")).andExpect(request().asyncStarted()).andReturn();

    mvc.perform(asyncDispatch(started)).andExpect(content().string("data:one\n\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/argument", "/asked"})
  void whoever_saves_a_choice_has_made_it(String path) throws Exception {
    mvc.perform(get(path)).andExpect(content().string("allowed: false"));

    Cookie decision = decide(post("/consent").param("choice", "accept-all"));

    mvc.perform(get(path).cookie(decision)).andExpect(content().string("allowed: true"));
    mvc.perform(get("/").accept(MediaType.TEXT_HTML).cookie(decision))
        .andExpect(content().string(containsString(LIVE)));
  }

  @Test
  void a_choice_of_nobody_known_is_refused() throws Exception {
    mvc.perform(post("/consent").param("choice", "accept-all"))
        .andExpect(status().isForbidden())
        .andExpect(cookie().doesNotExist("consent"));
  }

  @Test
  void the_settings_are_a_page_of_the_application() throws Exception {
    mvc.perform(get("/consent").accept(MediaType.TEXT_HTML))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("YouTube")));
  }

  @Test
  void cookies_that_need_consent_are_held_back() throws Exception {
    mvc.perform(get("/cookies"))
        .andExpect(cookie().value("basket", "7"))
        .andExpect(cookie().doesNotExist("visits"));
  }

  @Test
  void a_standalone_set_up_works_with_the_filter_and_its_resolver() throws Exception {
    MockMvc standalone =
        MockMvcBuilders.standaloneSetup(new Pages())
            .setCustomArgumentResolvers(new ConsentArgumentResolver())
            .addFilters(filter)
            .build();

    standalone.perform(get("/argument")).andExpect(content().string("allowed: false"));
    standalone.perform(get("/").accept(MediaType.TEXT_HTML)).andExpect(IS_HELD);
    standalone
        .perform(get("/argument").cookie(decide(post("/consent").param("choice", "accept-all"))))
        .andExpect(content().string("allowed: true"));
  }

  @Test
  void a_handler_that_is_called_without_the_filter_learns_what_is_missing() {
    assertThatThrownBy(() -> ConsentFilter.consent(new MockHttpServletRequest()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ConsentFilter");
  }

  @Test
  void views_models_forwards_and_flash_attributes_are_as_without_the_starter() throws Exception {
    mvc.perform(get("/view"))
        .andExpect(view().name("talks"))
        .andExpect(model().attribute("talks", 3))
        .andExpect(forwardedUrl("talks"));
    mvc.perform(get("/forward")).andExpect(forwardedUrl("/"));
    mvc.perform(post("/order"))
        .andExpect(redirectedUrl("/thanks"))
        .andExpect(flash().attribute("message", "ordered"));
    mvc.perform(multipart("/upload").file(new MockMultipartFile("file", new byte[5])))
        .andExpect(content().string("bytes: 5"));
  }

  @Test
  void a_view_finds_the_visitors_consent_in_its_model_and_a_redirect_does_not() throws Exception {
    mvc.perform(get("/view")).andExpect(model().attribute("consent", isA(ConsentView.class)));
    mvc.perform(post("/order")).andExpect(redirectedUrl("/thanks"));
  }

  @Test
  void a_handler_that_needs_consent_answers_nobody_else() throws Exception {
    mvc.perform(get("/visits").accept(MediaType.TEXT_HTML))
        .andExpect(status().isForbidden())
        .andExpect(content().string(containsString("name=\"return\" value=\"/visits\"")));
    mvc.perform(get("/visits").accept(MediaType.APPLICATION_JSON))
        .andExpect(status().isForbidden())
        .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON));
    mvc.perform(get("/film")).andExpect(status().isOk()).andExpect(view().name("film-without"));

    Cookie decision = decide(post("/consent").param("choice", "accept-all"));

    mvc.perform(get("/visits").cookie(decision)).andExpect(content().string("counted"));
    mvc.perform(get("/film").cookie(decision)).andExpect(view().name("film-whole"));
  }

  @Test
  void an_exception_of_a_handler_reaches_the_test() {
    assertThatThrownBy(() -> mvc.perform(get("/broken")))
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("out of order");
  }

  @Test
  void a_choice_is_taken_in_every_manner_in_which_a_test_sends_a_form() throws Exception {
    MediaType form = MediaType.APPLICATION_FORM_URLENCODED;

    decide(post("/consent").param("choice", "accept-all"));
    decide(post("/consent").contentType(form).param("choice", "accept-all"));
    decide(post("/consent").contentType(form).content("choice=accept-all"));
  }

  private Cookie decide(MockHttpServletRequestBuilder choice) throws Exception {
    Cookie decision =
        mvc.perform(choice.header("Origin", "http://localhost"))
            .andExpect(status().isSeeOther())
            .andExpect(header().exists("Location"))
            .andReturn()
            .getResponse()
            .getCookie("consent");
    assertThat(decision).isNotNull();
    return decision;
  }
}
