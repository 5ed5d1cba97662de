package io.github.consent4j.spring.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.isA;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.options;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.forwardedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.model;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.view;

import gg.jte.CodeResolver;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import gg.jte.resolve.DirectoryCodeResolver;
import io.github.consent4j.consent.Consent;
import io.github.consent4j.servlet.view.ConsentView;
import io.github.consent4j.spring.RequiresConsent;
import io.github.consent4j.spring.test.WithConsent;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.view.ContentNegotiatingViewResolver;
import org.springframework.web.servlet.view.json.MappingJackson2JsonView;

/** Templates of four engines, and handlers that need consent, in one application. */
@SpringBootTest(
    properties = {
      "consent.policy.site.name=Institute",
      "consent.policy.languages[0]=en",
      "consent.policy.languages[1]=de",
      "consent.policy.categories.necessary.required=true",
      "consent.policy.categories.statistics.services[0]=econda",
      "consent.policy.categories.external-media.services[0]=youtube",
      "spring.thymeleaf.view-names=thymeleaf-*,mistaken"
    })
@AutoConfigureMockMvc
class ViewsTest {

  private static final String HTML = "text/html";

  @Autowired private MockMvc mvc;

  @SpringBootApplication(scanBasePackageClasses = ViewsTest.class)
  @Import({Pages.class, Members.class})
  static class Site {

    @Bean
    SecurityFilterChain open(HttpSecurity security) throws Exception {
      return security.authorizeHttpRequests(paths -> paths.anyRequest().permitAll()).build();
    }

    /** The engine itself, without its starter for one line of Spring Boot. */
    @Bean
    ViewResolver jte() {
      CodeResolver templates = new DirectoryCodeResolver(Path.of("src/test/resources/templates"));
      TemplateEngine engine =
          TemplateEngine.create(templates, Path.of("target/jte"), ContentType.Html);
      StaticViews views = new StaticViews();
      views.put("jte-page", page(engine, "jte-page"));
      return views;
    }

    /** Views by their names, before all other views. */
    private static final class StaticViews extends HashMap<String, View>
        implements ViewResolver, Ordered {

      private static final long serialVersionUID = 1L;

      @Override
      public @Nullable View resolveViewName(String name, Locale locale) {
        return get(name);
      }

      @Override
      public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
      }
    }

    private static View page(TemplateEngine engine, String name) {
      return (model, request, response) -> {
        StringOutput page = new StringOutput();
        engine.render(name + ".jte", Map.of("consent", model.get("consent")), page);
        response.setContentType("text/html;charset=utf-8");
        response.getWriter().write(page.toString());
      };
    }

