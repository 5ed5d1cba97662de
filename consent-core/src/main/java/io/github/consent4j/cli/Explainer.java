package io.github.consent4j.cli;

import io.github.consent4j.cli.Explanation.Rule;
import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.cookie.CookieDeclaration;
import io.github.consent4j.gate.cookie.CookieGate;
import io.github.consent4j.gate.cookie.CookieRules;
import io.github.consent4j.gate.rule.DeclaringServices;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.gate.rule.UrlGate;
import io.github.consent4j.gate.url.WebUrl;
import io.github.consent4j.policy.BeforeDecision;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.CookieDescriptor;
import io.github.consent4j.policy.Enforcement;
import io.github.consent4j.policy.NamePattern;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.StorageKind;
import io.github.consent4j.policy.UrlPattern;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Explains what the gates do with a resource under one policy. They decide, not this class. */
final class Explainer {

  private final Policy policy;
  private final FilePlaces places;
  private final PageContext page;
  private final HtmlRules html;
  private final CookieRules cookies;
  private final AllowedServices beforeChoice;
  private final AllowedServices afterYes;
  private final AllowedServices afterNo;

  /**
   * @param host host name of the site
   */
  Explainer(Policy policy, FilePlaces places, String host) {
    this.policy = policy.servedAt(host);
    this.places = places;
    page = new PageContext("https", host);
    html = HtmlRules.of(this.policy);
    cookies = CookieRules.of(this.policy);
    Consent undecided = Consent.of(this.policy, RevisionMarks.of(this.policy), Decision.UNDECIDED);
    Decider decider = new Decider(Clock.systemUTC());
    beforeChoice = AllowedServices.of(undecided);
    afterYes = AllowedServices.of(decider.acceptAll(undecided));
    afterNo = AllowedServices.of(decider.rejectAll(undecided));
  }

  /** Returns what a name is: a cookie, unless it is declared as a storage key alone. */
  Resource named(String name) {
    boolean key =
        cookies.declaring(name).isEmpty()
            && policy.services().stream().anyMatch(service -> !keys(service, name).isEmpty());
    return new Resource(key ? Resource.Kind.KEY : Resource.Kind.COOKIE, name);
  }

  /** Returns whether a cookie or a storage key of that name is declared. */
  boolean declaresName(String name) {
    return !rules(new Resource(Resource.Kind.COOKIE, name)).isEmpty()
        || !rules(new Resource(Resource.Kind.KEY, name)).isEmpty();
  }

  /**
   * Explains a resource.
   *
   * @param catalogue explains the same under the catalogue, for what the policy does not declare
   */
  Explanation explain(Resource resource, Optional<Explainer> catalogue) {
    List<Rule> rules = rules(resource);
    List<Service> known =
        rules.isEmpty()
            ? catalogue.map(all -> all.services(resource)).orElse(List.of())
            : List.of();
    return new Explanation(
        resource,
        rules,
        passes(resource, rules, beforeChoice),
        passes(resource, rules, afterYes),
        passes(resource, rules, afterNo),
        why(resource, rules),
        known);
  }

  private List<Service> services(Resource resource) {
    return rules(resource).stream().map(Rule::service).distinct().toList();
  }

  private boolean passes(Resource resource, List<Rule> rules, AllowedServices allowed) {
    return switch (resource.kind()) {
      case URL -> passesAsUrl(resource.text(), allowed);
      case COOKIE -> new CookieGate(cookies, allowed, page.host()).passes(resource.text());
      case KEY ->
          rules.isEmpty()
              || allowed.allowsAny(
                  rules.stream().map(rule -> policy.indexOf(rule.service().id())).toList());
    };
  }

  private boolean passesAsUrl(String url, AllowedServices allowed) {
    DeclaringServices declaring = html.declaringServices();
    declaring.begin(allowed);
    UrlGate gate = new UrlGate(html, declaring);
    gate.begin(page, StandardCharsets.UTF_8);
    return gate.decide(url, true) == UrlGate.PASSES;
  }

