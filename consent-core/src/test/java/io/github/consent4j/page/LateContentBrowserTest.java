package io.github.consent4j.page;

import static io.github.consent4j.page.GuardedPages.resource;
import static io.github.consent4j.page.GuardedPages.script;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.consent4j.page.GuardedPages.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Content that scripts insert after a page was sent, in a real browser. */
class LateContentBrowserTest {

  private static final String TRY_ALL =
      """
      const failed = [];
      for (const [name, way] of Object.entries(ways)) {
        try {
          way('http://www.clips.example/' + name);
        } catch (e) {
          failed.push(name + ': ' + e);
        }
      }
      document.write("<b>W<img alt=x src='http://www.clips.example/write_image'>",
          "<script src=http://www.clips.example/write_script></", "script>");
      document.write("<script>new Image().src = 'http://www.clips.example/write_text' // Clips.play\\n</"
          + "script>");
      onload = () => setTimeout(() => tell({failed, names: Object.keys(ways)}), 1500);
      """;

  private static final List<String> WRITTEN = List.of("write_image", "write_script", "write_text");

  private GuardedPages pages;

  @BeforeEach
  void open() throws Exception {
    pages = new GuardedPages();
  }

  @AfterEach
  void close() {
    pages.close();
  }

  @Test
  void every_way_of_loading_works_without_the_guard() throws Exception {
    JsonNode told = pages.page("/late", false, resource("late.js"), script(TRY_ALL)).show("/late");

    Set<String> ways = new TreeSet<>(WRITTEN);
    told.get("names").forEach(name -> ways.add(name.asText()));
    assertThat(pages.contacts()).isEqualTo(ways).hasSizeGreaterThan(80);
  }

  @ParameterizedTest
  @EnumSource(GuardKind.class)
  void no_way_of_loading_reaches_a_blocked_host(GuardKind kind) throws Exception {
    try (GuardedPages guarded = new GuardedPages(kind)) {
      JsonNode told =
          guarded.page("/late", true, resource("late.js"), script(TRY_ALL)).show("/late");

      assertThat(guarded.contacts()).isEmpty();
      assertThat(told.get("failed")).as("scripts that got an exception").isEmpty();
    }
  }

  @Test
  void leaves_a_late_element_as_the_server_would_have_sent_it() throws Exception {
    JsonNode told =
        pages
            .page(
                "/a/page",
                true,
                resource("late.js"),
                script(
                    """
                    const to = 'http://www.clips.example/a?b=1&c=2';
                    add('div').id = 'there';
                    there.innerHTML = `<iframe width="5" allow="autoplay; fullscreen 'src'; camera *" src="${to.replace('&', '&amp;')}"></iframe>`;
                    const frame = add('iframe', {width: 5, src: to});
                    const image = add('img', {alt: 'A', srcset: '/a.png, ' + to});
                    const script = add('script', {type: 'module', src: to});
                    const inline = add('script', {text: 'Clips.play()'});
                    const skipped = document.createElement('img');
                    skipped.setAttribute('data-consent-skip', '');
                    skipped.src = to;
                    const attributes = ({attributes}) => Object.fromEntries(
                        [...attributes].map(({name, value}) => [name, value]));
                    tell([there.firstChild, frame, image, script, inline, skipped].map(attributes));
                    """))
            .show("/a/page");

    String url = "http://www.clips.example/a?b=1&c=2";
    String placeholder =
        "http://www.institute.example/consent/embed?service=clips"
            + "&url=http%3A%2F%2Fwww.clips.example%2Fa%3Fb%3D1%26c%3D2&return=http%3A%2F%2Fwww.institute.example%2Fa%2Fpage";
    for (int i = 0; i < 2; i++) {
      assertThat(told.get(i).get("width").asText()).isEqualTo("5");
      assertThat(told.get(i).get("src").asText()).isEqualTo(placeholder);
      assertThat(told.get(i).get("data-consent-src").asText()).isEqualTo(url);
      assertThat(told.get(i).get("data-consent-service").asText()).isEqualTo("clips");
    }
    assertThat(told.get(0).get("allow").asText())
        .isEqualTo(
            "autoplay http://www.clips.example; fullscreen http://www.clips.example; camera *");
    assertThat(told.get(1).has("allow")).isFalse();
    assertThat(told.get(2).has("srcset")).isFalse();
    assertThat(told.get(2).get("data-consent-srcset").asText()).isEqualTo("/a.png, " + url);
    assertThat(told.get(3).get("type").asText()).isEqualTo("text/plain");
    assertThat(told.get(3).get("data-consent-type").asText()).isEqualTo("module");
    assertThat(told.get(3).get("data-consent-src").asText()).isEqualTo(url);
    assertThat(told.get(4).get("type").asText()).isEqualTo("text/plain");
    assertThat(told.get(4).get("data-consent-service").asText()).isEqualTo("clips");
    assertThat(told.get(5).get("src").asText()).isEqualTo(url);
  }

