package io.github.consent4j.cli.report;

import io.github.consent4j.audit.rule.Finding;
import io.github.consent4j.audit.rule.Rule;
import io.github.consent4j.audit.rule.Severity;
import io.github.consent4j.cli.evidence.Audit;
import io.github.consent4j.cli.evidence.BannerCheck;
import io.github.consent4j.cli.evidence.Contact;
import io.github.consent4j.cli.evidence.Screenshot;
import io.github.consent4j.cli.evidence.Stored;
import io.github.consent4j.cli.evidence.Stored.Flags;
import io.github.consent4j.cli.evidence.Stored.Kind;
import io.github.consent4j.cli.evidence.Stored.SetBy;
import io.github.consent4j.cli.evidence.Visit;
import io.github.consent4j.cli.evidence.VisitState;
import io.github.consent4j.cli.evidence.VisitedPage;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The evidence of a shop that counts its visitors whatever they say. */
final class SampleAudit {

  static final Stored SESSION = cookie("JSESSIONID", OptionalLong.empty(), SetBy.SERVER, false);
  static final Stored COUNTER =
      cookie("_ga", OptionalLong.of(399L * 24 * 3600), SetBy.SCRIPT, false);
  static final Stored CHOICE =
      cookie("consent", OptionalLong.of(180L * 24 * 3600), SetBy.SCRIPT, false);
  static final Stored STRANGER = cookie("uid", OptionalLong.of(3600), SetBy.SERVER, true);
  static final Stored KEY =
      new Stored(
          Kind.LOCAL_STORAGE,
          "recommendations",
          "www.shop.example",
          "",
          OptionalLong.empty(),
          Flags.NONE,
          SetBy.SCRIPT,
          "/basket",
          false);

  static final Contact TRACKER = contact("pixel.tracker.example", "image");
  static final Contact VIDEO = contact("video.example", "document");
  static final Contact OWN = new Contact("www.shop.example", "/", "document", "GET", "/", 1, false);

  static final Rule BEFORE =
      new Rule(
          "set-before-consent",
          Severity.ERROR,
          "What needs consent is not stored without it",
          "Storing in the visitor's browser needs prior consent unless it is strictly necessary.",
          "Let what stores it ask first, or declare why it is strictly necessary.",
          "Directive 2002/58/EC, Art. 5(3)");
  static final Rule CONTACTED =
      new Rule(
          "contacted-before-consent",
          Severity.ERROR,
          "A third party is contacted without consent",
          "The third party receives the visitor's address before the visitor could refuse.",
          "Let what contacts it ask first, or serve it yourself.",
          "Directive 2002/58/EC, Art. 5(3)");
  static final Rule LONG =
      new Rule(
          "long-lifetime",
          Severity.WARNING,
          "A cookie lives for more than 13 months",
          "A lifetime is to be proportionate to the purpose.",
          "Shorten the lifetime to what the purpose needs.",
          "GDPR Art. 5(1)(e)");

  private SampleAudit() {}

  static Stored cookie(String name, OptionalLong seconds, SetBy setBy, boolean third) {
    return new Stored(
        Kind.COOKIE,
        name,
        third ? "tracker.example" : "www.shop.example",
        "/",
        seconds,
        new Flags(true, setBy == SetBy.SERVER, true, third ? "None" : "Lax", false),
        setBy,
        "/",
        third);
  }

  static Contact contact(String host, String type) {
    return new Contact(host, "/p.gif", type, "GET", "/", 3, true);
  }

  /** Returns the findings about a thing, in the words of the visits' rules. */
  static Finding about(Rule rule, String subject) {
    return new Finding(
        rule, subject, subject + " is there before any decision, first on / (nobody declares it).");
  }

  static Finding counter() {
    return about(BEFORE, COUNTER.words());
  }

  /** Returns an audit with findings of several kinds. */
  static Audit audit() {
    return audit(
        List.of(
            counter(),
            about(BEFORE, STRANGER.words()),
            about(CONTACTED, TRACKER.host()),
            about(LONG, COUNTER.words()),
            new Finding(
                    LONG,
                    SESSION.words(),
                    "Cookie JSESSIONID of www.shop.example lives for 500 days.")
                .waived("Sessions of the shop's tills")));
  }

  static Audit audit(List<Finding> findings) {
    return new Audit(
        URI.create("https://www.shop.example/"),
        Instant.parse("2026-11-29T18:00:00Z"),
        Instant.parse("2026-11-29T18:03:20Z"),
        "consent 0.1.0",
        "Chromium 140",
        List.of("consent.yaml"),
        List.of(
            visit(VisitState.UNDECIDED, "", List.of(SESSION, COUNTER, STRANGER), OWN, TRACKER),
            visit(
                VisitState.REJECTED,
                "button 'Reject all'",
                List.of(SESSION, COUNTER, CHOICE),
                OWN,
                TRACKER),
            visit(
                VisitState.ACCEPTED,
                "button 'Accept all'",
                List.of(SESSION, COUNTER, CHOICE, STRANGER, KEY),
                OWN,
                TRACKER,
                VIDEO),
            Visit.unreached(
                VisitState.WITHDRAWN,
                "no control to withdraw was found; name it with --withdraw-selector if there is one")),
        checks(),
        findings);
  }

  static List<BannerCheck> checks() {
    List<BannerCheck> checks = new ArrayList<>();
    for (int width : new int[] {1440, 360, 320}) {
      checks.add(
          new BannerCheck(
              "no-reject-first-layer",
              true,
              "'Accept all' and 'Reject all' are on the first layer.",
              "/",
              width));
      checks.add(
          new BannerCheck(
              "size-asymmetry",
              width > 400,
              width > 400
                  ? "'Accept all' is 188 x 44 px, 'Reject all' is 188 x 44 px; both have 15 px"
                      + " letters of weight 600, border none."
                  : "'Accept all' is 151 x 44 px, 'Reject all' is 90 x 30 px; both have 15 px"
                      + " letters of weight 600, border none.",
              "/",
              width));
    }
    return checks;
  }

  private static Visit visit(
      VisitState state, String how, List<Stored> stored, Contact... contacts) {
    String name = state.name().toLowerCase(java.util.Locale.ROOT);
    List<Screenshot> screenshots =
        Stream.of(1440, 360)
            .map(
                width ->
                    new Screenshot(
                        "screenshots/" + name + "-" + width + ".png",
                        "/",
                        state,
                        width,
                        "00".repeat(32)))
            .toList();
    return new Visit(
        state,
        true,
        how,
        List.of(
            new VisitedPage("/", 200),
            new VisitedPage("/basket", 200),
            new VisitedPage("/gone", 404)),
        stored,
        List.of(contacts),
        screenshots,
        "traffic/" + name + ".har");
  }
}
