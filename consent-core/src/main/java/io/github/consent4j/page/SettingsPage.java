package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.page.markup.Element;
import io.github.consent4j.policy.Category;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.Site;
import java.util.List;
import java.util.Optional;

/**
 * The second layer: a switch for every category and every service, and a list of everything that is
 * stored.
 *
 * <p>A category's switch stands for all its services. Without a script, the services of a category
 * that is switched on show the word "on" in place of their switches, so that the page shows exactly
 * what is saved.
 */
final class SettingsPage {

  private final Policy policy;
  private final View view;
  private final Consent consent;
  private final Parts parts;
  private final Messages messages;
  private final ServiceDetails details;
  private final boolean keepsRecords;

  SettingsPage(Policy policy, View view, Parts parts, boolean keepsRecords) {
    this.keepsRecords = keepsRecords;
    this.policy = policy;
    this.view = view;
    this.consent = view.consent();
    this.parts = parts;
    this.messages = parts.messages();
    this.details = new ServiceDetails(parts);
  }

  String html() {
    String title = messages.get("title") + " \u2013 " + parts.say(policy.site().name());
    return Document.html(
        parts,
        "settings",
        view.saved() ? outcome() + ' ' + title : title,
        "document.css",
        Optional.of("settings.js"),
        body());
  }

  Element body() {
    return element("body").add(element("main").add(form()).add(wipe()));
  }

  private Element introduction() {
    return element("header")
        .add(back().map(link -> link.attr("class", "back")))
        .add(element("h1").text(messages.get("title")))
        .add(view.saved() ? Optional.of(saved()) : Optional.empty())
        .add(element("p").text(messages.get("intro", parts.say(policy.site().name()))))
        .add(PrivacyNote.of(policy, view, messages))
        .add(element("p").text(messages.get("withdraw")))
        .add(new DecisionFacts(parts, keepsRecords).of(consent.decision(), view.base()))
        .add(policy.site().controller().map(this::responsible))
        .add(element("p", "links").add(parts.legalLinks(policy.site())));
  }

  /** Returns who is responsible for the processing of data, and how to reach them. */
  private Element responsible(Site.Controller controller) {
    return element("dl")
        .add(details.fact("controller", Optional.of(controller.name())))
        .add(details.fact("address", controller.address()))
        .add(details.fact("contact", controller.contact()))
        .add(details.fact("data-protection-officer", controller.dataProtectionOfficer()));
  }

  /** Returns a link to the page that the visitor came from, if there is one. */
  private Optional<Element> back() {
    return parts.returnsToSettings()
        ? Optional.empty()
        : Optional.of(
            element("a").attr("href", parts.returnTo()).text(messages.get("choice.back")));
  }

  private Element saved() {
    return element("p", "saved")
        .attr("role", "status")
        .attr("tabindex", "-1")
        .flag("autofocus")
        .text(outcome() + ' ')
        .add(back());
  }

  /**
   * Returns the result of a choice that was sent. If there is no decision, the browser has not kept
   * the cookie.
   */
  private String outcome() {
    return messages.get(consent.isMade() ? "choice.saved" : "choice.unkept");
  }

  /**
   * Returns the form. It contains the introduction too, so that the answers stay visible from the
   * first line on.
   */
  private Element form() {
    return parts
        .form(ConsentEvent.Layer.SETTINGS, addressAfterChoice())
        // The switches show the decision, not the state in which the visitor left them.
        .attr("autocomplete", "off")
        .add(introduction())
        .add(policy.categories().stream().filter(Category::isShown).map(this::category).toList())
        .add(answers());
  }

  /** Returns the buttons; empty if there is nothing to decide. */
  private Optional<Element> answers() {
    return policy.categories().stream().allMatch(Category::isAlwaysOpen)
        ? Optional.empty()
        : Optional.of(
            element("div", "answers")
                .add(choice("accept-all"), choice("reject-all"), choice("save")));
  }

  /**
   * Returns the button that tells the browser to delete everything that it stores for the site, if
   * the site offers it.
   */
  private Optional<Element> wipe() {
    return policy.settings().clearSiteData()
        ? Optional.of(
            parts
                .form(ConsentEvent.Layer.SETTINGS, view.base())
                .attr("class", "wipe")
                .add(
                    element("p").text(messages.get("delete-everything")),
                    choice("delete-everything")))
        : Optional.empty();
  }

  /**
   * Returns the address after a choice. A visitor who came from a page returns to it; any other
   * visitor stays on the settings page, which shows the result.
   */
  private String addressAfterChoice() {
    return parts.returnsToSettings()
        ? parts.inThisLanguage(WebLink.with(view.base(), "saved", "1"))
        : parts.returnTo();
  }

  private Element choice(String value) {
    return parts.choice(value, messages.get("choice." + value));
  }

  private Element category(Category category) {
    return element("section", "category")
        .add(
            element("div", "head")
                .add(
                    element("h2")
                        .add(
                            element("label")
                                .attr("for", id(category.id()))
                                .add(parts.said(category.title()))))
                .add(control(category.id(), category.required(), consent.allows(category.id()))),
            element("p").add(parts.said(category.description())),
            element("ul").add(category.services().stream().map(s -> row(category, s)).toList()));
  }

  private Element row(Category category, Service service) {
    Element head =
        element("div", "head")
            .add(
                element("h3")
                    .add(
                        element("label")
                            .attr("for", id(service.id()))
                            .add(parts.said(service.name()))));
    if (!category.required() && !parts.areForCopy()) {
      head.add(element("span", "included").text(messages.get("included")));
    }
    return element("li")
        .add(
            head.add(control(service.id(), category.required(), consent.allows(service.id()))),
            element("p").add(parts.said(service.purpose())),
            details.of(service));
  }

  private List<Element> control(String id, boolean required, boolean allowed) {
    Element box =
        element("input", "switch")
            .attr("type", "checkbox")
            .attr("id", id(id))
            .flagIf(required || allowed, "checked");
    if (!required) {
      return List.of(box.attr("name", "grant").attr("value", id));
    }
    String description = id(id) + "-always";
    return List.of(
        element("span", "always").attr("id", description).text(messages.get("always-on")),
        box.flag("disabled").attr("aria-describedby", description));
  }

  private static String id(String id) {
    return "grant-" + id;
  }
}
