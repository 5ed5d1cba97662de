package io.github.consent4j.servlet;

import static io.github.consent4j.servlet.TestSite.html;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.consent4j.examples.browser.Chromium;
import io.github.consent4j.examples.browser.RecordingServer;
import io.github.consent4j.examples.browser.RestInSweeps;
import io.github.consent4j.examples.browser.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scripts that are activated after the page was read behave as if the page were still being read.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LateScriptsTest {

  private static final String HOST = "www.institute.example";

  private static final String POLICY =
      """
      site: { name: Institute }
      categories:
        necessary: { required: true, services: [webedition] }
        statistics: { services: [counter] }
      services:
        counter:
          name: Counter
          purpose: Counts visits
          loads: { hosts: [counter.example], inline: [_count] }
      """;

  private RecordingServer web;
  private TestSite site;
  private Chromium browser;
  private BrowserContext visitor;
  private String head = "";
  private String body = "";
  private final List<String> thrown = new ArrayList<>();

  @BeforeAll
  void start() throws Exception {
    web = new RecordingServer();
    site =
        new TestSite()
            .policy(TestSite.policy(POLICY))
            .page(
                "/page",
                (request, response) -> {
                  if (request.getParameter("shared") != null) {
                    response.setHeader("Cache-Control", "public, max-age=60");
                  }
                  html(
                      response,
                      "<!DOCTYPE html><html lang=en><head><title>P</title>"
                          + "<script>window.told = [], tell = word => told.push(word)</script>"
                          + head
                          + "</head><body>"
                          + body
                          + "</body></html>");
                })
            .start(Containers.TOMCAT);
    browser = new Chromium(Map.of(HOST, site.port()), web.port());
  }

  @AfterAll
  void stop() throws Exception {
    browser.close();
    site.close();
    web.close();
  }

  @BeforeEach
  void arrive() {
    head = "";
    visitor = browser.visitor(true);
    visitor.onPage(page -> page.onPageError(thrown::add));
  }

  @AfterEach
  void leave() {
    visitor.close();
    assertThat(thrown).isEmpty();
  }

  /** Returns a page in which consent was given, with the events that it received. */
  private Page accepted(String query) {
    Page page = visitor.newPage();
    page.navigate("http://" + HOST + "/page" + query);
    Traffic.settled(page);
    page.evaluate("window.stays = true");
    page.waitForResponse(
        response -> response.request().method().equals("POST"),
        () -> page.locator("page-panel button[value=accept-all]").click());
    Traffic.settled(page);
    assertThat(page.evaluate("window.stays")).as("the same document").isEqualTo(true);
    return page;
  }

  private static List<Object> told(Page page) {
    return list(page, "told");
  }

  private static List<Object> list(Page page, String code) {
    return List.copyOf((List<?>) page.evaluate(code));
  }

  /** A script of the page that needs consent. */
  private static String inline(String code) {
    return "<script>/* _count */ " + code + "</script>";
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?shared"})
  void a_script_receives_the_events_that_it_waits_for_once_in_the_usual_order(String query) {
    body =
        inline("addEventListener('pageshow', e => tell(e.type))")
            + inline("window.onload = e => tell('on' + e.type)")
            + inline("window.addEventListener('load', {handleEvent(e) { tell(e.type) }})")
            + inline("document.onreadystatechange = () => tell(document.readyState)")
            + inline("document.addEventListener('DOMContentLoaded', e => tell(e.type + later))")
            + inline("window.later = '!'");

    assertThat(told(accepted(query)))
        .containsExactly("DOMContentLoaded!", "complete", "onload", "load", "pageshow");
  }

  @RestInSweeps
  @ParameterizedTest
  @ValueSource(strings = {"", "async", "defer", "type=module"})
  void script_files_receive_the_events_too(String kind) {
    web.answer(
        "counter.example/file.js",
        "document.addEventListener('DOMContentLoaded', () => tell('read'));"
            + "addEventListener('load', function() { tell(this === window) })");
    body = "<script " + kind + " src=https://counter.example/file.js></script>";

    assertThat(told(accepted(""))).containsExactly("read", true);
  }

  @RestInSweeps
  @ParameterizedTest
  @ValueSource(strings = {"", "?shared"})
  void the_pages_own_listeners_are_not_called_again(String query) {
    head =
        "<script>addEventListener('load', () => tell('own load'));"
            + "document.addEventListener('DOMContentLoaded', () => tell('own read'));"
            + "onload = () => tell('own onload')</script>";
    body =
        inline("const former = onload; onload = () => { former?.(); tell('late') }")
            + inline("addEventListener('load', () => tell('late too'))");

    Page page = accepted(query);

    assertThat(told(page))
        .containsExactly("own read", "own load", "own onload", "late", "late too");
  }

  @RestInSweeps
  @ParameterizedTest
  @ValueSource(strings = {"", "?shared"})
  void a_listener_of_both_events_that_removes_itself_is_called_once(String query) {
    body =
        inline(
            "const start = () => {"
                + " document.removeEventListener('DOMContentLoaded', start);"
                + " removeEventListener('load', start); tell('start') };"
                + "document.addEventListener('DOMContentLoaded', start);"
                + "addEventListener('load', start)");

    assertThat(told(accepted(query))).containsExactly("start");
  }

  @RestInSweeps
  @ParameterizedTest
  @ValueSource(strings = {"", "?shared"})
  void afterwards_nothing_of_the_page_is_changed(String query) {
    body = inline("addEventListener('load', () => tell('late'))");

    Page page = accepted(query);

    assertThat(told(page)).containsExactly("late");
    assertThat(
            list(
                page,
                "[self, document].flatMap(o => ['addEventListener', 'removeEventListener',"
                    + " 'write', 'writeln'].filter(name => Object.hasOwn(o, name)))"))
        .isEmpty();
    page.evaluate("addEventListener('load', () => tell('much later'))");
    assertThat(told(page)).containsExactly("late");
  }

  @RestInSweeps
  @ParameterizedTest
  @ValueSource(strings = {"", "?shared"})
  void what_a_script_writes_is_inserted_behind_it(String query) {
    web.answer(
        "counter.example/write.js",
        "document.write('<p id=one>1</p>'); document.getElementById('one').title = 'found';"
            + "document.writeln('<p id=t'); document.write('wo>2</p><p'); document.write('>3</p>')");
    body =
        "<div id=in><b></b>"
            + inline("document.write('<i>'); document.write('4'); document.write('</i>')")
            + "</div><div id=out><script src=https://counter.example/write.js></script><b></b></div>";

    Page page = accepted(query);

    assertThat(page.locator("#in > *").allInnerTexts()).last().isEqualTo("4");
    assertThat(list(page, "[...out.children].map(e => e.localName + e.textContent)"))
        .containsExactly("script", "p1", "p2", "p3", "b");
    assertThat(page.evaluate("document.querySelectorAll('#in script, #out script').length"))
        .isEqualTo(2);
  }

  @RestInSweeps
  @ParameterizedTest
  @ValueSource(strings = {"", "?shared"})
  void scripts_that_a_script_writes_run_before_the_next_one(String query) {
    web.answer(
        "counter.example/outer.js",
        "tell('outer'); document.write('<script src=https://counter.example/inner.js></scr' + 'ipt>')");
    web.answer("counter.example/inner.js", "tell('inner')");
    body = "<script src=https://counter.example/outer.js></script>" + inline("tell('next')");

    assertThat(told(accepted(query))).containsExactly("outer", "inner", "next");
  }

  @RestInSweeps
  @ParameterizedTest
  @ValueSource(strings = {"", "?shared"})
  void a_script_that_throws_does_not_keep_others_from_their_events(String query) {
    body =
        inline("addEventListener('load', () => { throw new Error('out of order') })")
            + inline("addEventListener('load', () => tell('late'))");

    assertThat(told(accepted(query))).containsExactly("late");
    assertThat(thrown).singleElement().asString().contains("out of order");
    thrown.clear();
  }
}
