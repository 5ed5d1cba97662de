package io.github.consent4j.cli;

import io.github.consent4j.cli.PolicyDraft.OwnService;
import io.github.consent4j.cli.PolicyDraft.Stored;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings over an inventory that this library has written for a site. */
record InventoryImport(@Nullable Object inventory) implements ToolImport {

  @Override
  public List<String> into(PolicyDraft draft, KnownServices known) {
    List<String> left = new ArrayList<>();
    Json.texts(inventory, "languages").forEach(draft::addLanguage);
    draft.setName(Json.anyLanguage(inventory, "site", "name").orElse(""));
    draft.setPrivacyPolicy(Json.anyLanguage(inventory, "site", "privacyPolicy").orElse(""));
    draft.setImprint(Json.anyLanguage(inventory, "site", "imprint").orElse(""));
    for (Object category : Json.list(inventory, "categories")) {
      String id =
          Json.isTrue(category, "required") ? PolicyDraft.NECESSARY : Json.text(category, "id");
      for (Object service : Json.list(category, "services")) {
        String name = Json.text(service, "id");
        if (known.service(name).isPresent()) {
          draft.add(id, name);
        } else {
          draft.add(id, own(service, name));
          left.add("provider and translations of service '" + name + "': add them by hand");
        }
      }
    }
    return left;
  }

  private static OwnService own(@Nullable Object service, String id) {
    return new OwnService(
        Slug.of(id, "service"),
        Json.anyLanguage(service, "name").orElse(id),
        Json.anyLanguage(service, "purpose").orElse(id),
        Json.texts(service, "loads", "hosts"),
        Json.texts(service, "loads", "scripts"),
        Json.texts(service, "loads", "inlineMarkers"),
        Json.list(service, "cookies").stream().map(InventoryImport::stored).toList());
  }

  private static Stored stored(@Nullable Object item) {
    String lifetime = Json.text(item, "lifetime");
    return new Stored(
        Json.text(item, "name"),
        Json.text(item, "kind"),
        lifetime.isEmpty() ? Stored.UNKNOWN : lifetime,
        Json.anyLanguage(item, "purpose").orElse(""));
  }
}
