package io.github.consent4j.cli.browser.banner;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ViewportSize;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A banner in a window of one size.
 *
 * @param facts the result of the script
 * @param reject empty if the layer has no control that rejects everything
 * @param height the height of the banner within the window
 */
record Measurement(
    Facts facts, ViewportSize window, Answer accept, Optional<Answer> reject, double height) {

  static Measurement of(BannerVisit visit, ViewportSize window, Locator accept) {
    Optional<Locator> reject = visit.reject();
    ElementHandle handle = accept.elementHandle();
    Frame frame = frameOf(visit, handle);
    Map<String, Object> elements = elements(handle, reject.map(Locator::elementHandle));
    Facts facts = Scripts.run(frame, "banner.js", elements);
    return new Measurement(
        facts,
        window,
        new Answer(facts.at("accept"), accept.boundingBox(), window),
        reject.map(there -> new Answer(facts.at("reject"), there.boundingBox(), window)),
        height(visit, frame, facts));
  }

  private static double height(BannerVisit visit, Frame frame, Facts facts) {
    if (frame == visit.page().mainFrame()) {
      return facts.at("frame").number("height");
    }
    BoundingBox box = frame.frameElement().boundingBox();
    return box == null ? 0 : Math.min(visit.page().viewportSize().height, box.height);
  }

  /** Returns the frame that an element is in: the page's own, or one that holds the banner. */
  static Frame frameOf(BannerVisit visit, ElementHandle element) {
    Frame frame = element.ownerFrame();
    return frame == null ? visit.page().mainFrame() : frame;
  }

  /** Returns the answers as arguments of a script. */
  static Map<String, Object> elements(ElementHandle accept, Optional<ElementHandle> reject) {
    Map<String, Object> elements = new HashMap<>();
    elements.put("accept", accept);
    elements.put("reject", reject.orElse(null));
    return elements;
  }
}
