package io.github.consent4j.cli.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.github.consent4j.cli.browser.ConsentControls.Control;
import io.github.consent4j.cli.browser.banner.BannerVisit;
import io.github.consent4j.cli.evidence.Contact;
import io.github.consent4j.cli.evidence.Stored;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A fresh profile on the first page of the site, for the checks of its banner. */
final class BannerProfile implements BannerVisit {

  private final PageVisit visit;
  private final ConsentControls controls;

  BannerProfile(PageVisit visit, ConsentControls controls) {
    this.visit = visit;
    this.controls = controls;
  }

  @Override
  public Page page() {
    return visit.page();
  }

  @Override
  public Optional<Locator> accept() {
    return controls.find(page(), Control.ACCEPT);
  }

  @Override
  public Optional<Locator> reject() {
    return controls.find(page(), Control.REJECT);
  }

  @Override
  public Optional<Locator> settings() {
    return controls.find(page(), Control.SETTINGS);
  }

  @Override
  public Set<String> traces() {
    visit.note();
    Set<String> traces = new TreeSet<>();
    visit.stored().stream().map(Stored::words).forEach(traces::add);
    visit.contacts().stream()
        .filter(Contact::thirdParty)
        .forEach(contact -> traces.add("contact with " + contact.host()));
    return traces;
  }

  @Override
  public void settle() {
    visit.settle();
  }

  @Override
  public void close() {
    visit.close();
  }
}
