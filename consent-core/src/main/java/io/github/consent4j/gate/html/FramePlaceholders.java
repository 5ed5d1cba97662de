package io.github.consent4j.gate.html;

import io.github.consent4j.gate.bytes.Scan;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.gate.rule.UrlGate;
import io.github.consent4j.gate.token.AttributeName;
import io.github.consent4j.gate.token.Edits;
import io.github.consent4j.gate.token.Tag;
import io.github.consent4j.gate.url.WebUrl;
import io.github.consent4j.policy.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives a frame a placeholder while its content is blocked. */
final class FramePlaceholders {

  private static final String BLANK_PAGE = "src=\"about:blank\" ";
  private static final byte[] BLANK = Scan.ascii(BLANK_PAGE);

  private static final byte[][] NAMES = {
    Scan.ascii("title"), Scan.ascii("aria-label"), Scan.ascii("aria-labelledby")
  };

  private FramePlaceholders() {}

  static boolean isFrame(Tag tag) {
    return switch (tag.element) {
      case IFRAME, FRAME, FENCEDFRAME, PORTAL -> true;
      default -> false;
    };
  }

  /**
   * Makes a frame show a placeholder instead of the blocked document. Meanwhile the frame has
   * another name.
   */
  static void standIn(
      Tag tag,
      int src,
      int verdict,
      HtmlRules rules,
      Insertions insertions,
      UrlGate urlGate,
      Edits edits,
      Renames renames) {
    Optional<String> url =
        urlGate
            .href(tag.bytes, tag.valueFrom(src), tag.valueTo(src))
            .filter(href -> verdict >= 0 || href.startsWith("http"));
    String name = insertions.frameName(url.orElse(""));
    if (!name.isEmpty()) {
      renames.renameAll(tag, 0, AttributeName.NAME);
      name = String.join("", "name=\"", name, "\" ");
    }
    String address =
        url.map(
                href ->
                    verdict < 0
                        ? insertions.undeclaredFrame(href)
                        : insertions.frame(service(rules, verdict), href))
            .orElse("");
    if (address.isEmpty()) {
      edits.insert(tag.nameFrom(src), name.isEmpty() ? BLANK : Scan.ascii(BLANK_PAGE, name));
      return;
    }
    String title =
        isNamed(tag)
            ? ""
            : verdict < 0
                ? insertions.undeclaredFrameTitle(url.orElse(""))
                : insertions.frameTitle(service(rules, verdict));
    edits.insert(
        tag.nameFrom(src),
        title.isEmpty()
            ? Scan.ascii("src=\"", AttributeText.escape(address), "\" ", name)
            : Scan.ascii(
                "src=\"", AttributeText.escape(address), "\" title=\"", title, "\" ", name));
  }

  private static Service service(HtmlRules rules, int verdict) {
    return rules.policy().services().get(verdict);
  }

  /** Returns whether the page gives the frame an accessible name. */
  private static boolean isNamed(Tag tag) {
    for (int i = 0; i < tag.count; i++) {
      if (tag.name(i) == AttributeName.OTHER
          && Scan.isAnyIgnoringCase(tag.bytes, tag.nameFrom(i), tag.nameTo(i), NAMES)) {
        return true;
      }
    }
    return tag.continued || tag.unfinished;
  }

  /** Grants the permissions of a blocked frame only to the origin of its own content. */
  static void pinPermissions(Tag tag, UrlGate urlGate, Edits edits, Renames renames) {
    int allow = tag.find(AttributeName.ALLOW);
    int src = tag.find(AttributeName.SRC);
    if (allow < 0 || src < 0 || !tag.hasValue(allow) || !tag.hasValue(src)) {
      return;
    }
    String text = urlGate.text(tag.bytes, tag.valueFrom(allow), tag.valueTo(allow));
    Optional<WebUrl> url = urlGate.resolve(tag.bytes, tag.valueFrom(src), tag.valueTo(src));
    if (url.isPresent()) {
      String pinned = pin(text, url.get().origin());
      edits.insert(
          tag.nameFrom(allow), Scan.ascii("allow=\"", AttributeText.escape(pinned), "\" "));
      renames.renameAll(tag, allow, AttributeName.ALLOW);
    }
  }

  /**
   * Returns the features of {@code allow}, where each feature that names no origin, or {@code
   * 'src'}, is granted to the given origin. So the permission goes to the embed once the frame
   * loads it, and not to the placeholder.
   */
  static String pin(String allow, String origin) {
    List<String> pinned = new ArrayList<>();
    for (String directive : allow.split(";")) {
      String[] words = directive.strip().split("\\s+");
      if (words.length == 1 && !words[0].isEmpty()) {
        pinned.add(words[0] + " " + origin);
      } else if (words.length > 1) {
        pinned.add(String.join(" ", words).replace("'src'", origin));
      }
    }
    return String.join("; ", pinned);
  }
}
