package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.Breach;
import io.github.consent4j.audit.rule.Lint;
import io.github.consent4j.format.ConsentAttribute;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.DecisionCookie;
import io.github.consent4j.policy.Delivery;
import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Presence;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.policy.RecordKeeping;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.Settings;
import io.github.consent4j.policy.Signal;
import io.github.consent4j.policy.Site;
import io.github.consent4j.policy.look.Look;
import io.github.consent4j.text.Suggestions;
import io.github.consent4j.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code consent.yaml}, the file of the site's operator, into a {@link Policy}. Thread-safe.
 *
 * <pre>{@code
 * site:
 *   name: German Cancer Research Center
 *   privacy-policy: /en/data-protection
 * languages: [en, de]
 * categories:
 *   necessary:      { required: true, services: [webedition, econda-session] }
 *   statistics:     { services: [econda] }
 *   external-media: { services: [youtube, twitter] }
 * }</pre>
 *
 * <p>The named services come from the catalogue. The key {@code services} adds services, or
 * replaces single keys of those in the catalogue. All errors are reported at once.
 */
public final class PolicyReader {

  private static final Period LONGEST_RENEWAL = Period.ofMonths(12);

  /** The start of a year of 365 days, for the comparison of periods. */
  private static final LocalDate YEAR_START = LocalDate.of(2025, 3, 1);

  /** The name of an attribute that a site has made up and that HTML will never use. */
  private static final String LAZY_ATTRIBUTE = "[a-z_][a-z0-9]*[_-][a-z0-9_-]{1,60}";

  private final Catalogue catalogue;
  private final Function<String, @Nullable String> values;
  private final Consumer<Path> opened;
  private final List<PolicyFile> over;

  /**
   * Makes a reader that fills in values from system properties and environment variables.
   *
   * @param catalogue the services and texts that a file may refer to by name
   */
  public PolicyReader(Catalogue catalogue) {
    this(catalogue, PolicyReader::ofSystem, file -> {}, List.of());
  }

  private PolicyReader(
      Catalogue catalogue,
      Function<String, @Nullable String> values,
      Consumer<Path> opened,
      List<PolicyFile> over) {
    this.catalogue = catalogue;
    this.values = values;
    this.opened = opened;
    this.over = over;
  }

  private Includes includes(Problems problems) {
    return new Includes(problems, new OutsideValues(values, problems), opened, over);
  }

  private static @Nullable String ofSystem(String name) {
    String property = System.getProperty(name);
    return property == null ? System.getenv(name) : property;
  }

  /**
   * Returns a reader that fills in other values for <code>${NAME}</code> in a file.
   *
   * @param values returns the value of a name, or null if there is none; thread-safe
   */
  public PolicyReader withValues(Function<String, @Nullable String> values) {
    return new PolicyReader(catalogue, values, opened, over);
  }

  /**
   * Returns a reader that puts one more file over those that it is told to read: the file's keys
   * count over theirs, as those of an including file count over the included ones.
   *
   * @param source name of the file in messages, such as {@code consent-test.yaml}
   * @param file where it is, in UTF-8; files that it includes are found beside it
   */
  public PolicyReader withOver(String source, URL file) {
    List<PolicyFile> files = new ArrayList<>(over);
    files.add(new PolicyFile(source, file));
    return new PolicyReader(catalogue, values, opened, List.copyOf(files));
  }

  /**
   * Returns a reader that tells which files it reads, so that somebody can watch them.
   *
   * @param opened receives every file that is read or searched, also if reading fails, but none
   *     that is in an archive; thread-safe
   */
  public PolicyReader telling(Consumer<Path> opened) {
    return new PolicyReader(catalogue, values, opened, over);
  }

  /**
   * Reads a policy from a file.
   *
   * @param file in UTF-8; files that it includes are found beside it
   * @throws IOException if the file cannot be read
   * @throws PolicyException if the file cannot be used; lists every problem with line and column
   */
  public Policy read(Path file) throws IOException {
    return check(file).requirePolicy();
  }

