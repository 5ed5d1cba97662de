package io.github.consent4j.spring.test;

import io.github.consent4j.format.ConsentAttribute;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.GateListener;
import io.github.consent4j.gate.bytes.Pipe;
import io.github.consent4j.gate.cookie.CookieRules;
import io.github.consent4j.gate.cookie.SetCookieGate;
import io.github.consent4j.gate.html.HtmlGate;
import io.github.consent4j.gate.html.HtmlGates;
import io.github.consent4j.gate.html.Insertions;
import io.github.consent4j.gate.html.StyleGate;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.page.Pages;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UndeclaredHandling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what a response contains of each service, by the rules and gates of the filter itself. What
 * a required service declares as well is no content of another service, as it needs no consent.
 */
final class ResponseJudge {

  private static final Clock CLOCK = Clock.systemUTC();

  private static final Pattern BANNER = Pattern.compile('<' + Pages.BANNER + "\\b([^>]*)>");

  private static final Pattern HELD =
      Pattern.compile(
          ' '
              + ConsentAttribute.SERVICE.attribute()
              + "=\"([^\"]+)\"|about:invalid#consent-([^:]+):");

  private final Policy policy;
  private final ReceivedResponse response;

  ResponseJudge(Policy policy, ReceivedResponse response) {
    this.policy = policy;
    this.response = response;
  }

  /** Returns the names of all cookies that the response sets. Deletions do not count. */
  List<String> cookies() {
    return response.values("Set-Cookie").stream()
        .filter(header -> SetCookieGate.lifetimeIn(header, CLOCK).orElse(1) > 0)
        .map(SetCookieGate::nameIn)
        .toList();
  }

  /**
   * Returns the names of the cookies of a service that the response sets.
   *
   * @throws io.github.consent4j.consent.UnknownIdException if the policy has no such service
   */
  List<String> cookiesOf(String service) {
    Policy alone = alone(service);
    CookieRules rules = CookieRules.of(alone);
    return cookies().stream()
        .filter(
            name -> {
              Set<String> declaring = new TreeSet<>();
              rules
                  .declaring(name)
                  .forEach(each -> declaring.add(alone.services().get(each.service()).id()));
              return declaring.equals(Set.of(service));
            })
        .toList();
  }

  /** Returns the names of the cookies that the response sets and that no service declares. */
  List<String> undeclaredCookies() {
    CookieRules rules = CookieRules.of(policy);
    String own = policy.settings().cookie().name();
    return cookies().stream()
        .filter(name -> !name.equals(own) && rules.declaring(name).isEmpty())
        .toList();
  }

  /**
   * Returns what a browser would load of a service: names of hosts, or {@code a script} for one
   * that is recognised otherwise.
   *
   * @throws io.github.consent4j.consent.UnknownIdException if the policy has no such service
   */
  Set<String> loaded(String service) {
    Policy alone = alone(service);
    Set<String> found = new TreeSet<>();
    GateListener listener =
        (kind, host, declaring) -> {
          if (declaring != null && declaring.id().equals(service)) {
            found.add(host.isEmpty() ? "a script" : host);
          }
        };
    BitSet others = new BitSet();
    others.set(0, alone.services().size());
    others.clear(alone.indexOf(service));
    if (response.mayLoad()) {
      pass(HtmlRules.of(alone, listener), AllowedServices.of(others, alone.services().size()));
    }
    return found;
  }

  private void pass(HtmlRules rules, AllowedServices allowed) {
    byte[] bytes = response.body().getBytes(StandardCharsets.UTF_8);
    try {
      Pipe gate = gate(rules, allowed);
      gate.write(bytes, 0, bytes.length);
      gate.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Pipe gate(HtmlRules rules, AllowedServices allowed) {
    if (response.mediaType().equals("text/css")) {
      return new StyleGate(
          rules, allowed, response.page(), (a, from, length) -> {}, StandardCharsets.UTF_8);
    }
    return new HtmlGate(
        HtmlGates.of(rules),
        allowed,
        response.page(),
        new NoInsertions(),
        (a, from, length) -> {},
        response.mediaType().endsWith("xml") ? HtmlGate.Syntax.XML : HtmlGate.Syntax.HTML,
        StandardCharsets.UTF_8);
  }

  /** Inserts nothing: the gate reads only. */
  private static final class NoInsertions implements Insertions {

    @Override
    public String frame(Service service, String url) {
      return "about:blank";
    }
  }

  /** Returns the services of which the response holds something back. */
  Set<String> heldBack() {
    Set<String> held = new TreeSet<>();
    Matcher marks = HELD.matcher(response.body());
    while (marks.find()) {
      held.add(marks.group(1) == null ? marks.group(2) : marks.group(1));
    }
    return held;
  }

  /** What a page does with the banner. */
  enum Banner {
    /** It is not in the page. */
    ABSENT,
    /** The page is for everybody, and its script shows the banner to those who are to be asked. */
    WAITING,
    SHOWN
  }

  Banner banner() {
    Matcher element = BANNER.matcher(response.body());
    if (!element.find()) {
      return Banner.ABSENT;
    }
    return List.of(element.group(1).strip().split("\\s+")).contains("open")
        ? Banner.SHOWN
        : Banner.WAITING;
  }

  /** Returns the policy of one service and of all that are required. */
  private Policy alone(String service) {
    requireService(service);
    List<Category> categories = new ArrayList<>();
    for (Category category : policy.categories()) {
      List<Service> kept =
          category.services().stream()
              .filter(each -> category.required() || each.id().equals(service))
              .toList();
      categories.add(category.toBuilder().services(kept).build());
    }
    return policy.toBuilder()
        .categories(categories)
        .settings(policy.settings().toBuilder().undeclaredHosts(UndeclaredHandling.REPORT).build())
        .build();
  }

  private void requireService(String id) {
    if (policy.category(id).isPresent()) {
      throw new IllegalArgumentException(
          "'"
              + id
              + "' is a category: name one of its services, which are "
              + String.join(
                  ", ", policy.category(id).get().services().stream().map(Service::id).toList()));
    }
    // An unknown service is an error with a proposal.
    Choice.EVERYTHING.granted(id).under(policy);
  }
}