  private List<Rule> rules(Resource resource) {
    return switch (resource.kind()) {
      case URL -> rulesOfUrl(resource.text());
      case COOKIE -> cookies.declaring(resource.text()).stream().map(this::ruleOfCookie).toList();
      case KEY ->
          policy.services().stream()
              .flatMap(
                  service ->
                      keys(service, resource.text()).stream().map(key -> stored(service, key)))
              .toList();
    };
  }

  private List<Rule> rulesOfUrl(String url) {
    List<Rule> rules = new ArrayList<>();
    String file = WebUrl.parse(url, WebUrl.of(page)).map(WebUrl::fileName).orElse("");
    for (int i = 0; i < policy.services().size(); i++) {
      Service service = policy.services().get(i);
      for (UrlPattern pattern : html.urls().patterns(i, url)) {
        rules.add(loading(service, "hosts", "host", pattern.toString()));
      }
      for (NamePattern script : service.loads().scripts()) {
        if (script.matches(file)) {
          rules.add(loading(service, "scripts", "script", script.glob()));
        }
      }
    }
    return rules;
  }

  private Rule loading(Service service, String key, String noun, String pattern) {
    return rule(service, noun + " " + pattern, places.load(service.id(), key, pattern));
  }

  private Rule ruleOfCookie(CookieDeclaration declaration) {
    return stored(policy.services().get(declaration.service()), declaration.cookie());
  }

  private Rule stored(Service service, CookieDescriptor stored) {
    return rule(
        service,
        stored.kind().id() + " " + stored.name() + " (" + stored.lifetime() + ")",
        places.stored(service.id(), stored.name().glob()));
  }

  private Rule rule(Service service, String text, Optional<String> place) {
    Category category = policy.categoryAt(policy.indexOf(service.id()));
    return new Rule(service, category, text, place, places.use(category.id(), service.id()));
  }

  private static List<CookieDescriptor> keys(Service service, String name) {
    Predicate<CookieDescriptor> isKey = stored -> stored.kind() != StorageKind.COOKIE;
    return service.storesOnSite().stream()
        .filter(isKey.and(stored -> stored.name().matches(name)))
        .toList();
  }

  private List<String> why(Resource resource, List<Rule> rules) {
    Set<String> why = new LinkedHashSet<>();
    if (rules.isEmpty()) {
      why.add(undeclared(resource));
      why.addAll(elsewhere(resource));
    }
    rules.forEach(rule -> why.add(why(rule.category())));
    if (rules.stream().map(Rule::service).distinct().count() > 1) {
      why.add("One allowed service is enough.");
    }
    return List.copyOf(why);
  }

  private static String why(Category category) {
    String name = "Category '" + category.id() + "' ";
    if (category.enforce() != Enforcement.ON) {
      return name
          + "has 'enforce: "
          + category.enforce().id()
          + "', so nothing of it is held back.";
    }
    if (!category.required()) {
      return name + "needs the visitor's consent.";
    }
    return category.beforeDecision() == BeforeDecision.BLOCK
        ? name + "is required, but waits for any choice."
        : name + "is required.";
  }

  private String undeclared(Resource resource) {
    return switch (resource.kind()) {
      case URL ->
          isOwn(resource.text())
              ? "It is the site's own address, and no service declares it."
              : "No service declares it, and 'undeclared-hosts' is '"
                  + policy.settings().undeclaredHosts().id()
                  + "'.";
      case COOKIE ->
          resource.text().equals(policy.settings().cookie().name())
              ? "It is the cookie that stores the visitor's decision."
              : "No service declares it, and 'undeclared-cookies' is '"
                  + policy.settings().undeclaredCookies().id()
                  + "'.";
      case KEY -> "No service declares it.";
    };
  }

  /** Returns where a name is stored that the site itself does not store. */
  private List<String> elsewhere(Resource resource) {
    return policy.services().stream()
        .flatMap(
            service ->
                service.stores().stream()
                    .filter(stored -> stored.name().matches(resource.text()))
                    .map(
                        stored ->
                            "Service '"
                                + service.id()
                                + "' stores it on "
                                + stored.domain().orElse(page.host())
                                + ", where the site cannot hold it back by its name."))
        .distinct()
        .toList();
  }

  private boolean isOwn(String url) {
    return WebUrl.parse(url, WebUrl.of(page))
        .filter(u -> u.hostWithoutDot().equals(page.host()))
        .isPresent();
  }
}
