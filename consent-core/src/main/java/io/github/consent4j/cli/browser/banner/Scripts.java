package io.github.consent4j.cli.browser.banner;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.JSHandle;
import io.github.consent4j.format.PackedText;
import java.util.Map;

/** Runs the scripts that lie beside the classes of this package. */
final class Scripts {

  private static final String WRAPPER = "({args, words}) => {\n%s\nreturn (\n%s\n)(args); }";

  private static final String TOOLS = PackedText.of(Scripts.class, "tools.js");

  private Scripts() {}

  /**
   * Runs a script in a frame.
   *
   * @param arguments elements, texts and numbers by name; they may be null
   */
  static Facts run(Frame frame, String script, Map<String, ?> arguments) {
    return Facts.of(frame.evaluate(source(script), scope(arguments)));
  }

  static Facts run(Frame frame, String script) {
    return run(frame, script, Map.of());
  }

  /** Runs a script that returns an element. */
  static JSHandle handle(Frame frame, String script, Map<String, ?> arguments) {
    return frame.evaluateHandle(source(script), scope(arguments));
  }

  private static Map<String, Object> scope(Map<String, ?> arguments) {
    return Map.of("args", arguments, "words", BannerWords.FOR_SCRIPTS);
  }

  private static String source(String script) {
    return WRAPPER.formatted(TOOLS, PackedText.of(Scripts.class, script).strip());
  }
}
