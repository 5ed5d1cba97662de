package io.github.consent4j.gate.header;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.rule.CandidateList;
import io.github.consent4j.gate.rule.DeclaringServices;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.gate.rule.LinkRelation;
import io.github.consent4j.gate.rule.MetaRefresh;
import io.github.consent4j.gate.rule.UrlGate;
import io.github.consent4j.gate.url.WebUrl;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Blocks what response headers make a browser load or contact, by the same rules as the markup of a
 * page: {@code Link} (RFC 8288), {@code Refresh}, {@code Reporting-Endpoints}, {@code Report-To},
 * {@code Speculation-Rules}, and the addresses that {@code report-uri} names in {@code
 * Content-Security-Policy}. A value that cannot be read is blocked. Not thread-safe.
 */
public final class HeaderGate {

  private static final Set<String> NAMES = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    NAMES.addAll(
        List.of(
            "Link",
            "Refresh",
            "Reporting-Endpoints",
            "Report-To",
            "Speculation-Rules",
            "Content-Security-Policy",
            "Content-Security-Policy-Report-Only"));
  }

  private final Policy policy;
  private final DeclaringServices declaring;
  private final UrlGate urlGate;

  /**
   * @param rules the rules of the policy
   * @param allowed what is allowed for the visitor
   * @param page the scheme and host that the response is served from
   */
  public HeaderGate(HtmlRules rules, AllowedServices allowed, PageContext page) {
    policy = rules.policy();
    declaring = rules.declaringServices();
    declaring.begin(allowed);
    urlGate = new UrlGate(rules, declaring);
    urlGate.begin(page, StandardCharsets.UTF_8);
  }

  /** Returns whether headers of a name, in any letter case, have to pass the gate. */
  public static boolean concerns(String name) {
    return NAMES.contains(name);
  }

  /** Returns the names of the headers that have to pass the gate. */
  public static Set<String> names() {
    return Set.copyOf(NAMES);
  }

  /**
   * Returns the value that a header is sent with: the same object if nothing in it is blocked, and
   * empty if nothing is left of it.
   *
   * @param name one of {@link #names}, in any letter case
   */
  public Optional<String> filter(String name, String value) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "link" -> filterList(HeaderText.members(value, false), value, this::passesLink);
      case "refresh" -> Optional.of(value).filter(this::passesRefresh);
      case "reporting-endpoints" ->
          filterList(HeaderText.members(value, false), value, this::passesQuoted);
      // The gate cannot read the content of the files that this header names.
      case "speculation-rules" ->
          Optional.of(value).filter(rules -> declaring.allowed().allowsAll());
      case "report-to" -> filterList(HeaderText.members(value, true), value, this::passesGroup);
      case "content-security-policy", "content-security-policy-report-only" ->
          filterPolicies(value);
      default -> Optional.of(value);
    };
  }

  /**
   * The address of a blocked redirect.
   *
   * @param service the service that declares it; empty if no service does
   * @param url absolute address; empty if it cannot be read
   */
  public record HeldRedirect(Optional<Service> service, String url) {}

  /**
   * Decides about a redirect that a browser follows automatically.
   *
   * @param location value of {@code Location}
   * @return empty if it is not blocked
   */
  public Optional<HeldRedirect> redirect(String location) {
    int verdict = urlGate.decide(location, false);
    if (verdict == UrlGate.PASSES) {
      return Optional.empty();
    }
    Optional<Service> service =
        verdict < 0 ? Optional.empty() : Optional.of(policy.services().get(verdict));
    return Optional.of(
        new HeldRedirect(service, urlGate.resolve(location).map(WebUrl::href).orElse("")));
  }

  /**
   * Removes the addresses that violations would be reported to. What a policy allows is not
   * changed.
   */
  private Optional<String> filterPolicies(String value) {
    List<String> policies = Stream.of(value.split(",", -1)).map(this::filterPolicy).toList();
    if (String.join(",", policies).equals(value)) {
      return Optional.of(value);
    }
    String passing =
        policies.stream().filter(policy -> !policy.isBlank()).collect(Collectors.joining(","));
    return passing.isEmpty() ? Optional.empty() : Optional.of(passing.strip());
  }

  private String filterPolicy(String policy) {
    return Stream.of(policy.split(";", -1))
        .flatMap(directive -> filterDirective(directive).stream())
        .collect(Collectors.joining(";"));
  }

  private Optional<String> filterDirective(String directive) {
    List<String> words = List.of(directive.strip().split("\\s+"));
    if (!words.get(0).equalsIgnoreCase("report-uri")) {
      return Optional.of(directive);
    }
    List<String> urls = words.subList(1, words.size());
    List<String> passing = urls.stream().filter(url -> passesUrl(url, false)).toList();
    if (passing.size() == urls.size()) {
      return Optional.of(directive);
    }
    String before = directive.startsWith(" ") ? " " : "";
    return passing.isEmpty()
        ? Optional.empty()
        : Optional.of(before + words.get(0) + " " + String.join(" ", passing));
  }

  /** Decides whether one member of a list is allowed. */
  @FunctionalInterface
  private interface Test {
    boolean passes(String member);
  }

  private static Optional<String> filterList(List<String> members, String value, Test test) {
    List<String> passing = new ArrayList<>();
    for (String member : members) {
      if (member.isBlank() || test.passes(member)) {
        passing.add(member);
      }
    }
    if (!members.isEmpty() && passing.size() == members.size()) {
      return Optional.of(value);
    }
    passing.removeIf(String::isBlank);
    return passing.isEmpty() ? Optional.empty() : Optional.of(String.join(",", passing).strip());
  }

  private boolean passesUrl(String url, boolean script) {
    return urlGate.decide(url, script) == UrlGate.PASSES;
  }

  private boolean passesRefresh(String value) {
    return MetaRefresh.url(value).map(url -> passesUrl(url, false)).orElse(true);
  }

  private boolean passesLink(String member) {
    String link = member.strip();
    int close = link.indexOf('>');
    if (!link.startsWith("<") || close < 0) {
      return false;
    }
    int how = 0;
    String url = link.substring(1, close);
    List<String> candidates = new ArrayList<>();
    for (HeaderText.Parameter parameter : HeaderText.parameters(link.substring(close + 1))) {
      // Browsers differ in which of several parameters they use.
      if (parameter.name().equals("rel")) {
        byte[] rels = parameter.value().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        how |= LinkRelation.of(rels, 0, rels.length);
      } else if (parameter.name().equals("imagesrcset")) {
        candidates.add(parameter.value());
      }
    }
    if ((how & LinkRelation.LOADS) == 0) {
      return true;
    }
    boolean script = (how & LinkRelation.LOADS_SCRIPT) != 0;
    return passesUrl(url, script) && candidates.stream().allMatch(this::passesCandidates);
  }

  private boolean passesCandidates(String list) {
    byte[] text = list.getBytes(StandardCharsets.UTF_8);
    return CandidateList.decide(text, 0, text.length, urlGate) == UrlGate.PASSES;
  }

  /** Decides about a member with one string, as structured fields write it (RFC 8941). */
  private boolean passesQuoted(String member) {
    return HeaderText.quoted(member).filter(url -> passesUrl(url, false)).isPresent();
  }

  /** Decides about a JSON object that names endpoints. */
  private boolean passesGroup(String member) {
    return HeaderText.strings(member).stream().allMatch(text -> passesUrl(text, false));
  }
}
