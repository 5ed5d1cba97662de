package io.github.consent4j.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A policy file that is being written: who the site is, which known services it uses, and which
 * ones it declares itself. Not thread-safe.
 */
final class PolicyDraft {

  /** The category of what the site cannot do without. */
  static final String NECESSARY = "necessary";

  /**
   * An item that a service of the site's own stores.
   *
   * @param lifetime as in a policy file; empty if nobody knows it
   * @param purpose empty if nobody knows it
   */
  record Stored(String name, String kind, String lifetime, String purpose) {}

  /** A service that the catalogue does not know. */
  record OwnService(
      String id,
      String name,
      String purpose,
      List<String> hosts,
      List<String> scripts,
      List<String> inline,
      List<Stored> stores) {

    OwnService {
      hosts = List.copyOf(hosts);
      scripts = List.copyOf(scripts);
      inline = List.copyOf(inline);
      stores = List.copyOf(stores);
    }
  }

  private String name = "";
  private String privacyPolicy = "";
  private String imprint = "";
  private final Set<String> languages = new LinkedHashSet<>();
  private final Map<String, Set<String>> categories = new LinkedHashMap<>();
  private final Map<String, OwnService> own = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  PolicyDraft() {
    categories.put(NECESSARY, new LinkedHashSet<>());
  }

  String name() {
    return name;
  }

  String privacyPolicy() {
    return privacyPolicy;
  }

  String imprint() {
    return imprint;
  }

  /** Sets who the site is, unless the name is empty. */
  void setName(String site) {
    name = site.isBlank() ? name : site;
  }

  /** Sets a path or address, unless it is empty. */
  void setPrivacyPolicy(String link) {
    privacyPolicy = link.isBlank() ? privacyPolicy : link;
  }

  /** Sets a path or address, unless it is empty. */
  void setImprint(String link) {
    imprint = link.isBlank() ? imprint : link;
  }

  /** Adds a language of the site. The first one is the default. */
  void addLanguage(String language) {
    languages.add(language);
  }

  List<String> languages() {
    return List.copyOf(languages);
  }

  /** Puts a service into a category, unless it stands in one already. */
  void add(String category, String service) {
    if (categories.values().stream().noneMatch(services -> services.contains(service))) {
      categories.computeIfAbsent(category, id -> new LinkedHashSet<>()).add(service);
    }
  }

  /** Puts a service that the catalogue does not know into a category. */
  void add(String category, OwnService service) {
    own.putIfAbsent(service.id(), service);
    add(category, service.id());
  }

  /** Returns the services by category, in the order they are shown. */
  Map<String, List<String>> categories() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    categories.forEach((category, services) -> all.put(category, List.copyOf(services)));
    return all;
  }

  List<OwnService> own() {
    return List.copyOf(own.values());
  }

  /** Adds a line that the file ends with, as a comment. */
  void addNote(String note) {
    notes.add(note);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Returns whether the draft names any service. */
  boolean hasServices() {
    return categories.values().stream().anyMatch(services -> !services.isEmpty());
  }
}
