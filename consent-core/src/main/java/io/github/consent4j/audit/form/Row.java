package io.github.consent4j.audit.form;

import io.github.consent4j.audit.item.DeclaredItem;
import io.github.consent4j.audit.item.Evidence;
import io.github.consent4j.audit.item.Sightings;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UrlPattern;
import io.github.consent4j.seen.Seen;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One line of an inventory: something that a service stores, contacts or runs. Immutable.
 *
 * @param kind the kind of storage as in the policy, or {@code host}, {@code script}, {@code
 *     inline-script}; {@code service} for a service of which nothing is declared
 * @param name the name, or a pattern for a family of names
 * @param item what is stored; empty for other kinds
 * @param before why it may come before the visitor's decision; empty if it may not
 */
record Row(
    Category category,
    Service service,
    String kind,
    String name,
    Optional<DeclaredItem> item,
    Optional<String> before) {

  static final String HOST = "host";
  static final String SCRIPT = "script";
  static final String INLINE = "inline-script";
  static final String SERVICE = "service";

  static Row of(DeclaredItem item, BeforeConsent before) {
    return new Row(
        item.category(),
        item.service(),
        item.declared().kind().id(),
        item.declared().name().glob(),
        Optional.of(item),
        before.of(item));
  }

  /** Returns what a service contacts and runs, in the order of its declarations. */
  static Stream<Row> loads(Category category, Service service, BeforeConsent before) {
    Stream<Row> hosts =
        service.loads().urls().stream()
            .map(
                (UrlPattern url) ->
                    new Row(
                        category,
                        service,
                        HOST,
                        url.toString(),
                        Optional.empty(),
                        before.of(category, service, url)));
    Stream<Row> files =
        service.loads().scripts().stream()
            .map(NamePattern::glob)
            .map(name -> script(category, service, SCRIPT, name, before));
    Stream<Row> inline =
        service.loads().inline().stream()
            .map(marker -> script(category, service, INLINE, marker, before));
    return Stream.of(hosts, files, inline).flatMap(rows -> rows);
  }

  private static Row script(
      Category category, Service service, String kind, String name, BeforeConsent before) {
    return new Row(
        category, service, kind, name, Optional.empty(), before.ofScript(category, service, name));
  }

  /** Returns what was seen of the line. */
  Sightings seen(Evidence evidence) {
    return new Sightings(
        item.isPresent()
            ? evidence.of(item.get())
            : evidence.contactsOf(service).stream().filter(this::isMeant).toList());
  }

  private boolean isMeant(Seen.Item seen) {
    return switch (kind) {
      case HOST -> seen.kind() == Seen.Kind.HOST && UrlPattern.parse(name).isOn(seen.name());
      case SCRIPT, INLINE -> seen.kind() == Seen.Kind.SCRIPT;
      default -> false;
    };
  }

  static Row ofNothing(Category category, Service service, BeforeConsent before) {
    return new Row(
        category, service, SERVICE, service.id(), Optional.empty(), before.of(category, service));
  }
}
