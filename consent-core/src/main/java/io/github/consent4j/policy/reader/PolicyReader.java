package io.github.consent4j.policy.reader;

import io.github.consent4j.format.ConsentAttribute;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.DecisionCookie;
import io.github.consent4j.policy.Delivery;
import io.github.consent4j.policy.Leftovers;
import io.github.consent4j.policy.LocalizedText;
import io.github.consent4j.policy.OnError;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.Presence;
import io.github.consent4j.policy.Problem;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.Settings;
import io.github.consent4j.policy.Signal;
import io.github.consent4j.policy.Site;
import io.github.consent4j.policy.UndeclaredHandling;
import io.github.consent4j.policy.look.Look;
import io.github.consent4j.text.Suggestions;
import io.github.consent4j.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
  private static final Pattern LAZY_ATTRIBUTE =
      Pattern.compile("[a-z_][a-z0-9]*[_-][a-z0-9_-]{1,60}");

  private final Catalogue catalogue;

  /**
   * @param catalogue the services and texts that a file may refer to by name
   */
  public PolicyReader(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Reads a policy from a file.
   *
   * @param file in UTF-8
   * @throws IOException if the file cannot be read
   * @throws PolicyException if the file cannot be used; lists every problem with line and column
   */
  public Policy read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Reads a policy.
   *
   * @param source name of the file in messages, such as {@code consent.yaml}
   * @param in the file, in UTF-8; closed afterwards
   * @throws PolicyException if the file cannot be used; lists every problem with line and column
   */
  public Policy read(String source, InputStream in) {
    return read(source, in, new Problems(source));
  }

  /**
   * Checks a file, and finds errors and warnings.
   *
   * @param file in UTF-8
   * @throws IOException if the file cannot be read; whatever stands in it is no exception
   */
  public PolicyCheck check(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return check(file.toString(), in);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Checks a file, and finds errors and warnings. Whatever stands in it is no exception.
   *
   * @param source name of the file in messages, such as {@code consent.yaml}
   * @param in the file, in UTF-8; closed afterwards
   * @throws UncheckedIOException if the file cannot be read
   */
  public PolicyCheck check(String source, InputStream in) {
    Problems problems = new Problems(source);
    try {
      Policy policy = read(source, in, problems);
      return new PolicyCheck(Optional.of(policy), problems.all());
    } catch (PolicyException e) {
      List<Problem> all = new ArrayList<>(e.problems());
      problems.all().stream().filter(problem -> !problem.isError()).forEach(all::add);
      return new PolicyCheck(Optional.empty(), all);
    }
  }

  private Policy read(String source, InputStream in, Problems problems) {
    Fields root = YamlDocument.readPolicy(source, in, problems);
    new DeadPatterns(problems).check(root.node());
    root.requireKeys("site", "categories");
    List<String> languages = languages(root, problems);
    Site site = site(root.fields("site"), languages);
    DeliveryReader delivery = new DeliveryReader(root, problems);
    Look look = new LookReader(problems).read(root.fields("look"), site);
    DecisionCookieReader cookie = new DecisionCookieReader(problems);
    Settings settings = settings(root, delivery.read(), look, cookie.read(root.fields("cookie")));
    String revision = Optional.ofNullable(root.text("revision")).orElse("");
    List<Category> categories =
        new CategoryReader(catalogue.speaking(languages), languages, site, problems).read(root);
    Map<String, Map<String, String>> texts =
        new OwnTexts(problems, services(categories)).read(root, languages);
    delivery.checkLength(settings.delivery(), categories);
    cookie.checkName(settings.cookie(), root, categories);
    checkIds(root, settings.presence().signals(), categories, problems);
    root.end();
    new OwnHosts(root.node(), problems).check(root.node());
    new Warnings(root.node(), problems).check(languages, site, categories);
    problems.throwIfAny();
    List<Category> told = categories.stream().map(each -> each.remembering(settings)).toList();
    return Policy.builder()
        .revision(revision)
        .site(site)
        .languages(languages)
        .settings(settings)
        .categories(told)
        .texts(texts)
        .build();
  }

  private static Set<String> services(List<Category> categories) {
    return categories.stream()
        .flatMap(category -> category.services().stream())
        .map(Service::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<String> languages(Fields root, Problems problems) {
    List<String> languages = new ArrayList<>();
    for (Fields.Word word : root.words("languages")) {
      String language = root.parsed(word, ValueParsers::language);
      if (language == null) {
        continue;
      }
      if (languages.contains(language)) {
        problems.add(word.node(), "the language '" + language + "' stands twice");
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
        || Texts.serving(language).stream().anyMatch(catalogue.languages()::contains);
  }

  private static Site site(@Nullable Fields fields, List<String> languages) {
    if (fields == null) {
      return new Site(LocalizedText.of("?"), Optional.empty(), Optional.empty(), List.of());
    }
    fields.requireKeys("name");
    LocalizedText name = fields.localized("name", languages);
    Site site =
        new Site(
            name == null ? LocalizedText.of("?") : name,
            link(fields, "privacy-policy", languages),
            link(fields, "imprint", languages),
            fields.parsedList("lazy-attributes", PolicyReader::lazyAttribute));
    fields.end();
    return site;
  }

  private static String lazyAttribute(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    if (!LAZY_ATTRIBUTE.matcher(name).matches() || name.startsWith(ConsentAttribute.PREFIX)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no attribute of a lazy loader: expected a name such as 'data-full-src'");
    }
    return name;
  }

  private static Optional<LocalizedText> link(Fields fields, String key, List<String> languages) {
    LocalizedText links = fields.localized(key, languages);
    if (links == null) {
      return Optional.empty();
    }
    for (String link : links.byLanguage().values()) {
      fields.parsed(new Fields.Word(link, fields.place(key)), ValueParsers::link);
    }
    return Optional.of(links);
  }

  private static Settings settings(
      Fields root, Delivery delivery, Look look, DecisionCookie cookie) {
    String basePath = root.parsed("base-path", ValueParsers::basePath);
    Period renewAfter = root.parsed("renew-after", PolicyReader::renewal);
    Settings.Builder settings =
        Settings.builder()
            .undeclaredCookies(
                root.option(
                    "undeclared-cookies",
                    Settings.DEFAULTS.undeclaredCookies(),
                    UndeclaredHandling::id))
            .undeclaredHosts(
                root.option(
                    "undeclared-hosts",
                    Settings.DEFAULTS.undeclaredHosts(),
                    UndeclaredHandling::id))
            .onError(root.option("on-error", Settings.DEFAULTS.onError(), OnError::id))
            .clearSiteData(root.flag("clear-site-data"))
            .delivery(delivery)
            .presence(presence(root))
            .look(look)
            .cookie(cookie)
            .leftovers(root.option("leftovers", Settings.DEFAULTS.leftovers(), Leftovers::id));
    Fields.ifPresent(basePath, settings::basePath);
    Fields.ifPresent(renewAfter, settings::renewAfter);
    return settings.build();
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
                        + "' under 'signals' is no category or service"
                        + Suggestions.didYouMean(id, known)));
  }

  private static Period renewal(String text) {
    try {
      Period period = Period.parse(text);
      boolean positive = !period.isNegative() && !period.isZero();
      if (positive && !YEAR_START.plus(period).isAfter(YEAR_START.plus(LONGEST_RENEWAL))) {
        return period;
      }
    } catch (DateTimeException e) {
      // The exception below reports this error, too.
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is no time after which to ask again: expected months or days such as P6M or P90D,"
            + " at most "
            + LONGEST_RENEWAL);
  }
}