  @Test
  void changes_nothing_but_what_loads_stores_or_inserts() throws Exception {
    JsonNode told =
        pages
            .page(
                "/",
                true,
                script(
                    """
                    // A replacement for a function of the browser has no name in its text.
                    const isNative = given => typeof given != 'function'
                        || /^function [^(]+\\(.*\\[native code\\]/.test(Function.prototype.toString.call(given));
                    const changed = [];
                    const look = (path, owner) => {
                      for (const name of Object.getOwnPropertyNames(owner)) {
                        const {value, get, set} = Object.getOwnPropertyDescriptor(owner, name);
                        if (![value, get, set].every(isNative)) {
                          changed.push(path + name);
                        }
                        if (owner == self && /^[A-Z]/.test(name) && value?.prototype) {
                          look(name + '.', value.prototype);
                        }
                      }
                    };
                    look('', self);
                    tell(changed);
                    """))
            .show("/");
    List<String> changed = new ArrayList<>();
    told.forEach(name -> changed.add(name.asText()));

    assertThat(changed)
        .contains("fetch", "Node.appendChild", "Element.setAttribute", "HTMLScriptElement.src")
        .doesNotContain("Set", "Map", "Promise", "URL", "setTimeout", "addEventListener")
        .doesNotContain("Node.previousSibling", "Node.textContent", "Element.getAttribute")
        .doesNotContain("Document.createElement", "EventTarget.addEventListener")
        .hasSizeLessThan(155);
  }

  /**
   * Each access to an interface makes the browser set the interface up. Most of the time at the
   * start of a page is spent on that.
   */
  @Test
  void accesses_few_interfaces_and_sets_up_none_that_it_does_not_change() throws Exception {
    JsonNode told =
        pages
            .page(
                "/",
                true,
                script(
                    """
                    const counts = {};
                    for (const name of Object.getOwnPropertyNames(Object)) {
                      const old = Object[name];
                      if (typeof old == 'function') {
                        Object[name] = (...given) => {
                          // What is copied from function to function sets up nothing.
                          if (typeof given[0] != 'function' || /Names/.test(name)) {
                            counts[name] = (counts[name] ?? 0) + 1;
                          }
                          return old(...given);
                        };
                      }
                    }
                    document.body.append(document.createElement('iframe'));
                    tell(counts);
                    """))
            .show("/");

    assertThat(told.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "getOwnPropertyNames", "getOwnPropertyDescriptor", "defineProperty");
    assertThat(told.get("getOwnPropertyNames").asInt()).as("interfaces").isBetween(25, 110);
    assertThat(told.get("getOwnPropertyDescriptor").asInt()).as("members").isBetween(60, 180);
    assertThat(told.get("defineProperty").asInt()).as("functions").isBetween(80, 240);
  }

