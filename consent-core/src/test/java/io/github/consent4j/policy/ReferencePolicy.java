package io.github.consent4j.policy;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.reader.PolicyReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** The dialog of a research institute's site, as its operator writes it. */
public final class ReferencePolicy {

  public static final String YAML =
      """
      site:
        name: German Cancer Research Center
        privacy-policy: /en/data-protection
      languages: [en, de]
      categories:
        necessary:      { required: true, services: [webedition, econda-session] }
        statistics:     { services: [econda] }
        external-media: { services: [youtube, twitter] }
      """;

  private ReferencePolicy() {}

  public static Policy get() {
    return read(YAML);
  }

  public static Policy read(String yaml) {
    return new PolicyReader(BuiltInCatalogue.load())
        .read("consent.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
  }
}
