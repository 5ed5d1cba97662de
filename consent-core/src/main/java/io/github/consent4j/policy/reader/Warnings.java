package io.github.consent4j.policy.reader;

import io.github.consent4j.audit.rule.PolicyRules;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Lifetime;
import io.github.consent4j.policy.Loads;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.Site;
import io.github.consent4j.policy.UrlPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/**
 * Warns of what a file may say, but seldom means. Only what stands in the file itself is looked at,
 * because an operator cannot change the catalogue. Not thread-safe.
 */
final class Warnings {

  /** The longest life of a cookie that the French regulator accepts (CNIL, guidelines of 2020). */
  private static final int USUAL_MONTHS = 13;

  private static final int LONG_MONTHS = 24;

  private static final Pattern MARKUP = Pattern.compile("</?[A-Za-z][^<>]*>");
  private static final int SHORTEST_MARKER = 3;

  /** Shapes that are looked for in the site's own services, which many files do not have. */
  private static final class Shape {

    /** Numbers that are usual for minutes, and no usual number of months. */
    static final Pattern MINUTES = Pattern.compile("[Pp](?:10|15|20|30|40|45|60|90|120)[Mm]");

    static final Pattern ANY_SCRIPT = Pattern.compile("[*?.]*(?:m?js)?");

    /** Names and hosts of other consent tools. */
    static final Pattern TOOL =
        Pattern.compile(
            "(?i)cookiebot|usercentrics|onetrust|cookielaw\\.org|optanon.*|klaro|tarteaucitron|"
                + "cookieyes|cky-.*|borlabs.*|complianz|cmplz_.*|cookiefirst|iubenda.*|didomi.*|"
                + "quantcast-choice|cookieconsent(?:_.*)?|cc_cookie|euconsent-v2|consentmanager|"
                + ".*(?:\\.|^)(?:cookiebot\\.com|usercentrics\\.eu|onetrust\\.com|cookieyes\\.com|"
                + "cdn-cookieyes\\.com|cookiefirst\\.com|iubenda\\.com|privacy-center\\.org|"
                + "consentmanager\\.net)");
  }

  private final Node root;
  private final Problems problems;
  private final Set<String> unused = new HashSet<>();

