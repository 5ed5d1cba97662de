package io.github.consent4j.cli;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.reader.Catalogue;
import io.github.consent4j.policy.reader.PolicyReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The services of the library's catalogue, as a policy that declares all of them. Immutable. */
final class KnownServices {

  private static final String ALL =
      """
      site: { name: Catalogue }
      languages: [%s]
      categories:
        necessary: { required: true }
        known: { title: Known, description: Known, services: [%s] }
      """;

  private final Policy policy;

  private KnownServices(Policy policy) {
    this.policy = policy;
  }

  /**
   * Reads the whole catalogue.
   *
   * @param language the language of the texts
   * @throws UnusableException if the library has no texts in that language
   */
  static KnownServices load(String language) {
    Catalogue catalogue = BuiltInCatalogue.load();
    String text = ALL.formatted(language, String.join(", ", catalogue.serviceIds()));
    PolicyCheck check =
        new PolicyReader(catalogue)
            .check("catalogue", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return new KnownServices(
        check
            .policy()
            .orElseThrow(() -> new UnusableException(check.problems().get(0).message())));
  }

  /** A policy in whose only optional category every service stands. */
  Policy policy() {
    return policy;
  }

  List<Service> all() {
    return policy.services();
  }

  Optional<Service> service(String id) {
    return policy.service(id);
  }

  Set<String> ids() {
    return Set.copyOf(policy.services().stream().map(Service::id).toList());
  }

  /** Returns the service that other tools may call by another spelling of its name. */
  Optional<Service> named(String name) {
    String plain = plain(name);
    return policy
        .service(name)
        .or(
            () ->
                all().stream()
                    .filter(
                        service ->
                            plain(service.id()).equals(plain)
                                || service.name().byLanguage().values().stream()
                                    .anyMatch(known -> plain(known).equals(plain)))
                    .findFirst());
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
