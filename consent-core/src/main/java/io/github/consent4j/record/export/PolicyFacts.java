package io.github.consent4j.record.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a policy said about the site, its controller and its services, as the archived inventory
 * tells. It is the truth at the time of a record, whatever the policy says today. Immutable and
 * thread-safe.
 */
public final class PolicyFacts {

  /** The facts of a policy whose inventory is not in the store. */
  public static final PolicyFacts UNKNOWN = new PolicyFacts();

  /**
   * A text in several languages.
   *
   * @param byLanguage the texts by BCP 47 tag
   */
  public record Text(Map<String, String> byLanguage) {

    public Text {
      byLanguage = Map.copyOf(byLanguage);
    }

    /** Returns the text in a language; in any other one if there is none in that language. */
    public Optional<String> in(String language) {
      return languageOf(language).map(byLanguage::get);
    }

    /** Returns in which language {@link #in} answers. */
    Optional<String> languageOf(String language) {
      return byLanguage.containsKey(language)
          ? Optional.of(language)
          : byLanguage.keySet().stream().sorted().findFirst();
    }
  }

  /**
   * A company or body.
   *
   * @param name its legal name; empty if not declared
   * @param address its postal address; empty if not declared
   * @param contact how it can be reached; empty if not declared
   * @param officer how its data protection officer can be reached; empty if not declared
   * @param country ISO 3166-1 alpha-2 code; empty if not declared
   * @param privacyPolicy address of its privacy policy; empty if not declared
   * @param transfersTo the countries to which it sends data
   * @param unconfirmed whether nobody has confirmed what is said of it
   */
  public record Party(
      Optional<String> name,
      Optional<String> address,
      Optional<String> contact,
      Optional<String> officer,
      Optional<String> country,
      Optional<String> privacyPolicy,
      List<String> transfersTo,
      boolean unconfirmed) {

    private static Party of(JsonTree json) {
      return new Party(
          json.at("name").text(),
          json.at("address").text(),
          json.at("contact").text(),
          json.at("dataProtectionOfficer").text(),
          json.at("country").text(),
          json.at("privacyPolicy").text(),
          json.at("transfersTo").texts(),
          json.at("unconfirmed").isTrue());
    }
  }

  /**
   * An item that a service stores in the browser.
   *
   * @param name its name, with {@code *} for any characters
   * @param kind {@code cookie}, {@code local-storage} and so on
   * @param lifetime an ISO 8601 duration, or {@code session}, {@code persistent}, {@code unknown}
   */
  public record Stored(String name, String kind, String lifetime) {}

  /**
   * A service, or a category without services.
   *
   * @param id identifier of the service or category
   * @param category identifier of the category
   * @param name name for visitors
   * @param purpose purpose in words for visitors
   * @param legalBasis {@code consent} or {@code exempt}; empty for a category
   * @param dataTypes kinds of data that it processes
   * @param retention how long data is kept behind it
   * @param safeguard what protects data that goes to other countries
   * @param provider company or body behind it; empty for a category
   * @param stored items that it stores in the browser
   * @param loads whether it loads from hosts
   */
  public record ServiceFacts(
      String id,
      String category,
      Text name,
      Text purpose,
      Optional<String> legalBasis,
      Text dataTypes,
      Text retention,
      Text safeguard,
      Optional<Party> provider,
      List<Stored> stored,
      boolean loads) {

    private static ServiceFacts of(JsonTree json, String category) {
      List<Stored> stored = new ArrayList<>();
      for (JsonTree item : json.at("cookies").elements()) {
        stored.add(
            new Stored(
                item.at("name").text().orElse(""),
                item.at("kind").text().orElse(""),
                item.at("lifetime").text().orElse("unknown")));
      }
      return new ServiceFacts(
          json.at("id").text().orElse(""),
          category,
          textOf(json.at("name")),
          textOf(json.at("purpose")),
          json.at("legalBasis").text(),
          textOf(json.at("dataTypes")),
          textOf(json.at("retention")),
          textOf(json.at("safeguard")),
          Optional.of(Party.of(json.at("provider"))),
          List.copyOf(stored),
          !json.at("loads").at("hosts").elements().isEmpty());
    }

    private static ServiceFacts ofCategory(JsonTree json, String id) {
      Text none = new Text(Map.of());
      return new ServiceFacts(
          id,
          id,
          textOf(json.at("title")),
          textOf(json.at("description")),
          Optional.empty(),
          none,
          none,
          none,
          Optional.empty(),
          List.of(),
          false);
    }
  }

