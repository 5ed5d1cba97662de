package io.github.consent4j.page.asset;

import static io.github.consent4j.page.asset.GuardRegex.alternatives;
import static io.github.consent4j.page.asset.GuardRegex.joined;

import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.UrlPattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes patterns of what services load, for the guard. */
final class GuardUrls {

  private static final String ANY_IN_NAME = "[^/]";
  private static final String HOST_END = "\\.?[:/]";
  private static final String PORT = "\\.?(?::\\d+)?/";

  /** One thing that a service loads: a URL, or a script that is recognised by its file name. */
  sealed interface Load {

    /** Returns whether this matches everything that the other one matches. */
    boolean covers(Load other);

    /** Returns whether some URL matches both. */
    boolean meets(Load other);
  }

  record Url(UrlPattern pattern) implements Load {

    @Override
    public boolean covers(Load other) {
      return other instanceof Url url && pattern.covers(url.pattern);
    }

    @Override
    public boolean meets(Load other) {
      return !(other instanceof Url url) || pattern.meets(url.pattern);
    }
  }

  record File(NamePattern name) implements Load {

    @Override
    public boolean covers(Load other) {
      return other instanceof File file && name.covers(file.name);
    }

    @Override
    public boolean meets(Load other) {
      return !(other instanceof File file) || name.meets(file.name);
    }
  }

  private GuardUrls() {}

  /** Returns a pattern that matches what any of them matches, from the end of the scheme on. */
  static String pattern(List<Load> loads) {
    List<String> parts = new ArrayList<>();
    List<UrlPattern> urls = new ArrayList<>();
    List<String> files = new ArrayList<>();
    for (Load load : loads) {
      if (load instanceof Url url) {
        urls.add(url.pattern());
      } else if (load instanceof File file) {
        files.add(GuardRegex.ofGlob(file.name().glob(), ANY_IN_NAME));
      }
    }
    List<String> hosts = hosts(urls);
    if (!hosts.isEmpty()) {
      parts.add(alternatives(hosts) + HOST_END);
    }
    urls.stream()
        .filter(url -> url.path().isPresent())
        .map(GuardUrls::withPath)
        .forEach(parts::add);
    if (!files.isEmpty()) {
      parts.add(".*/" + alternatives(joined(files)) + '$');
    }
    return String.join("|", parts);
  }

  private static List<String> hosts(List<UrlPattern> urls) {
    Set<String> alone = hosts(urls, false);
    Set<String> below = hosts(urls, true);
    Set<String> both = new LinkedHashSet<>(alone);
    both.retainAll(below);
    alone.removeAll(both);
    below.removeAll(both);
    List<String> hosts = new ArrayList<>();
    add(hosts, "(?:[^/]*\\.)?", both);
    add(hosts, "[^/]*\\.", below);
    hosts.addAll(joined(alone));
    return hosts;
  }

  private static Set<String> hosts(List<UrlPattern> urls, boolean subdomains) {
    return urls.stream()
        .filter(url -> url.path().isEmpty() && url.subdomains() == subdomains)
        .map(url -> escape(url.host()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static void add(List<String> parts, String before, Set<String> hosts) {
    if (!hosts.isEmpty()) {
      parts.add(before + alternatives(joined(hosts)));
    }
  }

  /**
   * Returns the pattern of a URL with a path. The guard first asks for a path of one NUL, to learn
   * whether a host has rules at all.
   */
  private static String withPath(UrlPattern url) {
    String path =
        url.paths().stream()
            .map(glob -> GuardNames.whole(glob.glob().substring(1)))
            .collect(Collectors.joining("|"));
    return (url.subdomains() ? "[^/]*\\." : "")
        + escape(url.host())
        + PORT
        + "(?:"
        + GuardRegex.HOST
        + path
        + ")";
  }

  /** Returns a pattern that matches any of the texts. */
  static String texts(List<String> texts) {
    return texts.stream().map(GuardUrls::escape).collect(Collectors.joining("|"));
  }

  private static String escape(String text) {
    return text.replaceAll("[\\\\^$.|+*?()\\[\\]{}]", "\\\\$0");
  }
}
