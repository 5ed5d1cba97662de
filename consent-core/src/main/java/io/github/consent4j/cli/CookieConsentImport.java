package io.github.consent4j.cli;

import io.github.consent4j.cli.PolicyDraft.OwnService;
import io.github.consent4j.policy.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings over a configuration of vanilla-cookieconsent: categories, services and cookies. */
record CookieConsentImport(@Nullable Object config) implements ToolFile.ToolImport {

  @Override
  public List<String> into(PolicyDraft draft, KnownServices known) {
    List<String> left = new ArrayList<>();
    Json.map(config, "language", "translations").keySet().stream()
        .map(String::valueOf)
        .forEach(draft::addLanguage);
    Json.map(config, "categories")
        .forEach((id, category) -> add(draft, known, String.valueOf(id), category, left));
    return left;
  }

  private static void add(
      PolicyDraft draft,
      KnownServices known,
      String id,
      @Nullable Object category,
      List<String> left) {
    String target =
        Json.isTrue(category, "readOnly") ? PolicyDraft.NECESSARY : ToolFile.category(id);
    Map<?, ?> services = Json.map(category, "services");
    services.forEach(
        (name, service) ->
            add(draft, known, target, String.valueOf(name), service, cookies(service), left));
    List<?> own = Json.list(category, "autoClear", "cookies");
    if (!own.isEmpty() && services.isEmpty()) {
      add(draft, known, target, id, category, own.stream(), left);
    } else if (services.isEmpty() && !target.equals(PolicyDraft.NECESSARY)) {
      left.add(
          "category '" + id + "': the file names no service in it; declare what belongs to it");
    }
  }

  private static Stream<?> cookies(@Nullable Object service) {
    return Json.list(service, "cookies").stream();
  }

  private static void add(
      PolicyDraft draft,
      KnownServices known,
      String category,
      String name,
      @Nullable Object service,
      Stream<?> cookies,
      List<String> left) {
    String label = Json.text(service, "label").replaceAll("<[^>]*>", "").strip();
    Optional<Service> same = known.named(name).or(() -> known.named(label));
    if (same.isPresent()) {
      draft.add(category, same.get().id());
      return;
    }
    ToolCookies found = new ToolCookies(name);
    cookies.forEach(cookie -> found.add(Json.at(cookie, "name")));
    left.addAll(found.left());
    left.add(
        "addresses of service '"
            + name
            + "': the file does not hold them; declare them under 'loads'");
    String title = label.isEmpty() ? name : label;
    String id = Slug.of(name, "service");
    draft.add(
        category,
        new OwnService(
            id.equals(category) ? id + "-service" : id,
            title,
            title,
            List.of(),
            List.of(),
            List.of(),
            found.stored()));
  }
}