  private final boolean known;
  private final Text siteName;
  private final Text privacyPolicy;
  private final Optional<String> settingsPath;
  private final Optional<String> address;
  private final Optional<Party> controller;
  private final Map<String, Text> categories = new LinkedHashMap<>();
  private final Map<String, ServiceFacts> services = new LinkedHashMap<>();

  private PolicyFacts() {
    known = false;
    siteName = new Text(Map.of());
    privacyPolicy = new Text(Map.of());
    settingsPath = Optional.empty();
    address = Optional.empty();
    controller = Optional.empty();
  }

  private PolicyFacts(JsonTree inventory) {
    known = true;
    JsonTree site = inventory.at("site");
    siteName = textOf(site.at("name"));
    privacyPolicy = textOf(site.at("privacyPolicy"));
    settingsPath = site.at("settings").text();
    address = site.at("address").text();
    controller =
        site.at("controller").at("name").text().map(name -> Party.of(site.at("controller")));
    for (JsonTree category : inventory.at("categories").elements()) {
      String id = category.at("id").text().orElse("");
      categories.put(id, textOf(category.at("title")));
      services.put(id, ServiceFacts.ofCategory(category, id));
      for (JsonTree service : category.at("services").elements()) {
        ServiceFacts facts = ServiceFacts.of(service, id);
        services.put(facts.id(), facts);
      }
    }
  }

  /**
   * Reads the facts from an inventory. What it does not say is empty.
   *
   * @param inventory an inventory as JSON
   * @throws IOException if it is no JSON
   */
  public static PolicyFacts read(byte[] inventory) throws IOException {
    return new PolicyFacts(JsonTree.read(inventory));
  }

  private static Text textOf(JsonTree json) {
    return new Text(json.members());
  }

  /** Returns whether the inventory was in the store. */
  public boolean isKnown() {
    return known;
  }

  /** Returns the name of the site. */
  public Text siteName() {
    return siteName;
  }

  /** Returns the path or address of the site's privacy policy. */
  public Text privacyPolicy() {
    return privacyPolicy;
  }

  /** Returns the path of the settings page within the application; empty if it is not known. */
  public Optional<String> settingsPath() {
    return settingsPath;
  }

  /** Returns who is responsible for the processing of data; empty if not declared. */
  public Optional<Party> controller() {
    return controller;
  }

  /** Returns the title of a category. */
  public Text category(String id) {
    return categories.getOrDefault(id, new Text(Map.of()));
  }

  /** Returns the services, in the order of the policy, and no categories. */
  List<ServiceFacts> services() {
    return services.values().stream().filter(each -> each.provider().isPresent()).toList();
  }

  /** Returns who receives the data of a service; empty if that is the site itself. */
  Optional<Party> recipient(ServiceFacts service) {
    return service.provider().filter(provider -> !isSite(provider));
  }

  private boolean isSite(Party provider) {
    return provider.name().isEmpty()
        || controller.flatMap(Party::name).equals(provider.name())
        || siteName.byLanguage().containsValue(provider.name().get());
  }

  /** Returns the address of the site; empty if it is not known. */
  Optional<String> address() {
    return address;
  }

  /** Returns a service, or a category under its identifier; empty if the policy had none. */
  public Optional<ServiceFacts> service(String id) {
    return Optional.ofNullable(services.get(id));
  }
}
