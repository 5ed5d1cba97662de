package io.github.consent4j.policy;

import java.util.List;

/**
 * Something a site uses that stores in the visitor's browser or loads from elsewhere: a content
 * management system, a measuring tool, embedded media. Immutable and thread-safe.
 *
 * @param id identifier of lower-case letters, digits and dashes; shares one namespace with the
 *     categories
 * @param name name as visitors know it
 * @param provider who stands behind it
 * @param purpose what it is for, in the visitor's words
 * @param legalBasis on what ground it stores and reads
 * @param stores what it keeps in the browser
 * @param loads by what it is recognised in a page
 * @param marks elements in a page that only its script brings to life
 */
public record Service(
    String id,
    LocalizedText name,
    Provider provider,
    LocalizedText purpose,
    LegalBasis legalBasis,
    List<CookieDescriptor> stores,
    Loads loads,
    List<MarkerClass> marks) {

  public Service {
    stores = List.copyOf(stores);
    marks = List.copyOf(marks);
  }

  /**
   * What it keeps on the site, so that the site can hold it back and delete it: all that it stores
   * but what it keeps on its provider's own domains.
   */
  public List<CookieDescriptor> storesOnSite() {
    return stores.stream()
        .filter(stored -> stored.domain().filter(provider::owns).isEmpty())
        .toList();
  }

  Service remembering(Settings settings) {
    List<CookieDescriptor> told = stores.stream().map(each -> each.remembering(settings)).toList();
    return new Service(id, name, provider, purpose, legalBasis, told, loads, marks);
  }

  Service servedAt(String host) {
    return provider.owns(host)
        ? new Service(id, name, provider.servedAt(host), purpose, legalBasis, stores, loads, marks)
        : this;
  }
}
