package io.github.consent4j.page;

import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UrlPattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What services load, as the guard reads it: expressions over host and path, behind {@code !} where
 * a script's URL is meant, and over the text of inline scripts behind {@code &lt;}.
 */
final class GuardUrls {

  private static final String ANY = "[^]";
  private static final String ANY_IN_NAME = "[^/]";

  /** What the guard looks for before it reads a URL: see {@code suspicious} in its code. */
  private static final Pattern TELLING = Pattern.compile("[\\w-]+(\\\\\\.[\\w-]+)+|[\\w-]{5,}");

  private final GuardRules<Object> rules = new GuardRules<>();

  private record Script(NamePattern name) {}

  private record Inline(String text) {}

  GuardUrls(List<Service> services) {
    for (int i = 0; i < services.size(); i++) {
      int index = i;
      Service service = services.get(i);
      service.loads().urls().forEach(url -> rules.add(url, index));
      service.loads().scripts().forEach(name -> rules.add(new Script(name), index));
      service
          .loads()
          .inline()
          .forEach(
              text -> {
                if (!text.isEmpty()) {
                  rules.add(new Inline(text), index);
                }
              });
    }
  }

  String text() {
    return rules.text(GuardUrls::expression);
  }

  /** Whether every expression has something to look for. */
  boolean isTelling() {
    return rules.groups().values().stream()
        .flatMap(List::stream)
        .allMatch(pattern -> TELLING.matcher(expression(List.of(pattern))).find());
  }

  private static String expression(List<Object> patterns) {
    List<String> parts = new ArrayList<>();
    List<UrlPattern> urls = only(UrlPattern.class, patterns).toList();
    Set<String> hosts = hosts(urls, false);
    Set<String> below = hosts(urls, true);
    Set<String> both = new LinkedHashSet<>(hosts);
    both.retainAll(below);
    hosts.removeAll(both);
    below.removeAll(both);
    List<String> wholeHosts = new ArrayList<>();
    add(wholeHosts, "([^/]*\\.)?", both);
    add(wholeHosts, "[^/]*\\.", below);
    wholeHosts.addAll(hosts);
    if (!wholeHosts.isEmpty()) {
      parts.add("!?" + alternatives(wholeHosts) + "/[^]*");
    }
    urls.stream()
        .filter(url -> url.path().isPresent())
        .map(GuardUrls::withPath)
        .forEach(parts::add);
    List<String> scripts =
        only(Script.class, patterns)
            .map(script -> GuardRules.regex(script.name().glob(), ANY_IN_NAME))
            .toList();
    if (!scripts.isEmpty()) {
      parts.add("![^]*/" + alternatives(scripts));
    }
    List<String> texts = only(Inline.class, patterns).map(inline -> escape(inline.text())).toList();
    if (!texts.isEmpty()) {
      parts.add("<[^]*" + alternatives(texts) + "[^]*");
    }
    return String.join("|", parts);
  }

  private static Set<String> hosts(List<UrlPattern> urls, boolean subdomains) {
    return urls.stream()
        .filter(url -> url.path().isEmpty() && url.subdomains() == subdomains)
        .map(url -> escape(url.host()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static void add(List<String> parts, String before, Set<String> hosts) {
    if (!hosts.isEmpty()) {
      parts.add(before + alternatives(List.copyOf(hosts)));
    }
  }

  private static String withPath(UrlPattern url) {
    String path = GuardRules.regex(url.path().orElseThrow().glob(), ANY);
    return "!?" + (url.subdomains() ? "[^/]*\\." : "") + escape(url.host()) + path;
  }

  private static <P> Stream<P> only(Class<P> kind, List<Object> patterns) {
    return patterns.stream().filter(kind::isInstance).map(kind::cast);
  }

  private static String alternatives(List<String> parts) {
    return parts.size() == 1 ? parts.get(0) : "(" + String.join("|", parts) + ")";
  }

  private static String escape(String text) {
    return text.replaceAll("[\\\\^$.|+*?()\\[\\]{}]", "\\\\$0");
  }
}