  @Test
  void does_not_change_texts_and_pixels_that_scripts_write() throws Exception {
    JsonNode told =
        pages
            .page(
                "/",
                true,
                script(
                    """
                    const text = document.createTextNode('');
                    document.body.append(text);
                    let read = 0;
                    const pixels = new Uint8ClampedArray(16);
                    pixels.toString = () => read++;
                    try {
                      text.data = 'http://www.clips.example/a';
                      new ImageData(pixels, 2);
                    } catch (failed) {
                      text.data = String(failed);
                    }
                    tell({text: text.data, read});
                    """))
            .show("/");

    assertThat(told.get("text").asText()).isEqualTo("http://www.clips.example/a");
    assertThat(told.get("read").asInt()).isZero();
  }

  @Test
  void does_not_change_text_that_only_looks_like_an_address() throws Exception {
    JsonNode told =
        pages
            .page(
                "/",
                true,
                resource("late.js"),
                script(
                    """
                    const to = 'http://www.clips.example/a';
                    document.write('<p id=written>1 < 2, and ');
                    document.write('2 <3</p>');
                    const text = add('p'), link = add('a', {href: to}), style = add('style');
                    const part = document.createDocumentFragment();
                    part.append('See ');
                    part.append(document.createTextNode(to));
                    text.append(part);
                    link.style.backgroundImage = 'url("/own.png")';
                    style.append(`a[href="${to}"] { color: rgb(1, 2, 3) }`);
                    tell([written.textContent, text.textContent, link.style.backgroundImage,
                        getComputedStyle(link).color, typeof link.style.cursor]);
                    """))
            .show("/");

    assertThat(told)
        .extracting(JsonNode::asText)
        .containsExactly(
            "1 < 2, and 2 <3",
            "See http://www.clips.example/a",
            "url(\"/own.png\")",
            "rgb(1, 2, 3)",
            "string");
  }

  @Test
  void guards_frames_that_stand_in_the_page() throws Exception {
    String page =
        """
        <!DOCTYPE html><script src='/consent/assets/0/guard.js'></script>
        <iframe name=inside></iframe>
        <script>new inside.Image().src = 'http://www.clips.example/named';</script>
        <iframe></iframe>
        <script>window[1].fetch('http://www.clips.example/numbered', {mode: 'no-cors'}).catch(() => 0);
        setTimeout(() => navigator.sendBeacon('/told/frames', '{}'), 800);</script>
        """;
    pages.file("/frames", page).show("/frames");

    assertThat(pages.contacts()).isEmpty();
  }

  @Test
  void guards_the_scripts_of_documents_that_are_given_as_text() throws Exception {
    pages
        .page(
            "/",
            true,
            resource("late.js"),
            script(
                """
                add('iframe', {srcdoc: `<p>A<script>fetch(['http://www.clips', 'example/inside'].join('.'),
                    {mode: 'no-cors'})</` + 'script>'});
                setTimeout(() => tell({}), 800);
                """))
        .show("/");

    assertThat(pages.contacts()).isEmpty();
  }

  @Test
  void guards_cookies_and_storage_in_frames_of_the_same_origin() throws Exception {
    JsonNode told =
        pages
            .page(
                "/frames",
                true,
                resource("late.js"),
                script(
                    """
                    const realms = {
                      none: () => self,
                      blank: () => add('iframe').contentWindow,
                      document: () => add('iframe').contentDocument.defaultView,
                      numbered: () => { add('iframe'); return self[self.length - 1]; },
                      markup: () => {
                        add('div').innerHTML = '<iframe name=named></iframe>';
                        return self.named;
                      },
                      nested: () => {
                        const inner = add('iframe').contentDocument;
                        return inner.body.appendChild(inner.createElement('iframe')).contentWindow;
                      },
                      shadow: () => {
                        const root = add('div').attachShadow({mode: 'closed'});
                        return root.appendChild(document.createElement('iframe')).contentWindow;
                      },
                    };
                    (async () => {
                      const kept = [];
                      for (const [name, realm] of Object.entries(realms)) {
                        const w = realm();
                        w.document.cookie = 'emos_jcvid=' + name;
                        w.document.cookie = 'emos_jcvid=' + name + '\\n; path=/';
                        await w.cookieStore?.set('emos_jckamp', name);
                        w.localStorage.setItem('econda.privacy.protection', name);
                        w.sessionStorage.setItem('emosTransmit1', name);
                        if (/emos/.test(w.document.cookie) || localStorage.length + sessionStorage.length) {
                          kept.push(name);
                        }
                      }
                      document.cookie = 'free=1';
                      localStorage.setItem('free', 1);
                      tell({kept, free: document.cookie + localStorage.free});
                    })();
                    """))
            .show("/frames");

    assertThat(told.get("kept")).isEmpty();
    assertThat(told.get("free").asText()).isEqualTo("free=11");
  }

