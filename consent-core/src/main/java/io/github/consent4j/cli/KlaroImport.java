package io.github.consent4j.cli;

import io.github.consent4j.cli.PolicyDraft.OwnService;
import io.github.consent4j.policy.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings over a configuration of Klaro: its services with purposes and cookies. */
record KlaroImport(@Nullable Object config, List<?> services) implements ToolFile.ToolImport {

  @Override
  public List<String> into(PolicyDraft draft, KnownServices known) {
    List<String> left = new ArrayList<>();
    Map<?, ?> translations = Json.map(config, "translations");
    translations.keySet().stream()
        .map(String::valueOf)
        .filter(language -> !language.equals("zz"))
        .forEach(draft::addLanguage);
    translations.values().forEach(t -> draft.setPrivacyPolicy(Json.text(t, "privacyPolicyUrl")));
    draft.setPrivacyPolicy(Json.anyLanguage(config, "privacyPolicy").orElse(""));
    for (Object service : services) {
      String name = Json.text(service, "name");
      if (!name.isEmpty()) {
        add(draft, known, name, service, left);
      }
    }
    return left;
  }

  private void add(
      PolicyDraft draft, KnownServices known, String name, Object service, List<String> left) {
    String title = Json.text(service, "title");
    Optional<Service> same = known.named(name).or(() -> known.named(title));
    List<String> purposes = Json.texts(service, "purposes");
    String category =
        Json.isTrue(service, "required")
            ? PolicyDraft.NECESSARY
            : purposes.isEmpty()
                ? same.map(known::category).orElse("other")
                : ToolFile.category(purposes.get(0));
    if (same.isPresent()) {
      draft.add(category, same.get().id());
      return;
    }
    ToolCookies cookies = new ToolCookies(name);
    Json.list(service, "cookies")
        .forEach(
            cookie ->
                cookies.add(
                    cookie instanceof List<?> parts && !parts.isEmpty() ? parts.get(0) : cookie));
    left.addAll(cookies.left());
    left.add(
        "addresses of service '"
            + name
            + "': Klaro marks them in the pages; declare them under 'loads'");
    draft.add(
        category,
        new OwnService(
            Slug.of(name, "service"),
            title.isEmpty() ? name : title,
            description(service, name)
                .orElse(String.join(", ", purposes.isEmpty() ? List.of(name) : purposes)),
            List.of(),
            List.of(),
            List.of(),
            cookies.stored()));
  }

  /** Returns what the configuration tells visitors about a service. */
  private Optional<String> description(Object service, String name) {
    String own = Json.text(service, "description");
    if (!own.isEmpty()) {
      return Optional.of(own);
    }
    for (Object translation : Json.map(config, "translations").values()) {
      String text = Json.text(translation, name, "description");
      if (!text.isEmpty()) {
        return Optional.of(text);
      }
    }
    return Json.map(service, "translations").values().stream()
        .map(translation -> Json.text(translation, "description"))
        .filter(text -> !text.isEmpty())
        .findFirst();
  }
}
