package io.github.consent4j.examples.research.peers;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.BoundingBox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A new visitor who opens the page, and may press buttons of the tool. */
final class Visit implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Tool tool;
  private final BrowserContext visitor;
  private final Page page;
  private final CDPSession devtools;
  private final List<Request> requests = new ArrayList<>();

  /**
   * @param slowdown slowdown of the visitor's processor: 4 makes it four times as slow as this
   *     machine's
   */
  Visit(PeerSite site, Tool tool, int slowdown) {
    this.tool = tool;
    visitor = site.visitor();
    visitor.addInitScript(site.measure().replace("$PARTS", new Gson().toJson(tool.parts())));
    page = visitor.newPage();
    page.onRequestFinished(requests::add);
    devtools = visitor.newCDPSession(page);
    JsonObject rate = new JsonObject();
    rate.addProperty("rate", slowdown);
    devtools.send("Emulation.setCPUThrottlingRate", rate);
    page.navigate(PeerSite.ORIGIN + tool.path());
    await(tool == Tool.NONE ? "true" : "measure.has('banner')");
  }

  /** Returns the measures of the visit until now. */
  Map<String, Number> loaded() {
    return numbers("measure.loaded()");
  }

  /** Presses a button and returns the measures from then on. */
  Map<String, Number> press(String part) {
    var button = page.locator(tool.parts().get(part).replace(" >>> ", " "));
    button.scrollIntoViewIfNeeded();
    await("measure.isStill()");
    BoundingBox box = button.boundingBox();
    page.mouse().click(box.x + box.width / 2, box.y + box.height / 2);
    await(
        switch (part) {
          case "open" -> "measure.has('settings')";
          case "save" -> "measure.isGone('settings')";
          default -> "measure.isGone('banner')";
        });
    return numbers("measure.pressed()");
  }

  /** Waits until a condition holds and the page is idle, without keeping the page busy. */
  private void await(String state) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds("!!self.measure && measure.isQuiet() && " + state)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never came to rest: " + tool.title() + ", " + state);
      }
      page.waitForTimeout(100);
    }
  }

  private boolean holds(String state) {
    try {
      return (Boolean) page.evaluate(state);
    } catch (PlaywrightException e) {
      // The page is just being replaced by the next one.
      return false;
    }
  }

  /** Returns the milliseconds that a fixed piece of work takes. */
  double pace() {
    return ((Number) page.evaluate("measure.pace()")).doubleValue();
  }

  /** Returns the bytes that scripts have allocated and still use. */
  double heap() {
    devtools.send("HeapProfiler.collectGarbage");
    return devtools.send("Runtime.getHeapUsage").get("usedSize").getAsDouble();
  }

  /** Returns the requests to the site. */
  List<Request> requests() {
    return requests.stream().filter(one -> one.url().startsWith(PeerSite.ORIGIN)).toList();
  }

  Page page() {
    return page;
  }

  @SuppressWarnings("unchecked")
  private Map<String, Number> numbers(String expression) {
    return (Map<String, Number>) page.evaluate(expression);
  }

  @Override
  public void close() {
    visitor.close();
  }
}
