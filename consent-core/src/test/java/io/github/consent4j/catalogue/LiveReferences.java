package io.github.consent4j.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Finds what a browser would load or run in a page, by a parser that the gate does not use. */
final class LiveReferences {

  /** Attributes whose URL is loaded on every element. */
  private static final Set<String> LOADING =
      Set.of(
          "src",
          "srcset",
          "imagesrcset",
          "poster",
          "data",
          "background",
          "xlink:href",
          "codebase",
          "classid",
          "manifest");

  /** Elements whose {@code href} is loaded. */
  private static final Set<String> LINKING = Set.of("link", "use", "image", "feimage", "base");

  private static final Pattern HOST =
      Pattern.compile("['\"](?:https?:)?//([a-z0-9-]+(?:\\.[a-z0-9-]+)+)");

  /** A URL in a style, but for those that no browser loads. */
  private static final Pattern STYLE_URL =
      Pattern.compile(
          "(?i)(?:url\\(|@import)\\s*(?:url\\()?\\s*['\"]?(?!url\\()(?!about:invalid)[^\\s'\"]");

  private LiveReferences() {}

  /** Returns the URLs that a page loads by its markup and its styles. */
  static List<String> urls(Document page) {
    List<String> urls = new ArrayList<>();
    for (Element element : page.getAllElements()) {
      String name = element.normalName();
      for (Attribute attribute : element.attributes()) {
        String key = attribute.getKey().toLowerCase(Locale.ROOT);
        boolean loads =
            LOADING.contains(key)
                || (key.equals("href") && LINKING.contains(name))
                || (key.equals("style") && STYLE_URL.matcher(attribute.getValue()).find())
                || (key.equals("content") && element.attr("http-equiv").matches("(?i)refresh"));
        if (loads && !attribute.getValue().isBlank()) {
          urls.add(attribute.getValue());
        } else if (key.equals("srcdoc")) {
          urls.addAll(urls(Jsoup.parse(attribute.getValue())));
        }
      }
      if (name.equals("style") && STYLE_URL.matcher(element.data()).find()) {
        urls.add(element.data());
      }
    }
    return urls;
  }

  /** Returns the texts of the scripts that a page runs. */
  static List<String> scripts(Document page) {
    return page.getElementsByTag("script").stream()
        .filter(script -> runs(script.attr("type")))
        .map(Element::data)
        .filter(text -> !text.isBlank())
        .toList();
  }

  private static boolean runs(String type) {
    String name = type.strip().toLowerCase(Locale.ROOT);
    return name.isEmpty() || name.equals("module") || name.matches(".*(java|ecma)script.*");
  }

  /** Returns the hosts that a text of a script names in its strings. */
  static Set<String> hosts(String script) {
    Set<String> hosts = new LinkedHashSet<>();
    HOST.matcher(script).results().map((MatchResult found) -> found.group(1)).forEach(hosts::add);
    return hosts;
  }
}
