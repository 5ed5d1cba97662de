package io.github.consent4j.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.page.asset.Assets;
import io.github.consent4j.policy.ReferencePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Measures what one page costs a visitor of the reference site, compressed with gzip -9. The table
 * is written to {@code target/budget.txt} and printed. A value above its limit fails the build.
 *
 * <p>A page of the site loads its script, and one style sheet that also serves the library's
 * content in its frames. The settings are a page of their own. {@code rules.js} and {@code
 * shared.js} are loaded only when the visitor has decided. The page has a blocked frame that
 * contains {@code embed.js}, which is loaded once for any number of such frames.
 */
class BudgetTest {

  private static final Pattern SCRIPT = Pattern.compile("src=\"/app/consent/assets/([^\"]+)\"");

  private final Visitors visitors = Visitors.of(ReferencePolicy.get());
  private final Assets assets = Assets.of(visitors.policy(), RevisionMarks.of(visitors.policy()));
  private final Pages pages = visitors.pages();
  private final List<String> table = new ArrayList<>();
  private final List<String> exceeded = new ArrayList<>();

  /** Returns the size of all scripts that a page refers to. */
  private int scripts(Consent consent) {
    View view = Visitors.view(consent);
    Matcher script = SCRIPT.matcher(pages.head(view) + pages.body(view));
    return script.results().mapToInt(found -> gzipped(found.group(1))).sum();
  }

  private int gzipped(String path) {
    return assets.find(path).orElseThrow().gzipped().length;
  }

  private int asset(String name) {
    return gzipped(assets.pathOf(name));
  }

  private int kept() {
    return Gzip.length(pages.unkeptScript());
  }

  private void row(String what, int bytes, int limit) {
    String row = String.format("%-44s %5d of %5d", what, bytes, limit);
    table.add(row);
    if (bytes > limit) {
      exceeded.add(row);
    }
  }

  @Test
  void no_page_exceeds_its_budget() throws IOException {
    Consent undecided = visitors.undecided();
    int inFrame = asset("embed.js");
    row("script before a decision, with a frame", scripts(undecided) + inFrame, 5000);
    int decided = scripts(visitors.who("twitter"));
    row("script after one: the guard", decided, 3150);
    row("the same with a frame held back", decided + inFrame, 3200);
    row("the same for who refused everything", scripts(visitors.who()) + inFrame, 3200);
    row("script for who allowed everything", scripts(visitors.acceptingAll()), 350);
    row("page.js of it", asset("page.js"), 1750);
    row("swap.js, where the site swaps its documents", asset("swap.js"), 980);
    row("follow.js, when the decision has changed", asset("follow.js"), 400);
    row("shared.js, when something comes to life", asset("shared.js"), 3310);
    // It also reads the cookie's first version, which has no notice: 10 bytes.
    row("rules.js, when a decision is made", asset("rules.js"), 2310);
    row("kept.js, in a browser without cookies", kept(), 610);
    row("notes.js, where a page has a notice", asset("notes.js"), 400);
    row("embed.js, in a frame that is held back", asset("embed.js"), 130);
    row("settings.js, on the settings page", asset("settings.js"), 545);
    row("style of banner, notices and placeholders", asset("panel.css"), 2500);
    row("style of the settings page", asset("document.css"), 2500);
    row("banner in English", Gzip.length(pages.body(Visitors.view(undecided))), 2000);

    String text = String.join("\n", table) + "\n";
    Files.writeString(Path.of("target", "budget.txt"), text);
    assertThat(exceeded).as("over budget:%n%s", text).isEmpty();
  }
}
