package io.github.consent4j.cli.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.PlaywrightException;
import io.github.consent4j.cli.browser.ConsentControls.Control;
import io.github.consent4j.cli.browser.banner.AxeScript;
import io.github.consent4j.cli.browser.banner.BannerAudit;
import io.github.consent4j.cli.browser.banner.BannerResult;
import io.github.consent4j.cli.evidence.EvidenceFolder;
import io.github.consent4j.cli.evidence.Screenshot;
import io.github.consent4j.cli.evidence.Visit;
import io.github.consent4j.cli.evidence.VisitState;
import io.github.consent4j.format.EnumName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Visits the same pages of a site in each state of consent, each time in a fresh profile. Only the
 * thread that started the browser may use it.
 */
public final class SiteVisits {

  private final InstalledBrowser browser;
  private final String tool;
  private final AuditLimits limits;
  private final ConsentControls controls;
  private final EvidenceFolder folder;
  private final Consumer<String> progress;
  private final SiteStart start;
  private final List<URI> pages = new ArrayList<>();

  /**
   * Opens the site for the first time.
   *
   * @param first the address to begin with
   * @param tool the name and version of this program
   * @param progress receives what is done next, in a few words
   * @throws ImpossibleAuditException if the site cannot be reached
   */
  public SiteVisits(
      InstalledBrowser browser,
      URI first,
      String tool,
      AuditLimits limits,
      ControlSelectors selectors,
      EvidenceFolder folder,
      Consumer<String> progress) {
    this.browser = browser;
    this.limits = limits;
    this.folder = folder;
    this.progress = progress;
    controls = new ConsentControls(selectors);
    this.tool = tool;
    start = SiteStart.of(browser, first, limits);
  }

  /** Returns the first page after its redirects. */
  public URI site() {
    return start.site();
  }

  /** Returns the public inventory of a site that uses this library; empty if there is none. */
  public Optional<String> inventory() {
    return start.inventory();
  }

  /**
   * Returns the visits, one for each state.
   *
   * @throws ImpossibleAuditException if the browser fails twice in the same state
   */
  public List<Visit> run() {
    return List.of(
        tried("without a decision", this::undecided),
        tried("after rejecting", () -> answered(VisitState.REJECTED)),
        tried("after accepting", () -> answered(VisitState.ACCEPTED)),
        tried("after withdrawing", this::withdrawn));
  }

  /** Tries again what a page has upset, which may close itself, go elsewhere or crash. */
  private static <T> T tried(String what, Supplier<T> visit) {
    try {
      return visit.get();
    } catch (PlaywrightException first) {
      try {
        return visit.get();
      } catch (PlaywrightException e) {
        throw new ImpossibleAuditException(
            "The visit " + what + " failed twice: " + InstalledBrowser.firstLine(e));
      }
    }
  }

