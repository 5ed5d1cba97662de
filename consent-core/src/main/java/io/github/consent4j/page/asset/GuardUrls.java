package io.github.consent4j.page.asset;

import static io.github.consent4j.page.asset.GuardRegex.alternatives;
import static io.github.consent4j.page.asset.GuardRegex.joined;

import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.UrlPattern;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes patterns of what services load, for the guard. The query is part of what they match only
 * on sites with rules about queries. Immutable and thread-safe.
 */
final class GuardUrls {

  private static final String ANY_IN_NAME = "[^/]";
  private static final String ANY_IN_LABEL = "[^./]";
  private static final String ANY_IN_PARAMETER = "[^&]";
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
      return !(other instanceof Url url)
          || pattern.meets(url.pattern)
          // The site's own host may be a host that another rule names.
          || pattern.isOwn() != url.pattern.isOwn();
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

  private final boolean queries;

  /**
   * @param queries whether the query is part of what the patterns match
   */
  GuardUrls(boolean queries) {
    this.queries = queries;
  }

  /** Returns a pattern that matches what any of them matches, from the end of the scheme on. */
  String pattern(List<Load> loads) {
    List<String> parts = new ArrayList<>();
    List<UrlPattern> urls = new ArrayList<>();
    List<String> files = new ArrayList<>();
    for (Load load : loads) {
      if (load instanceof Url url) {
        urls.add(url.pattern());
      } else if (load instanceof File file) {
        files.add(GuardRegex.ofGlob(file.name().glob(), queries ? "[^/?]" : ANY_IN_NAME));
      }
    }
    List<String> hosts = hosts(urls);
    if (!hosts.isEmpty()) {
      parts.add(alternatives(hosts) + HOST_END);
    }
    urls.stream()
        .filter(url -> !isPlainHost(url))
        .map(url -> host(url) + (url.isWholeHost() ? HOST_END : PORT + path(url)))
        .forEach(parts::add);
    if (!files.isEmpty()) {
      parts.add((queries ? "[^?]*/" : ".*/") + alternatives(joined(files)) + end());
    }
    return String.join("|", parts);
  }

  /** Returns an expression for the end of the path. */
  private String end() {
    return queries ? "(?![^?])" : "$";
  }

  private static boolean isPlainHost(UrlPattern url) {
    return url.isWholeHost() && !url.isOwn() && url.host().indexOf('*') < 0;
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
        .filter(url -> isPlainHost(url) && url.subdomains() == subdomains)
        .map(url -> escape(url.host()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static void add(List<String> parts, String before, Set<String> hosts) {
    if (!hosts.isEmpty()) {
      parts.add(before + alternatives(joined(hosts)));
    }
  }

  private static String host(UrlPattern url) {
    String host = url.host();
    String name =
        url.isOwn()
            ? GuardRegex.ofGlob(host.substring(0, host.indexOf('<')), ANY_IN_LABEL)
                + (host.startsWith("<") ? "(?:www\\.)?" : "")
                + GuardRegex.OWN_HOST
            : GuardRegex.ofGlob(host, ANY_IN_LABEL);
    return (url.subdomains() ? "[^/]*\\." : "") + name;
  }

  /**
   * Returns the pattern of a path and parameters. The guard first asks for a path of one NUL, to
   * learn whether a host has rules at all.
   */
  private String path(UrlPattern url) {
    String query =
        url.query().entrySet().stream()
            .map(parameter -> parameter(encoded(parameter.getKey()), parameter.getValue().glob()))
            .collect(Collectors.joining());
    String path =
        url.paths().stream()
            .map(glob -> glob.glob().substring(1))
            .map(glob -> query.isEmpty() ? whole(glob) : GuardRegex.ofGlob(glob, "[^?]") + query)
            .collect(Collectors.joining("|"));
    return "(?:" + GuardRegex.HOST + (url.paths().isEmpty() ? "[^?]*" + query : path) + ")";
  }

  /** Returns an expression for everything that a glob over paths matches. */
  private String whole(String glob) {
    if (!queries) {
      return GuardNames.whole(glob);
    }
    boolean prefix = new NamePattern('/' + glob).isPrefix();
    String literal = prefix ? glob.substring(0, glob.length() - 1) : glob;
    return GuardRegex.ofGlob(literal, "[^?]") + (prefix ? "" : end());
  }

  /**
   * Returns an expression that a query follows in which the first parameter of a name has a value.
   * The query is written as {@code URLSearchParams} writes it.
   */
  private static String parameter(String name, String value) {
    String values =
        Arrays.stream(value.split("\\*", -1))
            .map(GuardUrls::encoded)
            .collect(Collectors.joining(ANY_IN_PARAMETER + '*'));
    return "(?=\\?(?:(?!%1$s=)[^&]*&)*%1$s=%2$s(?![^&]))".formatted(name, values);
  }

  private static String encoded(String text) {
    return escape(URLEncoder.encode(text, StandardCharsets.UTF_8));
  }

  /** Returns a pattern that matches any of the texts. */
  static String texts(List<String> texts) {
    return texts.stream().map(GuardUrls::escape).collect(Collectors.joining("|"));
  }

  private static String escape(String text) {
    return text.replaceAll("[\\\\^$.|+*?()\\[\\]{}]", "\\\\$0");
  }
}
