package io.github.consent4j.examples.benchmarks;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.reader.PolicyReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Hosts that every candidate blocks: real ones, and generated ones up to the requested number. */
final class ThirdParties {

  private static final List<String> MARKERS =
      List.of(
          "google-analytics.com/",
          "googletagmanager.com/",
          "GoogleAnalyticsObject",
          "_gaq.push",
          "connect.facebook.net/",
          "scorecardresearch.com/",
          "chartbeat.js",
          "taboola.com/",
          "krxd.net/",
          "amazon-adsystem.com/");

  private final Set<String> hosts;

  /**
   * @param count the number of all hosts; at least the number of the real ones
   */
  ThirdParties(int count) {
    hosts = real();
    for (int i = hosts.size(); i < count; i++) {
      hosts.add("third-party-" + i * 7919 % 100_003 + ".example");
    }
  }

  private static Set<String> real() {
    try (InputStream in = ThirdParties.class.getResourceAsStream("/hosts.txt")) {
      String list =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
      return list.lines().collect(Collectors.toCollection(LinkedHashSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a policy that declares them, with inline markers for some. */
  Policy policy() {
    String list = String.join(", ", hosts.stream().map(ThirdParties::patterns).toList());
    String yaml =
        """
        site: { name: Benchmark }
        languages: [en]
        categories:
          necessary:      { required: true, services: [webedition] }
          statistics:     { services: [third-parties] }
          external-media: { services: [twitter] }
        services:
          third-parties:
            name: Third parties
            purpose: Are held back.
            loads:
              hosts: [%s]
              inline: [%s]
        """
            .formatted(list, String.join(", ", MARKERS));
    return new PolicyReader(BuiltInCatalogue.load())
        .read("benchmark.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
  }

  private static String patterns(String host) {
    return "'" + host + "', '*." + host + "'";
  }

  /**
   * Returns whether a URL with a host leads to one of them. The test is as simple as the other
   * candidates would write it.
   */
  boolean own(String url) {
    int slashes = url.indexOf("//");
    if (slashes < 0) {
      return false;
    }
    int from = slashes + 2;
    int to = from;
    while (to < url.length() && "/?#:".indexOf(url.charAt(to)) < 0) {
      to++;
    }
    String host = url.substring(from, to);
    while (true) {
      if (hosts.contains(host)) {
        return true;
      }
      int dot = host.indexOf('.');
      if (dot < 0) {
        return false;
      }
      host = host.substring(dot + 1);
    }
  }
}
