package io.github.consent4j.cli;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.gate.cookie.CookieRules;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.reader.Catalogue;
import io.github.consent4j.policy.reader.PolicyReader;
import io.github.consent4j.text.DomainName;
import io.github.consent4j.text.Texts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The services of the library's catalogue, as a policy that declares all of them. Not thread-safe.
 */
final class KnownServices {

  private static final String ALL =
      """
      site: { name: %s }
      languages: [%s]
      categories:
        necessary: { required: true }
        known: { title: Known, description: Known, services: [%s] }
      """;

  /** The provider of services that every site runs itself. */
  private static final String OF_SITE = "your site";

  /** The key of a catalogue's file that no policy needs. */
  private final Policy policy;

  private final CookieRules cookies;
  private final Map<String, String> categories = categories();

  private KnownServices(Policy policy) {
    this.policy = policy;
    cookies = CookieRules.of(policy);
  }

  /**
   * Reads the whole catalogue.
   *
   * @param language the language of the texts
   * @throws UnusableException if the library has no texts in that language
   */
  static KnownServices load(String language) {
    Catalogue catalogue = BuiltInCatalogue.load();
    String text = ALL.formatted(OF_SITE, language, String.join(", ", catalogue.serviceIds()));
    PolicyCheck check =
        new PolicyReader(catalogue)
            .check("catalogue", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    return new KnownServices(
        check.policy().orElseThrow(() -> new UnusableException(check.problems().get(0).message())));
  }

  /** Returns whether a service has no provider but the site. */
  static boolean isOfSite(Service service) {
    return service.provider().name().equals(OF_SITE);
  }

  /** Returns whether the operator has to confirm a provider or a lifetime. */
  static boolean isUnconfirmed(Service service) {
    return service.provider().isUnconfirmed()
        || service.stores().stream()
            .anyMatch(stored -> stored.lifetime() instanceof Lifetime.Unknown);
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

  /** Returns whether the library has texts in a language. */
  static boolean speaks(String language) {
    return Texts.LANGUAGES.contains(language);
  }

  /** Returns the category in which most sites put a service, as the catalogue says it. */
  String category(Service service) {
    return categories.getOrDefault(service.id(), "external-media");
  }

  private static Map<String, String> categories() {
    try (InputStream file = BuiltInCatalogue.class.getResourceAsStream("services.txt")) {
      String text = file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .map(line -> line.split("\t"))
          .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    } catch (IOException e) {
      throw new UncheckedIOException("The library's own list of services cannot be read", e);
    }
  }

  /**
   * Returns the services that store a cookie of that name on the site, or else on a host of their
   * provider.
   *
   * @param host host that the cookie was seen with
   */
  List<Service> storing(String cookie, String host) {
    List<Service> onSite =
        cookies.declaring(cookie).stream()
            .map(declaration -> policy.services().get(declaration.service()))
            .distinct()
            .toList();
    return onSite.isEmpty()
        ? all().stream()
            .filter(service -> service.stores().stream().anyMatch(s -> isOn(s, cookie, host)))
            .toList()
        : onSite;
  }

  private static boolean isOn(CookieDescriptor stored, String cookie, String host) {
    return stored.name().matches(cookie)
        && stored
            .domain()
            .map(domain -> domain.replaceFirst("^\\.", ""))
            .filter(domain -> DomainName.isWithin(host.toLowerCase(Locale.ROOT), domain))
            .isPresent();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
