package io.github.consent4j.page.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The words of markup, one paragraph a line. The addresses of links stand behind them. */
public final class Words {

  /** Elements that stand within a line. All others begin a line of their own. */
  private static final Set<String> INLINE =
      Set.of(
          "a", "b", "bdi", "code", "dd", "dt", "i", "input", "label", "small", "span", "td", "th",
          "wbr");

  private static final Set<String> WITHOUT_WORDS =
      Set.of("head", "link", "meta", "script", "style");

  private final Predicate<String> showsAddress;
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();

  private Words(Predicate<String> showsAddress) {
    this.showsAddress = showsAddress;
  }

  /**
   * Returns the words of several pieces.
   *
   * @param showsAddress tells whether the address of a link belongs to the words
   */
  public static String of(List<? extends Content> contents, Predicate<String> showsAddress) {
    Words words = new Words(showsAddress);
    contents.forEach(words::add);
    words.endLine();
    return String.join("\n", words.lines);
  }

  private void add(Content content) {
    if (content instanceof Element element) {
      addElement(element);
    } else if (content instanceof Content.Text text) {
      line.append(text.text());
    }
  }

  private void addElement(Element element) {
    String name = element.name();
    if (WITHOUT_WORDS.contains(name)) {
      return;
    }
    boolean inLine = INLINE.contains(name) && !isButton(element);
    if (!inLine) {
      endLine();
    }
    before(name);
    if (name.equals("input")) {
      addBox(element);
    }
    element.children().forEach(this::add);
    if (name.equals("dt")) {
      line.append(": ");
    }
    @Nullable String address = element.valueOf("href");
    if (address != null && showsAddress.test(address)) {
      line.append(" <").append(address).append('>');
    }
    if (!inLine) {
      endLine();
    }
  }

  /** Adds a check box, which shows whether something is selected beforehand. */
  private void addBox(Element input) {
    if ("checkbox".equals(input.valueOf("type"))) {
      line.append(input.has("checked") ? " [x] " : " [ ] ");
    }
  }

  private void before(String name) {
    if (name.equals("a") || name.equals("small")) {
      line.append(' ');
    } else if ((name.equals("td") || name.equals("th")) && !line.isEmpty()) {
      line.append(" | ");
    }
  }

  private static boolean isButton(Element element) {
    @Nullable String classes = element.valueOf("class");
    return classes != null && classes.startsWith("button");
  }

  private void endLine() {
    String words = line.toString().replaceAll("\\s+", " ").strip();
    line.setLength(0);
    if (!words.isEmpty()) {
      lines.add(words);
    }
  }
}