  Warnings(Node root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  /**
   * @param spoken the languages of all sites of the file
   * @param languages those of this site
   */
  void check(Set<String> spoken, List<String> languages, Site site, List<Category> categories) {
    if (problems.count() == 0) {
      // What is missing may stand where an error is.
      checkLinks(languages, site);
      for (Category category : categories) {
        checkCategory(category);
      }
    }
    for (NodeTuple service : Nodes.entries(Nodes.child(root, "services"))) {
      checkService(service.getKeyNode(), service.getValueNode());
    }
    checkAlwaysLoaded(categories);
    checkTexts(spoken.isEmpty() ? languages : spoken);
  }

  private void checkLinks(List<String> languages, Site site) {
    Node where = Nodes.place(root, "site");
    if (where == root) {
      return;
    }
    if (site.privacyPolicy().isEmpty()) {
      problems.add(
          where,
          PolicyRules.NO_PRIVACY_POLICY,
          "the site has no privacy policy, to which visitors have to be led (GDPR, article 13);"
              + " write its address, as in 'privacy-policy: /privacy'");
    }
    if (site.imprint().isEmpty() && languages.stream().anyMatch(Warnings::isGerman)) {
      problems.add(
          where,
          PolicyRules.NO_IMPRINT,
          "a site in German needs an imprint that the dialog leads to (DDG, section 5); write its"
              + " address, as in 'imprint: /impressum'");
    }
  }

  private static boolean isGerman(String language) {
    return language.toLowerCase(Locale.ROOT).matches("de(-.*)?");
  }

  private void checkCategory(Category category) {
    if (category.required()) {
      return;
    }
    if (category.services().isEmpty()) {
      problems.add(
          Nodes.place(category(), category.id()),
          PolicyRules.EMPTY_CATEGORY,
          "category '"
              + category.id()
              + "' has no services, so that visitors are asked for nothing; name its services, as"
              + " in '{ services: [youtube] }', or remove it");
    }
    for (Service service : category.services()) {
      if (!service.canBeHeldBack()) {
        reportSilent(service, category);
      }
    }
  }

  private void reportSilent(Service service, Category category) {
    problems.add(
        used(service, category),
        PolicyRules.NOTHING_HELD_BACK,
        "nothing of service '"
            + service.id()
            + "' can be held back, so that an answer about it has no effect; say what it 'stores'"
            + " and 'loads'");
  }

  private Node category() {
    Node categories = Nodes.child(root, "categories");
    return categories == null ? root : categories;
  }

  private void checkService(Node id, Node service) {
    Node loads = Nodes.child(service, "loads");
    Nodes.items(Nodes.child(loads, "scripts")).forEach(this::checkScript);
    Nodes.items(Nodes.child(loads, "inline")).forEach(this::checkInline);
    Nodes.items(Nodes.child(service, "stores")).forEach(this::checkStored);
    boolean tool =
        Shape.TOOL.matcher(Nodes.text(id)).matches()
            || Nodes.items(Nodes.child(loads, "hosts")).stream()
                .anyMatch(
                    host -> Shape.TOOL.matcher(Nodes.text(host).replaceFirst("/.*", "")).matches())
            || Nodes.items(Nodes.child(service, "stores")).stream()
                .anyMatch(
                    item -> Shape.TOOL.matcher(Nodes.text(Nodes.child(item, "name"))).matches());
    if (tool) {
      problems.add(
          id,
          PolicyRules.TWO_CONSENT_TOOLS,
          "'"
              + Nodes.text(id)
              + "' is another consent tool; visitors would be asked twice, and a yes to one is"
              + " unknown to the other: remove it from the pages and from this file");
    }
  }

  private void checkScript(Node name) {
    if (Shape.ANY_SCRIPT.matcher(Nodes.text(name)).matches()) {
      problems.add(
          name,
          PolicyRules.MATCHES_EVERYTHING,
          "'"
              + Nodes.text(name)
              + "' is every script of the site, its own too; write the name of the file, as in"
              + " 'matomo.js'");
    }
  }

  private void checkInline(Node marker) {
    String text = Nodes.text(marker);
    if (text.length() < SHORTEST_MARKER) {
      problems.add(
          marker,
          PolicyRules.MATCHES_EVERYTHING,
          "'"
              + text
              + "' stands in nearly every script, so that the site's own are held back too; write a"
              + " longer piece of the script, as in '_paq.push'");
    }
  }

  private void checkStored(Node item) {
    Node name = Nodes.child(item, "name");
    if (name != null && Nodes.text(name).matches("[*?]+")) {
      problems.add(
          name,
          PolicyRules.MATCHES_EVERYTHING,
          "'" + Nodes.text(name) + "' is every cookie, the site's own too; name them one by one");
    }
    Node domain = Nodes.child(item, "domain");
    if (domain != null && Nodes.text(domain).matches("\\.?[A-Za-z][A-Za-z0-9-]*")) {
      problems.add(
          domain,
          PolicyRules.DOMAIN_WITHOUT_DOT,
          "'"
              + Nodes.text(domain)
              + "' is not a domain of a site, for which browsers keep cookies; write it in full, as in"
              + " '.example.org'");
    }
    Node lifetime = Nodes.child(item, "lifetime");
    if (lifetime != null) {
      checkLifetime(lifetime, Nodes.text(name));
    }
  }

  private void checkLifetime(Node node, String name) {
    String text = Nodes.text(node);
    if (Shape.MINUTES.matcher(text).matches()) {
      problems.add(
          node,
          PolicyRules.MONTHS_FOR_MINUTES,
          "'"
              + text
              + "' means "
              + text.substring(1, text.length() - 1)
              + " months; for minutes write 'PT"
              + text.substring(1).toUpperCase(Locale.ROOT)
              + "'");
      return;
    }
    Lifetime.Expiring lifetime = expiring(text);
    if (lifetime == null) {
      return;
    }
    for (int months : new int[] {LONG_MONTHS, USUAL_MONTHS}) {
      if (lifetime.isLongerThan(months)) {
        problems.add(
            node,
            PolicyRules.LONG_LIFETIME,
            "'"
                + name
                + "' lives longer than "
                + months
                + " months ("
                + text
                + "), which regulators hardly accept; let it expire earlier, or check the number");
        return;
      }
    }
  }

  private static Lifetime.@Nullable Expiring expiring(String text) {
    try {
      return Lifetime.parse(text) instanceof Lifetime.Expiring expiring ? expiring : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private void checkAlwaysLoaded(List<Category> categories) {
    List<Service> required = new ArrayList<>();
    for (Category category : categories) {
      if (category.required()) {
        required.addAll(category.services());
      }
    }
    for (Category category : categories) {
      for (Service service : category.required() ? List.<Service>of() : category.services()) {
        if (isAlwaysLoaded(service, required)) {
          reportAlwaysLoaded(service, required, category);
        }
      }
    }
  }

  private static boolean isAlwaysLoaded(Service service, List<Service> required) {
    Loads loads = service.loads();
    boolean loadsSomething =
        !loads.urls().isEmpty() || !loads.scripts().isEmpty() || !loads.inline().isEmpty();
    if (!loadsSomething) {
      return false;
    }
    for (UrlPattern url : loads.urls()) {
      if (!isCovered(url, required)) {
        return false;
      }
    }
    for (NamePattern script : loads.scripts()) {
      if (!isCovered(script, required)) {
        return false;
      }
    }
    for (String text : loads.inline()) {
      if (!isCovered(text, required)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCovered(UrlPattern url, List<Service> required) {
    for (Service other : required) {
      for (UrlPattern own : other.loads().urls()) {
        if (own.covers(url)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isCovered(NamePattern script, List<Service> required) {
    for (Service other : required) {
      for (NamePattern own : other.loads().scripts()) {
        if (own.covers(script)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isCovered(String text, List<Service> required) {
    for (Service other : required) {
      for (String own : other.loads().inline()) {
        if (text.contains(own)) {
          return true;
        }
      }
    }
    return false;
  }

  private void reportAlwaysLoaded(Service service, List<Service> required, Category category) {
    String opener =
        required.stream()
            .filter(other -> isAlwaysLoaded(service, List.of(other)))
            .map(Service::id)
            .findFirst()
            .map(id -> "'" + id + "'")
            .orElse("the required services");
    problems.add(
        used(service, category),
        PolicyRules.ALWAYS_ALLOWED,
        "'"
            + service.id()
            + "' is always loaded, whatever visitors choose, because "
            + opener
            + " may load the same; take what is asked about out of the required service");
  }

  private Node used(Service service, Category category) {
    Node services = Nodes.child(Nodes.child(category(), category.id()), "services");
    return Nodes.items(services).stream()
        .filter(item -> Nodes.text(item).equals(service.id()))
        .findFirst()
        .orElse(category());
  }

  /** Warns of languages that the site does not have, and of markup, which visitors would read. */
  private void checkTexts(Collection<String> languages) {
    Set<String> keys = Set.of("title", "description", "purpose", "necessity");
    for (String part : List.of("categories", "services")) {
      for (NodeTuple entry : Nodes.entries(Nodes.child(root, part))) {
        checkTexts(entry.getValueNode(), keys, languages);
        Nodes.items(Nodes.child(entry.getValueNode(), "stores"))
            .forEach(item -> checkTexts(item, keys, languages));
      }
    }
  }

  private void checkTexts(Node node, Set<String> keys, Collection<String> languages) {
    for (String key : keys) {
      Node value = Nodes.child(node, key);
      if (value == null) {
        continue;
      }
      for (NodeTuple text : Nodes.entries(value)) {
        String language = Nodes.text(text.getKeyNode());
        if (LanguageTags.isTag(language)
            && languages.stream().noneMatch(each -> isSame(each, language))
            && unused.add(language)) {
          problems.add(
              text.getKeyNode(),
              PolicyRules.UNUSED_LANGUAGE,
              "nobody reads the text in '"
                  + language
                  + "', as the site speaks "
                  + String.join(", ", languages)
                  + "; add it to 'languages', or remove it");
        }
      }
      Nodes.scalars(
          value,
          scalar -> {
            if (MARKUP.matcher(scalar.getValue()).find()) {
              problems.add(
                  scalar,
                  PolicyRules.MARKUP_IN_TEXT,
                  "visitors would read the signs < and > of this text, as texts have no markup;"
                      + " write it without");
            }
          });
    }
  }

  private static boolean isSame(String one, String other) {
    return one.split("-")[0].equalsIgnoreCase(other.split("-")[0]);
  }
}