  private static final String DATABASES =
      """
      const opened = name => new Promise(done => {
        const request = indexedDB.open(name, 1);
        request.onsuccess = () => { request.result.close(); done(true); };
        setTimeout(() => done(false), 1500);
      });
      const names = async () => (await indexedDB.databases()).map(({name}) => name).sort();
      """;

  @Test
  void opens_no_database_of_a_blocked_service() throws Exception {
    JsonNode told =
        pages
            .page(
                "/databases",
                true,
                script(
                    DATABASES
                        + """
                        (async () => tell({held: await opened('ClipsSeen'),
                            free: await opened('free'), names: await names()}))();
                        """))
            .show("/databases");

    assertThat(told.get("held").asBoolean()).isFalse();
    assertThat(told.get("free").asBoolean()).isTrue();
    assertThat(told.get("names")).extracting(JsonNode::asText).containsExactly("free");
  }

  @Test
  void removes_what_a_refused_service_has_stored() throws Exception {
    String store =
        DATABASES
            + """
            (async () => {
              await opened('ClipsSeen');
              await opened('free');
              localStorage['econda.privacy.protection'] = 1;
              sessionStorage.emosTransmit1 = 1;
              localStorage.free = 1;
              location = '/after';
            })();
            """;
    String look =
        DATABASES
            + """
            setTimeout(async () => tell({databases: await names(),
                keys: [...Object.keys(localStorage), ...Object.keys(sessionStorage)]}), 500);
            """;
    try (GuardedPages refused = GuardedPages.refused()) {
      JsonNode told =
          refused
              .page("/before", false, script(store))
              .page("/after", true, script(look))
              .show("/before", "/after");

      assertThat(told.get("databases")).extracting(JsonNode::asText).containsExactly("free");
      assertThat(told.get("keys")).extracting(JsonNode::asText).containsExactly("free");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "default-src 'self'; require-trusted-types-for 'script'",
        "script-src 'self'; require-trusted-types-for 'script'",
        "script-src 'self'; require-trusted-types-for 'script';"
            + " trusted-types own consent4j-guard 'allow-duplicates'"
      })
  void works_with_a_strict_content_security_policy(String policy) throws Exception {
    Page page =
        new Page(
            true,
            Map.of("Content-Security-Policy", policy),
            List.of(
                resource("late.js"),
                script(
                    """
                    const own = trustedTypes.createPolicy('own', {createHTML: html => html});
                    const to = 'http://www.clips.example/strict', errors = [];
                    onerror = error => errors.push('' + error);
                    const where = add('div');
                    where.innerHTML = own.createHTML(`<i>A</i><iframe src="${to}"></iframe>`);
                    add('iframe', {src: to});
                    add('iframe', {srcdoc: own.createHTML(`<img src="${to}">`)});
                    let refused;
                    try {
                      where.innerHTML = `<b><img src="${to}">`;
                    } catch {
                      refused = true;
                    }
                    onload = () => setTimeout(() => tell({errors, refused, held:
                        document.querySelectorAll('iframe[data-consent-service=clips]').length}), 500);
                    """)));

    JsonNode told = pages.page("/strict", page).show("/strict");

    assertThat(told.get("errors")).isEmpty();
    assertThat(told.get("held").asInt()).isEqualTo(2);
    assertThat(told.get("refused").asBoolean()).as("a page's own text is still refused").isTrue();
    assertThat(pages.contacts()).isEmpty();
  }
}
