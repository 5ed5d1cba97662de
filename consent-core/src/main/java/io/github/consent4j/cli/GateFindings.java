package io.github.consent4j.cli;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.GateListener;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.html.HtmlGate;
import io.github.consent4j.gate.html.HtmlGates;
import io.github.consent4j.gate.html.Insertions;
import io.github.consent4j.gate.html.StyleGate;
import io.github.consent4j.gate.rule.HtmlRules;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Enforcement;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the HTML gate finds in pages under one policy: what each service loads, and the hosts that
 * no service declares. Every service counts as one that needs consent, so that the gate tells of
 * all of them. Not thread-safe.
 */
final class GateFindings implements GateListener {

  /** One thing that pages load: a host, or a script that is recognised otherwise. */
  record Load(String service, String host) {}

  private final HtmlRules rules;
  private final HtmlGates gates;
  private final AllowedServices nothing;
  private final Map<Load, Set<String>> declared = new LinkedHashMap<>();
  private final Map<String, Set<String>> undeclared = new LinkedHashMap<>();
  private final Set<String> languages = new LinkedHashSet<>();
  private String page = "";

  GateFindings(Policy policy) {
    Policy asking =
        policy.toBuilder()
            .categories(policy.categories().stream().map(GateFindings::asking).toList())
            .build();
    rules = HtmlRules.of(asking, this);
    gates = HtmlGates.of(rules);
    nothing = AllowedServices.of(Consent.of(asking, RevisionMarks.of(asking), Decision.UNDECIDED));
  }

  private static Category asking(Category category) {
    return category.toBuilder().required(false).enforce(Enforcement.ON).build();
  }

  /** Reads a page or a style sheet. */
  void read(SiteCrawler.Page read) throws IOException {
    page = read.address().getRawPath();
    PageContext context =
        new PageContext(read.address().getScheme(), String.valueOf(read.address().getHost()));
    byte[] body = read.body();
    if (read.isHtml()) {
      HtmlGate gate =
          new HtmlGate(gates, nothing, context, new Unchanged(), (bytes, from, length) -> {});
      gate.write(body, 0, body.length);
      gate.finish();
    } else if (read.isStyle()) {
      StyleGate gate = new StyleGate(rules, nothing, context, (bytes, from, length) -> {}, null);
      gate.write(body, 0, body.length);
      gate.finish();
    }
  }

  /** Learns the language of pages, whose bytes nobody sees. */
  private final class Unchanged implements Insertions {
    @Override
    public void language(String tag) {
      languages.add(tag);
    }

    @Override
    public String frame(Service service, String url) {
      return "about:blank";
    }
  }

  @Override
  public void seen(Kind kind, String host, @Nullable Service service) {
    Set<String> pages =
        service == null
            ? undeclared.computeIfAbsent(host, key -> new LinkedHashSet<>())
            : declared.computeIfAbsent(new Load(service.id(), host), key -> new LinkedHashSet<>());
    pages.add(page);
  }

  /** What services load, each with the paths of its pages. */
  Map<Load, Set<String>> declared() {
    return declared;
  }

  /** The hosts that no service declares, each with the paths of its pages. */
  Map<String, Set<String>> undeclared() {
    return undeclared;
  }

  /** The languages that pages declare, in the order they were met. */
  Set<String> languages() {
    return languages;
  }
}