    @Bean
    View json() {
      return new MappingJackson2JsonView();
    }
  }

  @Retention(RetentionPolicy.RUNTIME)
  @RequiresConsent("statistics")
  @interface Measured {}

  @Controller
  static class Pages {

    @GetMapping("/pages/{name}")
    String page(@PathVariable String name) {
      return name;
    }

    @GetMapping("/public")
    String publicPage(HttpServletResponse response) {
      response.setHeader("Cache-Control", "public, max-age=60");
      return "thymeleaf-page";
    }

    @GetMapping("/redirect")
    String redirect() {
      return "redirect:/elsewhere";
    }

    @GetMapping("/own")
    String own(Model model) {
      model.addAttribute("consent", "mine");
      return "json";
    }

    @GetMapping("/visits")
    @Measured
    String visits() {
      return "freemarker-page";
    }

    @GetMapping("/film")
    @RequiresConsent(value = "youtube", fallback = "mustache-page")
    String film() {
      return "freemarker-page";
    }

    @GetMapping("/forwards")
    @RequiresConsent(value = "youtube", fallback = "/pages/jte-page")
    String forwards() {
      return "freemarker-page";
    }
  }

  @RestController
  @RequestMapping("/members")
  @RequiresConsent({"statistics", "youtube"})
  static class Members {

    @GetMapping("/all")
    Map<String, Object> all() {
      return Map.of("count", 7);
    }

    @GetMapping("/some")
    @RequiresConsent("econda")
    String some(Consent consent) {
      return "allowed: " + consent.allows("econda");
    }
  }

  private String page(String path) throws Exception {
    return mvc.perform(get(path).accept(HTML).locale(Locale.GERMAN).header("Accept-Language", "de"))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"thymeleaf", "freemarker", "mustache", "jte"})
  void a_template_shows_table_link_and_placeholder(String engine) throws Exception {
    String page = page("/pages/" + engine + "-page");

    assertThat(page)
        .contains("not measured", "Was gespeichert wird", "name=\"grant\" value=\"youtube\"")
        .contains("href=\"/consent?return=%2Fpages%2F" + engine + "-page&amp;lang=de\"", "My link")
        .contains("<div class=\"consent-cookies\" lang=\"de\"")
        .doesNotContain("the film", "&lt;table", "consent:", "xmlns");
  }

  @ParameterizedTest
  @ValueSource(strings = {"thymeleaf", "freemarker", "mustache", "jte"})
  @WithConsent({"statistics", "youtube"})
  void a_template_shows_what_the_visitor_allows(String engine) throws Exception {
    assertThat(page("/pages/" + engine + "-page"))
        .contains("measured", "the film</b>")
        .doesNotContain("not measured", "name=\"grant\"");
  }

  @Test
  void categories_can_be_listed() throws Exception {
    for (String engine : new String[] {"freemarker", "mustache", "jte"}) {
      assertThat(page("/pages/" + engine + "-page"))
          .contains("[necessary true]", "[statistics false]", "[external-media false]");
    }
  }

  @Test
  void an_attribute_of_the_dialect_changes_one_element_alone() throws Exception {
    assertThat(page("/pages/thymeleaf-page"))
        .containsPattern("<a class=\"x\" href=\"/consent[^>]*>My link</a>")
        .containsPattern("<span><a href=\"/consent[^>]*>Cookie-Einstellungen</a></span>")
        .contains("<div class=\"list\"><div class=\"consent-cookies\"")
        .doesNotContain("the second film", "by the model");
  }

  @Test
  void a_template_that_names_nothing_says_what_it_needs() {
    assertThatThrownBy(() -> page("/pages/mistaken"))
        .rootCause()
        .hasMessageContaining("consent:if")
        .hasMessageContaining("needs the identifier");
  }

  @Test
  void a_page_that_asks_is_for_one_visitor() throws Exception {
    mvc.perform(get("/public").accept(HTML))
        .andExpect(header().string("Cache-Control", "private, no-cache"));
  }

  @Test
  void only_the_models_of_pages_have_the_attribute() throws Exception {
    mvc.perform(get("/pages/freemarker-page"))
        .andExpect(model().attribute("consent", isA(ConsentView.class)));
    mvc.perform(get("/redirect")).andExpect(redirectedUrl("/elsewhere"));
    mvc.perform(get("/pages/json")).andExpect(content().string("{}"));
    mvc.perform(get("/own")).andExpect(content().string("{\"consent\":\"mine\"}"));
  }

  @Test
  void a_template_finds_the_attribute_whatever_the_client_accepts() throws Exception {
    mvc.perform(get("/pages/freemarker-page").header("Accept", "application/json, */*;q=0.1"))
        .andExpect(status().isOk())
        .andExpect(model().attributeExists("consent"));
  }

  @Test
  void a_view_that_may_become_json_has_the_attribute_only_for_who_prefers_pages() {
    ContentNegotiatingViewResolver negotiating = new ContentNegotiatingViewResolver();
    negotiating.setDefaultViews(List.of(new MappingJackson2JsonView()));
    StaticListableBeanFactory beans =
        new StaticListableBeanFactory(Map.of("resolver", negotiating));
    ConsentModelInterceptor interceptor = new ConsentModelInterceptor("cookies", beans);

    assertThat(modelFor("application/json, */*;q=0.1", interceptor)).isEmpty();
    assertThat(modelFor("text/html, */*;q=0.1", interceptor)).containsKey("cookies");
  }

  private static Map<String, Object> modelFor(String accept, ConsentModelInterceptor interceptor) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addHeader("Accept", accept);
    ModelAndView shown = new ModelAndView("page");
    interceptor.postHandle(request, new MockHttpServletResponse(), "handler", shown);
    return shown.getModel();
  }

  @Test
  void a_native_image_keeps_what_templates_call() {
    RuntimeHints hints = new RuntimeHints();
    new ConsentViewAutoConfiguration.Hints().registerHints(hints, null);

    for (Class<?> type : List.of(ConsentView.class, ConsentView.Category.class)) {
      assertThat(
              RuntimeHintsPredicates.reflection()
                  .onType(type)
                  .withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS))
          .accepts(hints);
    }
  }

  @Test
  void without_thymeleaf_the_model_has_the_consent_and_the_application_starts() {
    new WebApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(ConsentViewAutoConfiguration.class))
        .withClassLoader(new FilteredClassLoader("org.thymeleaf"))
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(ConsentModelInterceptor.class)
                    .doesNotHaveBean("consentDialect"));
  }

  @Test
  void a_page_that_needs_consent_shows_the_settings_in_its_place() throws Exception {
    String page =
        mvc.perform(get("/visits?year=2").accept(HTML))
            .andExpect(status().isForbidden())
            .andExpect(header().string("Cache-Control", "no-store"))
            .andExpect(content().contentTypeCompatibleWith(HTML))
            .andReturn()
            .getResponse()
            .getContentAsString();

    assertThat(page)
        .contains("name=\"return\" value=\"/visits?year=2\"", "value=\"statistics\"")
        .doesNotContain("<page-panel");
  }

  @Test
  void a_program_gets_a_problem() throws Exception {
    mvc.perform(get("/members/all").accept("application/json"))
        .andExpect(status().isForbidden())
        .andExpect(content().contentTypeCompatibleWith("application/problem+json"))
        .andExpect(
            content()
                .json(
                    "{status: 403, title: 'Forbidden', consent: ['statistics', 'youtube'],"
                        + " settings: '/consent?return=%2Fmembers%2Fall&lang=en'}"));
    mvc.perform(get("/film").accept("application/json"))
        .andExpect(status().isForbidden())
        .andExpect(content().contentTypeCompatibleWith("application/problem+json"));
  }

  @Test
  void a_page_may_have_a_fallback_of_its_own() throws Exception {
    mvc.perform(get("/film").accept(HTML))
        .andExpect(status().isOk())
        .andExpect(view().name("mustache-page"))
        .andExpect(header().string("Vary", containsString("Cookie")));
    mvc.perform(get("/forwards")).andExpect(forwardedUrl("/pages/jte-page"));
  }

  @Test
  void a_head_request_is_answered_alike_and_an_options_request_as_ever() throws Exception {
    mvc.perform(head("/visits").accept(HTML))
        .andExpect(status().isForbidden())
        .andExpect(content().string(""));
    mvc.perform(options("/visits")).andExpect(status().isOk()).andExpect(header().exists("Allow"));
  }

  @Test
  @WithConsent("econda")
  void a_method_counts_over_its_class_and_an_annotation_over_itself() throws Exception {
    mvc.perform(get("/members/some")).andExpect(content().string("allowed: true"));
    mvc.perform(get("/members/all")).andExpect(status().isForbidden());
    mvc.perform(get("/visits")).andExpect(status().isOk());
  }
}
