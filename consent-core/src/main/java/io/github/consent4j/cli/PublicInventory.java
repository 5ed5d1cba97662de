package io.github.consent4j.cli;

import io.github.consent4j.cli.Standing.Need;
import io.github.consent4j.cli.evidence.Contact;
import io.github.consent4j.cli.evidence.Stored;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.UrlPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a site that uses this library publishes of itself as {@code inventory.json}. Immutable. */
final class PublicInventory {

  private record Item(String service, boolean required, NamePattern name, boolean cookie) {}

  private record Load(String service, boolean required, UrlPattern url) {}

  private final List<Item> items = new ArrayList<>();
  private final List<Load> loads = new ArrayList<>();

  private PublicInventory() {}

  /** Reads an inventory; empty if the text is none. */
  static Optional<PublicInventory> read(String text) {
    Object json = ScriptLiterals.read(text, 0);
    if (Json.list(json, "categories").isEmpty()) {
      return Optional.empty();
    }
    PublicInventory inventory = new PublicInventory();
    for (Object category : Json.list(json, "categories")) {
      boolean required = Json.isTrue(category, "required");
      for (Object service : Json.list(category, "services")) {
        inventory.add(Json.text(service, "id"), required, service);
      }
    }
    return Optional.of(inventory);
  }

  private void add(String service, boolean required, Object json) {
    for (Object item : Json.list(json, "cookies")) {
      String name = Json.text(item, "name");
      if (!name.isEmpty()) {
        boolean cookie = Json.text(item, "kind").equals("cookie");
        items.add(new Item(service, required, new NamePattern(name), cookie));
      }
    }
    for (String host : Json.texts(json, "loads", "hosts")) {
      try {
        loads.add(new Load(service, required, UrlPattern.parse(host)));
      } catch (IllegalArgumentException e) {
        // A later version may write hosts in another manner; then the catalogue has to do.
      }
    }
  }

  /** Returns what the site says of something that it stores; empty if it says nothing. */
  Optional<Standing> of(Stored stored) {
    boolean cookie = stored.kind() == Stored.Kind.COOKIE;
    return standing(
        items.stream()
            .filter(item -> item.cookie() == cookie && item.name().matches(stored.name()))
            .toList(),
        Item::required,
        Item::service);
  }

  /** Returns what the site says of a host that it contacts; empty if it says nothing. */
  Optional<Standing> of(Contact contact) {
    return standing(
        loads.stream()
            .filter(load -> load.url().isOn(contact.host()))
            .filter(
                load ->
                    load.url().paths().isEmpty()
                        || load.url().paths().stream()
                            .anyMatch(path -> path.matches(contact.path())))
            .toList(),
        Load::required,
        Load::service);
  }

  private static <T> Optional<Standing> standing(
      List<T> declared, Predicate<T> required, Function<T, String> service) {
    return declared.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Standing(
                declared.stream().anyMatch(required) ? Need.NONE : Need.CONSENT,
                "the site declares it: "
                    + declared.stream().map(service).distinct().collect(Collectors.joining(", "))));
  }
}
