package io.github.consent4j.page;

import static io.github.consent4j.page.GuardedPages.script;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Measures what the guard costs a page whose scripts insert 5,000 nodes. Frames of the same origin,
 * with and without the guard, do the same work in turns. The times are written to a report in
 * {@code target}; the assertions cover only what also holds on a busy machine.
 */
class LateContentCostTest {

  private static final int GENEROUS = 8;

  private static final String WORK =
      """
      // Images in this document do not load, so that they cost no time.
      const inert = document.implementation.createHTMLDocument('');
      const ways = {
        elements: root => {
          for (let i = 0; i < 2500; i++) {
            const item = document.createElement('div');
            item.setAttribute('class', 'item');
            item.setAttribute('title', 'Item ' + i);
            item.appendChild(document.createTextNode('Item ' + i));
            root.appendChild(item);
          }
        },
        images: root => {
          for (let i = 0; i < 5000; i++) {
            const image = inert.createElement('img');
            image.setAttribute('alt', '');
            image.src = i % 2 ? '/i/' + i + '.png' : 'http://cdn.example/i/' + i + '.png?a=1&b=2';
            inert.body.append(image);
          }
        },
        markup: root => {
          root.innerHTML = Array.from({length: 1250}, (_, i) => `<div class="item"><a href="/a/${i}">Item
              &amp; more</a><img loading=lazy alt="" src="/i/${i}.png?a=1&amp;b=2"><p>Text</p></div>`).join('');
        },
      };
      self.run = way => {
        const root = document.createElement('div');
        root.hidden = true;
        document.body.append(root);
        const start = performance.now();
        ways[way](root);
        const time = performance.now() - start;
        root.remove();
        return time;
      };
      """;

  private static final String MEASURE =
      """
      const frame = async path => {
        const frame = document.createElement('iframe');
        frame.src = path;
        document.body.append(frame);
        await new Promise(loaded => frame.onload = loaded);
        return frame.contentWindow;
      };
      const median = times => times.sort((a, b) => a - b)[times.length >> 1];
      (async () => {
        const pages = [await frame('/plain'), await frame('/guarded')], told = {};
        for (const way of ['elements', 'images', 'markup']) {
          const times = [[], []];
          for (let i = 0; i < 31; i++) {
            pages.forEach((page, j) => times[j].push(page.run(way)));
            await new Promise(done => setTimeout(done));
          }
          told[way] = times.map(median);
        }
        tell(told);
      })();
      """;

  /**
   * Counts the addresses that the guard parses as URLs, and the tags that it parses as elements.
   */
  private static final String COUNT =
      """
      let urls = 0, tags = 0;
      self.URL = new Proxy(URL, {construct: (type, given) => { urls++; return new type(...given); }});
      const create = document.createElement;
      document.createElement = function (name) {
        tags += name == 'template';
        return create.call(this, name);
      };
      ways.images(document.body);
      ways.markup(document.body);
      tell({urls, tags});
      """;

  @Test
  void parses_each_host_once_and_no_tags() throws Exception {
    try (GuardedPages pages = new GuardedPages()) {
      JsonNode told = pages.page("/", true, script(WORK + COUNT)).show("/");

      // One is for the page's own host, one for the other host.
      assertThat(told.get("urls").asInt()).isLessThanOrEqualTo(2);
      assertThat(told.get("tags").asInt()).isZero();
    }
  }

  @Tag("sweep")
  @ParameterizedTest
  @CsvSource({"elements", "images", "markup"})
  void inserting_five_thousand_nodes_takes_about_as_long_as_without_the_guard(String way)
      throws Exception {
    try (GuardedPages pages = new GuardedPages()) {
      JsonNode times =
          pages
              .page("/plain", false, WORK)
              .page("/guarded", true, WORK)
              .page(
                  "/",
                  false,
                  script(MEASURE.replace("'elements', 'images', 'markup'", "'" + way + "'")))
              .show("/")
              .get(way);
      double without = times.get(0).asDouble();
      double with = times.get(1).asDouble();
      Files.writeString(
          Path.of("target", "guard-cost-" + way + ".txt"),
          "%s: %.2f ms without the guard, %.2f ms with it%n".formatted(way, without, with));
      assertThat(with).isLessThan(GENEROUS * without + 40);
    }
  }
}
