package io.github.consent4j.page.asset;

import static io.github.consent4j.page.asset.JavaScript.array;

import io.github.consent4j.consent.ConsentCookie;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.html.LoadingAttributes;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import io.github.consent4j.policy.UndeclaredHandling;
import java.time.Period;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes the guard: the script that applies a policy to what scripts store and load. Immutable and
 * thread-safe.
 *
 * <p>Its code, {@code guard.js}, takes for {@code $DATA}: the identifiers of the services that are
 * held back, behind an empty one, then expressions that match what is held back: URLs and texts of
 * inline scripts, each with a group for each of these services, then cookies, and keys of storages
 * together with names of databases. On a page that is made for one visitor the server writes them;
 * on one that everybody gets, {@code decision.js} makes them in the browser, from {@code $ALL}:
 * months and days after which a decision is asked for again; an array for each service: nothing
 * (always open), its identifier (open after any decision), or its identifier, mark and category;
 * then {@link GuardRules} for cookies, keys, URLs and texts. There {@code shown.js} also shows the
 * banner. {@code hear.js} waits for another decision, {@code sweep.js} and {@code databases.js}
 * remove what matches {@code $KEYS}, and {@code changed.js} brings a page up to another decision.
 * {@code $PAIR} matches the consent cookie with name and value, {@code $NAME} is its name, and
 * {@code $PATTERN} the same as an expression.
 */
final class GuardScript {

  private static final String ATTRIBUTES = String.join("|", LoadingAttributes.lateNames());

  private final Policy policy;
  private final RevisionMarks marks;

  /** Of the consent cookie. */
  private final String name;

  /** As the guard numbers them: first those on whose behalf visitors are rather told of. */
  private final List<Service> services;

  private final GuardRules<NamePattern> cookies;
  private final GuardRules<NamePattern> keys;
  private final GuardRules<GuardUrls.Load> urls;
  private final GuardRules<String> texts;

  GuardScript(Policy policy, RevisionMarks marks) {
    this.policy = policy;
    this.marks = marks;
    this.name = policy.settings().cookie().name();
    services =
        policy.services().stream()
            .sorted(Comparator.comparing(service -> category(service).required()))
            .toList();
    boolean blocksCookies = policy.settings().undeclaredCookies() == UndeclaredHandling.BLOCK;
    boolean blocksHosts = policy.settings().undeclaredHosts() == UndeclaredHandling.BLOCK;
    List<NamePattern> declared = cookieNames(services);
    cookies =
        new GuardRules<>(
            GuardExpression.cookies(blocksCookies), names -> GuardNames.cookies(names, declared));
    keys = new GuardRules<>(GuardExpression.keys(), GuardNames::whole);
    urls = new GuardRules<>(GuardExpression.urls(blocksHosts), GuardUrls::pattern);
    texts = new GuardRules<>(GuardExpression.texts(), GuardUrls::texts);
    for (int i = 0; i < services.size(); i++) {
      add(services.get(i), i);
    }
    // as if declared by a service that is always open, behind all others
    cookies.add(new NamePattern(name), services.size());
  }

  private static List<NamePattern> cookieNames(List<Service> services) {
    return services.stream()
        .flatMap(service -> service.storesOnSite().stream())
        .filter(stored -> stored.kind() == StorageKind.COOKIE)
        .map(CookieDescriptor::name)
        .distinct()
        .toList();
  }

  private void add(Service service, int index) {
    for (CookieDescriptor stored : service.storesOnSite()) {
      (stored.kind() == StorageKind.COOKIE ? cookies : keys).add(stored.name(), index);
    }
    service.loads().urls().forEach(url -> urls.add(new GuardUrls.Url(url), index));
    service.loads().scripts().forEach(name -> urls.add(new GuardUrls.File(name), index));
    service.loads().inline().stream()
        .filter(text -> !text.isEmpty())
        .forEach(text -> texts.add(text, index));
  }

  private Category category(Service service) {
    return policy.categoryAt(policy.indexOf(service.id()));
  }

