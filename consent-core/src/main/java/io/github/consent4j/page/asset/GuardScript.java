package io.github.consent4j.page.asset;

import static io.github.consent4j.page.asset.JavaScript.array;

import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.cookie.ConsentCookie;
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
 * <p>Its code is in {@code guard.js}. There, {@code $DATA} stands for the identifiers of the
 * blocked services, after an empty one, and for the expressions that match what is blocked: URLs
 * and texts of inline scripts, each with a group for each of these services, then cookies, then
 * keys of storages together with names of databases. The server writes these expressions into a
 * page that is made for one visitor.
 *
 * <p>In a page that everybody shares, {@code decision.js} makes them in the browser from {@code
 * $ALL}: months and days after which a decision is asked for again; an array for each service,
 * which is empty (always allowed), holds its identifier (allowed after any decision), or holds its
 * identifier, mark and category; then {@link GuardRules} for cookies, keys, URLs and texts. In such
 * a page {@code shown.js} also shows the banner.
 *
 * <p>{@code hear.js} waits for another decision. {@code sweep.js} and {@code databases.js} remove
 * what matches {@code $KEYS}. {@code changed.js} applies another decision to a page. {@code $PAIR}
 * matches the consent cookie with name and value, {@code $QUERY} adds the query of a URL, {@code
 * $NAME} is its name, and {@code $PATTERN} is its name as an expression. {@code $VERSION} is the
 * first field of its value.
 */
final class GuardScript {

  private static final String ATTRIBUTES = String.join("|", LoadingAttributes.lateNames());

  private final Policy policy;
  private final RevisionMarks marks;

  /** The name of the consent cookie. */
  private final String name;

  /**
   * The services in the guard's order. Services that are asked about come first, because the guard
   * names the first service that it finds.
   */
  private final List<Service> services;

  private final GuardRules<NamePattern> cookies;
  private final GuardRules<NamePattern> keys;
  private final GuardRules<GuardUrls.Load> urls;
  private final GuardRules<String> texts;

  /** True if rules of the site are about the queries of URLs. */
  private final boolean queries;

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
    queries = haveQueries(policy);
    cookies =
        new GuardRules<>(
            GuardExpression.cookies(blocksCookies),
            names -> GuardNames.cookies(names, declared),
            NamePattern::covers,
            NamePattern::meets);
    keys =
        new GuardRules<>(
            GuardExpression.keys(), GuardNames::whole, NamePattern::covers, NamePattern::meets);
    urls =
        new GuardRules<>(
            GuardExpression.urls(blocksHosts, policy.settings().delivery().ownHosts()),
            new GuardUrls(queries)::pattern,
            GuardUrls.Load::covers,
            GuardUrls.Load::meets);
    texts =
        new GuardRules<>(
            GuardExpression.texts(), GuardUrls::texts, String::equals, (one, other) -> false);
    for (int i = 0; i < services.size(); i++) {
      add(services.get(i), i);
    }
    // The consent cookie is declared like a cookie of an additional service that is always allowed.
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
   * Returns the guard of a page for one visitor.
   *
   * @param allowedServices indexes of {@link Policy#services()} that are allowed
   * @param sweeps true if the guard also removes what it blocks, because the visitor has refused it
   */
  String forVisitor(BitSet allowedServices, boolean sweeps) {
    BitSet allowed = new BitSet();
    allowed.set(services.size());
    IntStream.range(0, services.size())
        .filter(i -> allowedServices.get(policy.indexOf(services.get(i).id())))
        .forEach(allowed::set);
    List<Integer> blocked =
        IntStream.range(0, services.size()).filter(i -> !allowed.get(i)).boxed().toList();
    String blockedKeys = keys.forVisitor(allowed, blocked);
    String data =
        String.join(
            ",",
            array(
                Stream.concat(Stream.of(""), blocked.stream().map(i -> services.get(i).id()))
                    .map(JavaScript::string)),
            urls.forVisitor(allowed, blocked),
            texts.forVisitor(allowed, blocked),
            cookies.forVisitor(allowed, blocked),
            blockedKeys);
    StringBuilder guard = new StringBuilder(guard(data));
    if (sweeps) {
      guard.append(sweeping(blocked).replace("$KEYS", blockedKeys));
    }
    if (sweeps && policy.settings().presence().otherTabs()) {
      // The script compiler does not support an import() that is resolved when the page runs.
      guard.append(
          code("hear.js").replace("$IMPORT", "import").replace("$NAME", GuardNames.inQuotes(name)));
    }
    return guard.toString();
  }

  /**
   * Returns the code that removes what refused services have stored, for the kinds of storage that
   * these services declare.
   */
  private String sweeping(List<Integer> blocked) {
    String code =
        (stores(blocked, StorageKind.LOCAL_STORAGE, StorageKind.SESSION_STORAGE)
                ? code("sweep.js")
                : "")
            + (stores(blocked, StorageKind.INDEXED_DB) ? code("databases.js") : "");
    return code.isEmpty() ? "" : trying(code);
  }

  private static String trying(String code) {
    return "try{" + expression(code) + "}catch{}";
  }

  /** Returns whether one of the services stores something on the site in one of the given ways. */
  private boolean stores(List<Integer> blocked, StorageKind... kinds) {
    return blocked.stream()
        .flatMap(i -> services.get(i).storesOnSite().stream())
        .anyMatch(stored -> List.of(kinds).contains(stored.kind()));
  }

  /**
   * Returns the guard of a page that everybody shares.
   *
   * @param rules what {@link #rules} returns
   */
  String forEverybody(String rules) {
    return guard("..." + rules) + code("shown.js");
  }

  /**
   * Returns the rules and the code that applies them, for a page whose visitor has just decided.
   *
   * @param rules what {@link #rules} returns
   */
  String rulesAnew(String rules) {
    return "document.currentScript.rules=" + rules + ";" + code("changed.js");
  }

  /** Returns the rules of all services, for pages in which the browser knows the decision. */
  @SuppressWarnings("JavaPeriodGetDays") // the months stand beside them
  String rules() {
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

  private String guard(String data) {
    return withQueries(code("guard.js"), queries)
        .replace("$ATTRIBUTES", ATTRIBUTES)
        .replace("$DATA", data);
  }

  static boolean haveQueries(Policy policy) {
    return policy.services().stream()
        .flatMap(service -> service.loads().urls().stream())
        .anyMatch(url -> !url.query().isEmpty());
  }

  /**
   * Returns code that reads the queries of URLs, too, as {@code $QUERY} marks it, or only what is
   * before them.
   */
  static String withQueries(String code, boolean queries) {
    return code.replaceAll(
        "\\+\\s*\\$QUERY\\((\\w+)\\)", queries ? "+($1.search&&\"?\"+$1.searchParams)" : "");
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