  /**
   * Reads a policy. Files that it includes have to be named with their whole path, or with {@code
   * classpath:}, because nothing is known of the place of the policy itself.
   *
   * @param source name of the file in messages, such as {@code consent.yaml}
   * @param in the file, in UTF-8; closed afterwards
   * @throws PolicyException if the file cannot be used; lists every problem with line and column
   */
  public Policy read(String source, InputStream in) {
    return check(source, in).requirePolicy();
  }

  /**
   * Checks a file, and finds errors and warnings.
   *
   * @param file in UTF-8; files that it includes are found beside it
   * @throws IOException if the file cannot be read; whatever stands in it is no exception
   */
  public PolicyCheck check(Path file) throws IOException {
    return check(file.toString(), file.toUri().toURL());
  }

  /**
   * Checks a file at a place such as the class path, and finds errors and warnings.
   *
   * @param source name of the file in messages, such as {@code consent.yaml}
   * @param file where it is, in UTF-8; files that it includes are found beside it
   * @throws IOException if the file cannot be read; whatever stands in it is no exception
   */
  public PolicyCheck check(String source, URL file) throws IOException {
    try {
      return check(includes -> includes.read(new PolicyFile(source, file)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Checks a file and a text whose keys count over those of the file, and finds errors and
   * warnings.
   *
   * @param source name of the file in messages, such as {@code consent.yaml}
   * @param file where it is, in UTF-8; files that it includes are found beside it
   * @param overSource name of the text in messages
   * @param over the text, in UTF-8; closed afterwards
   * @throws IOException if the file cannot be read; whatever stands in it is no exception
   */
  public PolicyCheck check(String source, URL file, String overSource, InputStream over)
      throws IOException {
    try {
      return check(includes -> includes.read(new PolicyFile(source, file), overSource, over));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Checks a text, and finds errors and warnings. Whatever stands in it is no exception. Files that
   * it includes have to be named with their whole path, or with {@code classpath:}.
   *
   * @param source name of the text in messages, such as {@code consent.yaml}
   * @param in the text, in UTF-8; closed afterwards
   * @throws UncheckedIOException if the text cannot be read
   */
  public PolicyCheck check(String source, InputStream in) {
    return check(includes -> includes.read(source, in));
  }

  /**
   * Returns the places of the keys of a file and of the files that it includes, as {@code
   * consent.yaml:12:5}, by the way to each: its keys, the words of lists, and the {@code name} of
   * items with keys. Of keys that stand in several files, those that count are returned.
   *
   * @param file in UTF-8; files that it includes are found beside it
   * @throws IOException if the file cannot be read
   * @throws PolicyException if the file, or one that it includes, is no YAML
   */
  public Map<List<String>, String> places(Path file) throws IOException {
    Problems problems = new Problems();
    Includes includes = includes(problems);
    try {
      return Nodes.places(
          includes.read(new PolicyFile(file.toString(), file.toUri().toURL())).node());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private PolicyCheck check(Function<Includes, Fields> file) {
    Problems problems = new Problems();
    Waivers waivers = null;
    try {
      Fields root = file.apply(includes(problems));
      waivers = new Waivers(root, problems);
      return waivers.sort(Optional.of(read(root, waivers, problems)), problems.all());
    } catch (PolicyException e) {
      List<Problem> all = new ArrayList<>(e.problems());
      problems.all().stream().filter(problem -> !problem.isError()).forEach(all::add);
      return waivers == null
          ? new PolicyCheck(Optional.empty(), all)
          : waivers.sort(Optional.empty(), all);
    }
  }

  /** Reads a policy from the keys of its root. */
  Policy read(Fields file, Problems problems) {
    return read(file, new Waivers(file, problems), problems);
  }

  private Policy read(Fields file, Waivers waivers, Problems problems) {
    file.words(Includes.KEY);
    if (Nodes.child(file.node(), "services") != null) {
      new DeadPatterns(problems).check(file.node());
    }
    Set<String> spoken = SiteNodes.languages(file.node());
    SitesReader sites = new SitesReader(file, catalogue.always(), problems);
    Optional<Policy> top =
        policy(sites.top(), problems, spoken, Optional.empty(), Policy::settings);
    for (SitesReader.Item item : sites.items()) {
      Problems found = new Problems();
      policy(
              new Fields(item.merged(), "the file", found),
              found,
              spoken,
              top.flatMap(policy -> SitesReader.owner(item, policy)),
              policy ->
                  top.map(above -> sites.settings(item, policy, above, found))
                      .orElse(policy.settings()))
          .ifPresent(policy -> sites.add(item, policy));
      problems.addOf(item.name(), item.node(), found);
    }
    problems.throwIfAny();
    return sites.with(top.orElseThrow().toBuilder().waivers(waivers.all()).build());
  }

  /**
   * Reads the policy of one site.
   *
   * @param spoken the languages of all sites of the file
   * @param owner name of the company or body that runs the site's own services, if it is not that
   *     of the site
   * @param adapted returns the settings of the policy, which so far has those of the file
   * @return empty if there are problems
   */
  private Optional<Policy> policy(
      Fields root,
      Problems problems,
      Set<String> spoken,
      Optional<String> owner,
      Function<Policy, Settings> adapted) {
    int before = problems.count();
    root.requireKeys("site", "categories");
    List<String> languages = languages(root, problems);
    Fields siteFields = root.fields("site");
    boolean byRequest = siteFields != null && isByRequest(siteFields);
    Site site = site(siteFields, languages);
    DeliveryReader delivery = new DeliveryReader(root, problems);
    Look look = new LookReader(problems).read(root.fields("look"), site);
    DecisionCookieReader cookie = new DecisionCookieReader(problems);
    RecordKeeping records =
        new RecordKeepingReader(problems).read(root.fields(RecordKeepingReader.KEY));
    Settings.Builder all =
        settings(root, delivery.read(), look, cookie.read(root.fields("cookie"))).toBuilder()
            .consentByRequest(byRequest)
            .records(records);
    new SeenReader(problems).read(root.fields("seen"), records, all);
    Settings settings = all.build();
    Fields detailed = root.isMapping("revision") ? root.fields("revision") : null;
    String revision = revision(root, detailed);
    boolean purposesCount = detailed != null && detailed.flag("purposes");
    if (detailed != null) {
      detailed.end();
    }
    CategoryReader reader =
        new CategoryReader(catalogue.speaking(languages), languages, site, owner, problems);
    List<Category> categories = reader.read(root);
    Map<String, Map<String, String>> texts =
        new OwnTexts(problems, services(categories)).read(root, languages);
    delivery.checkLength(settings.delivery(), categories);
    cookie.checkName(settings.cookie(), root, categories);
    checkIds(root, settings.presence().signals(), categories, problems);
    root.has("sites");
    root.has(Waivers.KEY);
    root.end();
    new OwnHosts(root.node(), problems).check(root.node(), this::hasProvider);
    new Warnings(root.node(), problems).check(spoken, languages, site, categories);
    if (problems.count() > before) {
      return Optional.empty();
    }
    Policy read =
        Policy.builder()
            .revision(revision)
            .purposesCount(purposesCount)
            .site(site)
            .languages(languages)
            .settings(settings)
            .categories(categories)
            .texts(texts)
            .build();
    Settings own = adapted.apply(read);
    List<Category> told = new ArrayList<>();
    for (Category category : categories) {
      told.add(category.remembering(own));
    }
    Policy policy = read.toBuilder().settings(own).categories(told).build();
    lint(policy, reader::usualCategory, root, problems);
    return Optional.of(policy);
  }

  /**
   * Checks the finished policy. What has no place in the file comes from the catalogue, which an
   * operator cannot change.
   */
  private static void lint(
      Policy policy,
      Function<String, @Nullable String> usualCategory,
      Fields root,
      Problems problems) {
    Lint lint = new Lint(policy, usualCategory, way -> Nodes.at(root.node(), way) != null);
    for (Breach breach : lint.breaches()) {
      breach.ways().stream()
          .map(way -> Nodes.at(root.node(), way))
          .filter(Objects::nonNull)
          .findFirst()
          .ifPresent(where -> problems.add(where, breach.rule(), breach.message()));
    }
  }

  /** Returns the site's own name for this version of its declarations. */
  private static String revision(Fields root, @Nullable Fields detailed) {
    String name = detailed == null ? root.text("revision") : detailed.text("name");
    return name == null ? "" : name;
  }

  private static Set<String> services(List<Category> categories) {
    Set<String> ids = new TreeSet<>();
    for (Category category : categories) {
      for (Service service : category.services()) {
        ids.add(service.id());
      }
    }
    return ids;
  }

  private List<String> languages(Fields root, Problems problems) {
    List<String> languages = new ArrayList<>();
    for (Fields.Word word : root.words("languages")) {
      String language = root.parsed(word, ValueParsers::language);
      if (language == null) {
        continue;
      }
      if (languages.contains(language)) {
        problems.add(word.node(), "the language '" + language + "' is listed twice");
        continue;
      }
      if (!covers(language)) {
        problems.add(
            word.node(),
            "the built-in texts do not speak '"
                + language
                + "'; they speak "
                + String.join(", ", catalogue.languages().stream().sorted().toList()));
        continue;
      }
      languages.add(language);
    }
    return languages.isEmpty() ? List.of("en") : languages;
  }

  private boolean covers(String language) {
    return catalogue == Catalogue.EMPTY
        || !Collections.disjoint(Texts.serving(language), catalogue.languages());
  }

  private static Site site(@Nullable Fields fields, List<String> languages) {
    if (fields == null) {
      return Site.builder(LocalizedText.of("?")).build();
    }
    fields.requireKeys("name");
    LocalizedText name = fields.localized("name", languages);
    Site.Builder site = Site.builder(name == null ? LocalizedText.of("?") : name);
    String address = fields.parsed("address", ValueParsers::webAddress);
    if (address != null) {
      site.address(address);
    }
    LocalizedText privacyPolicy = link(fields, "privacy-policy", languages);
    if (privacyPolicy != null) {
      site.privacyPolicy(privacyPolicy);
    }
    LocalizedText imprint = link(fields, "imprint", languages);
    if (imprint != null) {
      site.imprint(imprint);
    }
    Site.Controller controller = controller(fields.fields("controller"));
    if (controller != null) {
      site.controller(controller);
    }
    site.lazyAttributes(fields.parsedList("lazy-attributes", PolicyReader::lazyAttribute));
    fields.end();
    return site.build();
  }

  private static Site.@Nullable Controller controller(@Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    fields.requireKeys("name");
    String name = fields.text("name");
    Site.Controller.Builder controller = Site.Controller.builder(name == null ? "?" : name);
    String address = fields.text("address");
    if (address != null) {
      controller.address(address);
    }
    String contact = fields.text("contact");
    if (contact != null) {
      controller.contact(contact);
    }
    String officer = fields.text("data-protection-officer");
    if (officer != null) {
      controller.dataProtectionOfficer(officer);
    }
    fields.end();
    return controller.build();
  }

  /** Reads whose consent is needed: everybody's, or that of whom the application names. */
  private static boolean isByRequest(Fields site) {
    return Boolean.TRUE.equals(
        site.parsed(
            "needs-consent",
            text ->
                switch (text) {
                  case "always" -> false;
                  case "by-request" -> true;
                  default ->
                      throw new IllegalArgumentException(
                          "'"
                              + text
                              + "' is not a value of 'needs-consent': expected always, or by-request"
                              + " if the application says of which visitors no law requires"
                              + " consent");
                }));
  }

  private static String lazyAttribute(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    if (!name.matches(LAZY_ATTRIBUTE) || name.startsWith(ConsentAttribute.PREFIX)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not an attribute of a lazy loader: expected a name such as 'data-full-src'");
    }
    return name;
  }

  private static @Nullable LocalizedText link(Fields fields, String key, List<String> languages) {
    LocalizedText links = fields.localized(key, languages);
    if (links == null) {
      return null;
    }
    for (String link : links.byLanguage().values()) {
      fields.parsed(new Fields.Word(link, fields.place(key)), ValueParsers::link);
    }
    return links;
  }

  private static Settings settings(
      Fields root, Delivery delivery, Look look, DecisionCookie cookie) {
    String basePath = root.parsed("base-path", ValueParsers::basePath);
    Period renewAfter = root.parsed("renew-after", PolicyReader::renewal);
    Settings.Builder settings =
        Settings.builder()
            .undeclaredCookies(
                root.option("undeclared-cookies", Settings.DEFAULTS.undeclaredCookies()))
            .undeclaredHosts(root.option("undeclared-hosts", Settings.DEFAULTS.undeclaredHosts()))
            .onError(root.option("on-error", Settings.DEFAULTS.onError()))
            .clearSiteData(root.flag("clear-site-data"))
            .publishNotes(root.flag("publish-notes"))
            .delivery(delivery)
            .presence(presence(root))
            .look(look)
            .cookie(cookie)
            .leftovers(root.option("leftovers", Settings.DEFAULTS.leftovers()));
    if (basePath != null) {
      settings.basePath(basePath);
    }
    if (renewAfter != null) {
      settings.renewAfter(renewAfter);
    }
    return settings.build();
  }

  private boolean hasProvider(String service) {
    ServiceDraft known = catalogue.service(service);
    return known != null && known.provider() != null;
  }

  private static Presence presence(Fields root) {
    return Presence.builder()
        .scriptApi(root.flag("script-api"))
        .floatingButton(root.flag("floating-button"))
        .openButtons(root.flag("open-buttons"))
        .signals(signals(root.fields("signals")))
        .otherTabs(root.flag("other-tabs", Presence.DEFAULTS.otherTabs()))
        .build();
  }

  private static List<Signal> signals(@Nullable Fields fields) {
    if (fields == null) {
      return List.of();
    }
    List<Signal> signals = new ArrayList<>();
    for (Fields.Word id : fields.keys()) {
      signals.addAll(fields.parsedList(id.text(), text -> Signal.parse(id.text(), text)));
    }
    return signals;
  }

  private static void checkIds(
      Fields root, List<Signal> signals, List<Category> categories, Problems problems) {
    if (signals.isEmpty()) {
      return;
    }
    Set<String> known = new TreeSet<>();
    for (Category category : categories) {
      known.add(category.id());
      category.services().forEach(service -> known.add(service.id()));
    }
    signals.stream()
        .map(Signal::id)
        .distinct()
        .filter(id -> !known.contains(id))
        .forEach(
            id ->
                problems.add(
                    root.place("signals"),
                    "'"
                        + id
                        + "' under 'signals' is not a category or service"
                        + Suggestions.didYouMean(id, known)));
  }

  private static Period renewal(String text) {
    if (time(text) instanceof Period period
        && !YEAR_START.plus(period).isAfter(YEAR_START.plus(LONGEST_RENEWAL))) {
      return period;
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is not a time after which to ask again: expected months or days such as '6 months' or"
            + " P90D, at most "
            + LONGEST_RENEWAL);
  }

  private static @Nullable TemporalAmount time(String text) {
    try {
      return Lifetime.parse(text) instanceof Lifetime.Expiring time ? time.amount() : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