  /**
   * Checks the banner of the first page.
   *
   * @param plugins the folder of plug-ins, in which axe-core may be
   * @throws ImpossibleAuditException if the browser fails twice
   */
  public BannerResult banner(Path plugins) {
    progress.accept("banner");
    try {
      Optional<AxeScript> axe = AxeScript.find(plugins);
      return tried("of the banner", () -> BannerAudit.of(this::openBanner, axe));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BannerProfile openBanner() {
    PageVisit visit = open();
    visit.open(start.site());
    visit.settle();
    return new BannerProfile(visit, controls);
  }

  private PageVisit open() {
    return new PageVisit(browser.freshProfile(), start.site().getHost(), limits);
  }

  private Visit undecided() {
    progress.accept("no decision");
    pages.clear();
    try (PageVisit visit = open()) {
      Crawl crawl = new Crawl(start, limits);
      List<Screenshot> pictures = new ArrayList<>();
      while (crawl.hasNext()) {
        URI address = crawl.next();
        progress.accept("no decision: " + address.getRawPath());
        crawl.add(visit.look(address));
        pages.add(address);
        if (pictures.isEmpty()) {
          pictures.addAll(pictures(visit, VisitState.UNDECIDED));
        }
      }
      return result(visit, VisitState.UNDECIDED, "", pictures);
    }
  }

  private Visit answered(VisitState state) {
    boolean accepted = state == VisitState.ACCEPTED;
    progress.accept(accepted ? "after accepting" : "after rejecting");
    try (PageVisit visit = open()) {
      visit.open(start.site());
      visit.settle();
      Optional<Choice> choice =
          accepted ? direct(visit, Control.ACCEPT) : refusal(visit, Control.SETTINGS);
      if (choice.isEmpty()) {
        return Visit.unreached(state, missing(accepted ? Control.ACCEPT : Control.REJECT));
      }
      decide(visit, choice.get());
      return result(visit, state, choice.get().how(), lookAround(visit, state));
    }
  }

  private Visit withdrawn() {
    progress.accept("after withdrawing");
    try (PageVisit visit = open()) {
      visit.open(start.site());
      visit.settle();
      Optional<Choice> yes = direct(visit, Control.ACCEPT);
      if (yes.isEmpty()) {
        return Visit.unreached(VisitState.WITHDRAWN, missing(Control.ACCEPT));
      }
      decide(visit, yes.get());
      pages.forEach(visit::look);
      visit.open(start.site());
      visit.settle();
      Optional<Choice> no = refusal(visit, Control.WITHDRAW);
      if (no.isEmpty()) {
        return Visit.unreached(VisitState.WITHDRAWN, missing(Control.WITHDRAW));
      }
      decide(visit, no.get());
      return result(
          visit,
          VisitState.WITHDRAWN,
          yes.get().how() + ", then " + no.get().how(),
          lookAround(visit, VisitState.WITHDRAWN));
    }
  }

  /** The control that decides, unless that is already done, and the way to it in words. */
  private record Choice(Optional<Locator> control, String how) {}

  private Optional<Choice> direct(PageVisit visit, Control control) {
    if (!visit.isResponsive()) {
      return Optional.empty();
    }
    return controls
        .find(visit.page(), control)
        .map(found -> new Choice(Optional.of(found), ConsentControls.words(found)));
  }

  /**
   * Returns the control that refuses everything.
   *
   * @param behind the control that leads to it, if it is not there yet; for a withdrawal it is
   *     itself the answer if nothing else follows
   */
  private Optional<Choice> refusal(PageVisit visit, Control behind) {
    Optional<Choice> reject = direct(visit, Control.REJECT);
    if (reject.isPresent()) {
      return reject;
    }
    Optional<Choice> way = direct(visit, behind);
    if (way.isEmpty()) {
      return Optional.empty();
    }
    visit.begin();
    way.get().control().ifPresent(ConsentControls::click);
    visit.settle();
    Optional<Choice> second = direct(visit, Control.REJECT);
    if (second.isEmpty()) {
      second = direct(visit, Control.SAVE);
      second.ifPresent(save -> SwitchesOff.all(visit.page()));
    }
    return second
        .map(last -> new Choice(last.control(), way.get().how() + ", then " + last.how()))
        .or(
            () ->
                behind == Control.WITHDRAW
                    ? Optional.of(new Choice(Optional.empty(), way.get().how()))
                    : Optional.empty());
  }

  private static void decide(PageVisit visit, Choice choice) {
    if (choice.control().isPresent()) {
      visit.begin();
      ConsentControls.click(choice.control().get());
    }
    visit.settle();
    visit.note();
  }

  private List<Screenshot> lookAround(PageVisit visit, VisitState state) {
    List<Screenshot> pictures = new ArrayList<>();
    for (URI address : pages) {
      visit.look(address);
      if (pictures.isEmpty()) {
        pictures.addAll(pictures(visit, state));
      }
    }
    return pictures;
  }

  private List<Screenshot> pictures(PageVisit visit, VisitState state) {
    List<Screenshot> pictures = new ArrayList<>();
    for (int width : List.of(PageVisit.NARROW, PageVisit.WIDE)) {
      String file = "screenshots/" + EnumName.of(state) + "-" + width + ".png";
      String digest = folder.write(file, visit.picture(width));
      pictures.add(new Screenshot(file, visit.path(), state, width, digest));
    }
    return pictures;
  }

  private Visit result(PageVisit visit, VisitState state, String how, List<Screenshot> pictures) {
    String har = "traffic/" + EnumName.of(state) + ".har";
    folder.write(har, visit.har(tool, browser.version()));
    return new Visit(
        state, true, how, visit.pages(), visit.stored(), visit.contacts(), pictures, har);
  }

  private String missing(Control control) {
    String verb = EnumName.of(control);
    return controls
        .selector(control)
        .map(own -> "--" + verb + "-selector '" + own + "' matches nothing that can be seen")
        .orElse(
            "no control to "
                + verb
                + " was found; name it with --"
                + verb
                + "-selector if there is one");
  }
}
