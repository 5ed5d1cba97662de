package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.audit.Inventory;
import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.ConsentEvent.Layer;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.format.Sha256;
import io.github.consent4j.page.asset.Assets;
import io.github.consent4j.page.markup.Content;
import io.github.consent4j.page.markup.Element;
import io.github.consent4j.page.markup.Words;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.record.Notice;
import io.github.consent4j.text.Texts;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a policy shows to visitors before they decide: one notice for each language and layer. Each
 * is made by the code that makes the pages, when it is first needed, and then kept. Thread-safe.
 *
 * <p>A notice shows what a visitor meets who has not decided. The notice in place of held content
 * contains the words about every service that may be held back. The sentence about Global Privacy
 * Control is not part of it, as the record of the decision says whether the browser has sent that
 * signal.
 */
public final class Notices {

  /** The layers that show something. */
  private static final List<Layer> LAYERS =
      List.of(Layer.BANNER, Layer.SETTINGS, Layer.PLACEHOLDER, Layer.FRAME);

  /** Stands for the address of content in a frame, which differs from frame to frame. */
  private static final String CONTENT = "https://example.org/";

  /** In a copy, the placeholders of all services stand below each other. */
  private static final String BELOW_EACH_OTHER =
      "html,body{height:auto!important;overflow:auto!important}main{height:auto!important}";

  private final Policy policy;
  private final Assets assets;
  private final Map<String, Messages> messages;
  private final Instant since;
  private final RevisionMarks marks;
  private final Map<String, String> versions = new ConcurrentHashMap<>();
  private final Map<Place, Notice> made = new ConcurrentHashMap<>();
  private final Map<String, Notice> byShortId = new ConcurrentHashMap<>();
  private final Inventory declared;
  private volatile @Nullable Inventory withNotices;
  private volatile @Nullable InventoryDigest inventoryDigest;

  private record Place(Layer layer, String language) {}

  /** A notice as markup: what its document contains, and the kind of that document. */
  private record Shown(String kind, String stylesheet, Element body) {}

  /**
   * @param messages texts of the pages by language
   * @param since when the policy came into force
   */
  Notices(Policy policy, Assets assets, Map<String, Messages> messages, Instant since) {
    this.policy = policy;
    this.assets = assets;
    this.messages = messages;
    this.since = since;
    this.marks = RevisionMarks.of(policy);
    this.declared = new Inventory(policy);
  }

  /**
   * Returns what a layer shows in a language.
   *
   * @param layer a layer that shows something
   * @param language one of the policy's languages; the default language stands for any other
   * @throws IllegalArgumentException if the layer is {@link Layer#NONE}
   */
  public Notice of(Layer layer, String language) {
    if (layer == Layer.NONE) {
      throw new IllegalArgumentException("A decision outside of all layers has no notice");
    }
    String known = messages.containsKey(language) ? language : policy.languages().get(0);
    return made.computeIfAbsent(new Place(layer, known), this::make);
  }

  /** Returns what all layers show in a language. */
  public List<Notice> in(String language) {
    return LAYERS.stream().map(layer -> of(layer, language)).toList();
  }

  /** Returns the notices in all languages of the policy. */
  public List<Notice> all() {
    return policy.languages().stream().distinct().flatMap(tag -> in(tag).stream()).toList();
  }

  /** Returns the notices that visitors may have been shown so far. */
  public Collection<Notice> shown() {
    return List.copyOf(made.values());
  }

  /**
   * Finds a notice by the beginning of its identifier, as forms and the consent cookie carry it.
   *
   * @param shortId {@link Notice#SHORT_LENGTH} characters
   */
  public Optional<Notice> byShortId(String shortId) {
    if (!byShortId.containsKey(shortId)) {
      // Another process may have made the page that names it.
      policy.languages().stream()
          .takeWhile(language -> !byShortId.containsKey(shortId))
          .forEach(this::in);
    }
    return Optional.ofNullable(byShortId.get(shortId));
  }

  /** Returns the fingerprint of the policy, see {@link Inventory#fingerprint()}. */
  public String policyFingerprint() {
    return declared.fingerprint();
  }

  /** Returns the facts of the policy as JSON, as they are kept beside the notices. */
  public byte[] inventory() {
    return declared.facts();
  }

  /** Returns the inventory of the policy for everybody, with the notices in all languages. */
  public Inventory inventoryWithNotices() {
    Inventory known = withNotices;
    if (known == null) {
      known = declared.with(all());
      withNotices = known;
    }
    return known;
  }

  /** Returns the digest of the inventory for everybody. It is computed once. */
  public InventoryDigest inventoryDigest() throws IOException {
    InventoryDigest known = inventoryDigest;
    if (known == null) {
      Sha256.Stream digest = new Sha256.Stream();
      inventoryWithNotices().writeTo(digest);
      known = new InventoryDigest(digest.length(), digest.base64());
      inventoryDigest = known;
    }
    return known;
  }

  /**
   * The digest of an inventory.
   *
   * @param length number of bytes
   * @param hash SHA-256 of the bytes, in URL-safe Base64 without padding
   */
  public record InventoryDigest(long length, String hash) {}

  private Notice make(Place place) {
    Consent undecided = Consent.of(policy, marks, Decision.UNDECIDED);
    String base = policy.settings().basePath();
    View view = new View(undecided, place.language(), base, base);
    Messages texts = Objects.requireNonNull(messages.get(place.language()));
    Parts parts = Parts.forCopy(view, texts, assets);
    Shown shown = shown(place.layer(), view, parts);
    String words =
        Words.of(
            List.of(shown.body()),
            address -> !address.startsWith(base) && !address.equals(CONTENT));
    Notice notice =
        new Notice(
            id(place, texts.language(), words),
            place.layer(),
            place.language(),
            marks.revision(),
            policyFingerprint(),
            since,
            words,
            Document.html(
                parts,
                shown.kind(),
                texts.get("title"),
                shown.stylesheet(),
                Optional.empty(),
                shown.body()));
    byShortId.put(notice.shortId(), notice);
    return notice;
  }

  private Shown shown(Layer layer, View view, Parts parts) {
    return switch (layer) {
      case SETTINGS ->
          new Shown(
              "settings", "document.css", new SettingsPage(policy, view, parts, false).body());
      case FRAME ->
          new Shown(
              "embed",
              "panel.css",
              element("body")
                  .add(element("style").add(new Content.StyleSheet(BELOW_EACH_OTHER)))
                  .add(placeholders(parts).map(each -> each.frame(CONTENT)).toList()));
      case PLACEHOLDER ->
          new Shown(
              "notices",
              "panel.css",
              element("body").add(placeholders(parts).map(Placeholder::notice).toList()));
      default ->
          new Shown(
              "banner", "panel.css", element("body").add(new Banner(policy, view, parts).panel()));
    };
  }

  private Stream<Placeholder> placeholders(Parts parts) {
    return policy.categories().stream()
        .filter(category -> !category.isAlwaysOpen())
        .map(Category::services)
        .flatMap(List::stream)
        .map(service -> new Placeholder(policy, parts, service));
  }

  /**
   * Returns the identifier: a digest of the layer, the language, the words, and the library's texts
   * in that language.
   */
  private String id(Place place, String textsLanguage, String words) {
    String version = versions.computeIfAbsent(textsLanguage, Notices::version);
    String all = String.join("\n", place.layer().name(), place.language(), version, words);
    return Sha256.base64(all);
  }

  /** Returns a name for the library's texts in a language, as this version of it has them. */
  private static String version(String language) {
    return Sha256.base64(Texts.ofPages(language).toString());
  }
}
