package io.github.consent4j.servlet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.servlet.exchange.Audience;
import io.github.consent4j.servlet.exchange.ResponseHead;
import io.github.consent4j.servlet.render.Rendering;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Headers that wait for the body. */
class HeldHeadersTest {

  private final Map<String, String> sent = new TreeMap<>();
  private final HeldHeaders held =
      new HeldHeaders(
          (ResponseHead)
              Proxy.newProxyInstance(
                  ResponseHead.class.getClassLoader(),
                  new Class<?>[] {ResponseHead.class},
                  (proxy, method, arguments) ->
                      switch (method.getName()) {
                        case "setHeader" -> sent.put((String) arguments[0], (String) arguments[1]);
                        case "header" -> sent.get((String) arguments[0]);
                        case "headers" -> headersOfTheContainer();
                        case "headerNames" -> List.copyOf(sent.keySet());
                        case "containsHeader" -> sent.containsKey((String) arguments[0]);
                        case "isCommitted" -> false;
                        case "status" -> 200;
                        default -> throw new UnsupportedOperationException(method.getName());
                      }),
          null,
          new WaitingCookies(null));

  private Thread filter;

  /** Has a filter set a header at the very moment when the body begins. */
  private Collection<String> headersOfTheContainer() {
    if (filter == null) {
      filter = new Thread(() -> held.set("CDN-Cache-Control", "no-store"));
      filter.start();
      while (filter.isAlive() && filter.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
    }
    return List.of();
  }

  /**
   * Spring Security sets its headers in the container's thread, after a streamed page has begun.
   */
  @Test
  void a_filter_may_set_headers_while_another_thread_begins_the_body() throws Exception {
    held.send(
        new Rendering(
            Audience.VISITOR, Rendering.Body.AS_IS, "", Instant.EPOCH, List.of("Cookie"), -1));
    filter.join();

    assertThat(sent).containsEntry("Cache-Control", "private, no-cache");
    assertThat(held.values("CDN-Cache-Control")).containsExactly("no-store");
  }
}