  /**
   * The guard of a page for one visitor.
   *
   * @param opened indexes of {@link Policy#services()} that are let through
   * @param sweeps whether what is held back is also removed, because the visitor has refused it
   */
  String forVisitor(BitSet opened, boolean sweeps) {
    BitSet open = new BitSet();
    open.set(services.size());
    IntStream.range(0, services.size())
        .filter(i -> opened.get(policy.indexOf(services.get(i).id())))
        .forEach(open::set);
    List<Integer> held =
        IntStream.range(0, services.size()).filter(i -> !open.get(i)).boxed().toList();
    String keysHeld = keys.forVisitor(open, held, NamePattern::covers, NamePattern::meets);
    String data =
        String.join(
            ",",
            array(
                Stream.concat(Stream.of(""), held.stream().map(i -> services.get(i).id()))
                    .map(JavaScript::string)),
            urls.forVisitor(open, held, GuardUrls.Load::covers, GuardUrls.Load::meets),
            texts.forVisitor(open, held, String::equals, (some, other) -> false),
            cookies.forVisitor(open, held, NamePattern::covers, NamePattern::meets),
            keysHeld);
    StringBuilder guard = new StringBuilder(guard(data));
    if (sweeps) {
      guard.append(sweeping(held).replace("$KEYS", keysHeld));
    }
    if (sweeps && policy.settings().presence().otherTabs()) {
      // the compiler knows no import() of another time
      guard.append(
          code("hear.js").replace("$IMPORT", "import").replace("$NAME", GuardNames.inQuotes(name)));
    }
    return guard.toString();
  }

  /** Removes what refused services have kept, in the ways that they are known to keep it. */
  private String sweeping(List<Integer> held) {
    String code =
        (keep(held, StorageKind.LOCAL_STORAGE, StorageKind.SESSION_STORAGE) ? code("sweep.js") : "")
            + (keep(held, StorageKind.INDEXED_DB) ? code("databases.js") : "");
    return code.isEmpty() ? "" : trying(code);
  }

  private static String trying(String code) {
    return "try{" + code + "}catch{}";
  }

  /** Whether any of some services keeps anything on the site in such a way. */
  private boolean keep(List<Integer> held, StorageKind... ways) {
    return held.stream()
        .flatMap(i -> services.get(i).storesOnSite().stream())
        .anyMatch(stored -> List.of(ways).contains(stored.kind()));
  }

  /** The guard of a page that everybody gets. */
  String forEverybody() {
    return guard("..." + rules()) + code("shown.js");
  }

  /** The rules alone, for a page whose visitor has just decided, and what applies them. */
  String rulesAnew() {
    return "document.currentScript.rules=" + rules() + ";" + code("changed.js");
  }

  @SuppressWarnings("JavaPeriodGetDays") // the months stand beside them
  private String rules() {
    Period renewal = policy.settings().renewAfter();
    String all =
        String.join(
            ",",
            String.valueOf(renewal.toTotalMonths()),
            String.valueOf(renewal.getDays()),
            array(Stream.concat(services.stream().map(this::fields), Stream.of("[]"))),
            cookies.forEverybody(),
            keys.forEverybody(),
            urls.forEverybody(),
            texts.forEverybody());
    return expression(
        code("decision.js")
            .replace("$PAIR", GuardRegex.ofGlob(name, "") + '=' + ConsentCookie.FORMAT)
            .replace(
                "$SWEEP",
                "($=>{"
                    + trying(code("sweep.js") + code("databases.js")).replace("$KEYS", "$")
                    + "})")
            .replace("$ALL", all));
  }

  private static String guard(String data) {
    return code("guard.js").replace("$ATTRIBUTES", ATTRIBUTES).replace("$DATA", data);
  }

  private static String code(String name) {
    return Resources.text(name).strip();
  }

  private static String expression(String statement) {
    return statement.endsWith(";") ? statement.substring(0, statement.length() - 1) : statement;
  }

  private String fields(Service service) {
    Category category = category(service);
    if (category.isAlwaysOpen()) {
      return "[]";
    }
    Stream<String> fields =
        category.required()
            ? Stream.of(service.id())
            : Stream.of(service.id(), marks.at(policy.indexOf(service.id())), category.id());
    return array(fields.map(JavaScript::string));
  }
}
