package io.github.consent4j.policy.reader;

import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CspMode;
import io.github.consent4j.policy.Delivery;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.PageRendering;
import io.github.consent4j.policy.PathPattern;
import io.github.consent4j.policy.UrlPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the keys for the delivery of pages: {@code rendering}, {@code csp}, {@code own-hosts},
 * {@code skip-paths}, {@code no-banner-paths}.
 */
final class DeliveryReader {

  /**
   * The limit for the length of the header. Servers and proxies accept 8 KiB for all headers
   * together.
   */
  private static final int LONGEST_CSP = 4096;

  private final Fields root;
  private final Problems problems;

  DeliveryReader(Fields root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  Delivery read() {
    return Delivery.builder()
        .renderings(renderings())
        .csp(root.option("csp", Delivery.DEFAULTS.csp()))
        .ownHosts(root.parsedList("own-hosts", DeliveryReader::host))
        .skipPaths(root.parsedList("skip-paths", PathPattern::new))
        .noBannerPaths(root.parsedList("no-banner-paths", PathPattern::new))
        .build();
  }

  private static UrlPattern host(String text) {
    UrlPattern pattern = UrlPattern.parse(text);
    boolean plain =
        pattern.isWholeHost() && !pattern.isOwn() && pattern.domain().equals(pattern.host());
    if (!plain) {
      throw new IllegalArgumentException(
          "'" + text + "' must be a host without a path, or '*.' and a host");
    }
    return pattern;
  }

  private List<Delivery.Rule> renderings() {
    if (!root.isMapping("rendering")) {
      PageRendering everywhere = root.option("rendering", PageRendering.AUTO);
      return everywhere == PageRendering.AUTO
          ? List.of()
          : List.of(new Delivery.Rule(new NamePattern("*"), everywhere));
    }
    Fields byPath = root.fields("rendering");
    if (byPath == null) {
      return List.of();
    }
    List<Delivery.Rule> rules = new ArrayList<>();
    for (Fields.Word path : byPath.keys()) {
      PageRendering rendering = byPath.optionOrNull(path.text(), PageRendering.class);
      if (!path.text().startsWith("/")) {
        problems.add(
            path.node(),
            "'" + path.text() + "' is no path: expected one that starts with '/', as '/news/*'");
      } else if (rendering != null) {
        rules.add(new Delivery.Rule(new NamePattern(path.text()), rendering));
      }
    }
    return rules;
  }

  /** Reports a policy whose declarations do not fit into the header. */
  void checkLength(Delivery delivery, List<Category> categories) {
    if (delivery.csp() == CspMode.OFF) {
      return;
    }
    int length =
        Stream.concat(
                categories.stream()
                    .flatMap(category -> category.services().stream())
                    .flatMap(service -> service.loads().urls().stream()),
                delivery.ownHosts().stream())
            .map(url -> (url.subdomains() ? "*." : "") + url.host())
            .distinct()
            // Each host is listed three times: by itself, with wss: and for frames.
            .mapToInt(host -> 3 * host.length() + " wss://".length() + 2)
            .sum();
    if (length > LONGEST_CSP) {
      problems.add(
          root.place("csp"),
          "'csp' would make a header of more than "
              + LONGEST_CSP
              + " characters: declare fewer hosts, as '*.example.org' instead of each of them");
    }
  }
}
