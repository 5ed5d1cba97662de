package io.github.consent4j.page;

import static io.github.consent4j.page.GuardedPages.resource;
import static io.github.consent4j.page.GuardedPages.script;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.consent4j.examples.browser.RestInSweeps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Frameworks that create and change a page in the browser behave with the guard as without it,
 * except for the embed that they insert.
 */
class FrameworksBrowserTest {

  /**
   * Each framework counts a click in {@code #count} and then shows blocked content in {@code
   * #embed}.
   */
  enum Framework {
    REACT(
        List.of(
            "react/18.3.1/umd/react.production.min.js",
            "react-dom/18.3.1/umd/react-dom.production.min.js"),
        """
        const host = document.body.appendChild(document.createElement('main'));
        const h = React.createElement;
        const App = () => {
          const [count, setCount] = React.useState(0);
          return h('div', null,
              h('button', {onClick: () => setCount(count + 1)}, 'Count'),
              h('p', {id: 'count'}, count),
              h('ul', null, Array.from({length: count}, (_, i) => h('li', {key: i}, 'Item ' + i))),
              h('div', {id: 'embed'}, count > 1 && h('iframe', {width: 560, src: EMBED, title: 'Clip'})),
              count > 1 && h('div', {dangerouslySetInnerHTML: {__html: `<img src="${EMBED}/img">`}}));
        };
        ReactDOM.createRoot(host).render(h(App));
        """),
    VUE(
        List.of("vue/3.5.13/dist/vue.global.prod.js"),
        """
        const host = document.body.appendChild(document.createElement('main'));
        Vue.createApp({
          data: () => ({count: 0, embed: EMBED}),
          template: `<button @click="count++">Count</button><p id="count">{{ count }}</p>
              <ul><li v-for="i in count" :key="i">Item {{ i - 1 }}</li></ul>
              <div id="embed"><iframe v-if="count > 1" width="560" :src="embed" title="Clip"></iframe></div>
              <div v-if="count > 1" v-html="'<img src=' + embed + '/img>'"></div>`,
        }).mount(host);
        """),
    HTMX(
        List.of("htmx.org/2.0.4/dist/htmx.min.js"),
        """
        const host = document.body.appendChild(document.createElement('main'));
        host.innerHTML = '<button hx-get="/part1" hx-target="main" hx-swap="innerHTML">Count</button>'
            + '<p id=count>0</p><ul></ul><div id=embed></div>';
        htmx.process(host);
        """),
    TURBO(
        List.of("hotwired__turbo/8.0.21/dist/turbo.es2017-umd.js"),
        """
        const host = document.body.appendChild(document.createElement('main'));
        host.innerHTML = '<turbo-frame id=frame><a href="/part1">Count</a>'
            + '<p id=count>0</p><ul></ul><div id=embed></div></turbo-frame>';
        """);

    private final List<String> libraries;
    private final String code;

    Framework(List<String> libraries, String code) {
      this.libraries = libraries;
      this.code = code;
    }

    private String[] scripts() throws IOException {
      List<String> scripts = new ArrayList<>();
      for (String library : libraries) {
        scripts.add(resource("/META-INF/resources/webjars/" + library));
      }
      scripts.add(script("const EMBED = 'http://www.clips.example/embed';\n" + code + USE));
      return scripts.toArray(String[]::new);
    }
  }

  private static final String USE =
      """
      const until = async test => {
        for (let i = 0; i < 200 && !test(); i++) {
          await new Promise(done => setTimeout(done, 20));
        }
      };
      const errors = [];
      addEventListener('error', event => errors.push(event.message));
      addEventListener('unhandledrejection', event => errors.push('' + event.reason));
      const text = id => document.getElementById(id)?.textContent;
      (async () => {
        for (let i = 0; i < 3; i++) {
          await until(() => text('count') == i);
          await new Promise(done => setTimeout(done, 50));
          document.querySelector(self.Turbo ? 'main a' : 'main button').click();
        }
        await until(() => text('count') == 3);
        await until(() => document.querySelector('#embed iframe'));
        await new Promise(done => setTimeout(done, 500));
        const frame = document.querySelector('#embed iframe');
        tell({errors, count: text('count'), items: document.querySelectorAll('main li').length,
            frame: frame && {src: frame.getAttribute('src'), width: frame.getAttribute('width'),
                held: frame.getAttribute('data-consent-src')}});
      })();
      """;

  private static String part(int count) {
    String embed =
        count > 1
            ? "<iframe width=560 src='http://www.clips.example/embed' title=Clip></iframe>"
                + "<img src='http://www.clips.example/img'>"
            : "";
    int next = count + 1;
    return """
        <!DOCTYPE html><turbo-frame id=frame><a href="/part%d">Count</a>
        <button hx-get="/part%d" hx-target="main">Count</button>
        <p id=count>%d</p><ul>%s</ul><div id=embed>%s</div></turbo-frame>
        """
        .formatted(next, next, count, "<li>Item</li>".repeat(count), embed);
  }

  private static JsonNode use(GuardedPages pages, Framework framework, boolean guarded)
      throws Exception {
    for (int i = 1; i < 5; i++) {
      pages.file("/part" + i, part(i));
    }
    return pages.page("/app", guarded, framework.scripts()).show("/app");
  }

  @RestInSweeps
  @ParameterizedTest
  @EnumSource(Framework.class)
  void renders_updates_and_inserts_an_embed(Framework framework) throws Exception {
    try (GuardedPages pages = new GuardedPages()) {
      JsonNode without = use(pages, framework, false);
      assertThat(pages.contacts()).as("without the guard").contains("embed");

      JsonNode with = use(pages, framework, true);

      assertThat(pages.contacts()).isEmpty();
      for (String same : List.of("errors", "count", "items")) {
        assertThat(with.get(same)).as(same).isEqualTo(without.get(same));
      }
      assertThat(with.get("count").asText()).isEqualTo("3");
      assertThat(with.get("items").asInt()).isEqualTo(3);
      assertThat(with.get("errors")).isEmpty();
      assertThat(with.get("frame").get("held").asText())
          .isEqualTo("http://www.clips.example/embed");
      assertThat(with.get("frame").get("width").asText()).isEqualTo("560");
      assertThat(with.get("frame").get("src").asText()).contains("/consent/embed?service=clips&");
    }
  }
}
