package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.ConsentEvent.Action;
import io.github.consent4j.consent.ConsentEvent.Way;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.UnknownIdException;
import io.github.consent4j.format.JsonWriter;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.page.Pages;
import io.github.consent4j.page.View;
import io.github.consent4j.record.Notice;
import io.github.consent4j.servlet.exchange.DecisionHeaders;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.Reply;
import io.github.consent4j.servlet.exchange.RequestHead;
import io.github.consent4j.servlet.exchange.ReturnPath;
import io.github.consent4j.servlet.exchange.SameSiteCheck;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Stores a visitor's choice, from a form of this site, in the consent cookie. */
final class ChoiceEndpoint implements Endpoint {

  @Override
  public void serve(Exchange exchange, RequestHead request, Reply response)
      throws IOException, RequestRefusedException {
    if (!SameSiteCheck.passes(request)) {
      throw new RequestRefusedException(
          HttpURLConnection.HTTP_FORBIDDEN,
          SameSiteCheck.isUntold(request)
              ? "Choices are only taken from pages of this site, and the request does not say that"
                  + " it comes from one: it has none of the headers Sec-Fetch-Site, Origin and"
                  + " Referer"
              : "Choices are only taken from pages of this site");
    }
    FormBody form = FormBody.of(request);
    String returnTo = returnTo(form, exchange, request);
    String next = returnTo;
    Optional<Notice> shown = form.all("notice").stream().findFirst().flatMap(exchange::notice);
    // Where a script of the site sends a choice, the library does not know what is shown.
    Way way = shown.isEmpty() && wantsJson(request) ? Way.SCRIPT : Way.FORM;
    if (isWipe(exchange, form)) {
      wipe(exchange, way, shown, response);
    } else {
      next = KeptCheck.next(exchange, form.one("lang"), returnTo);
      Action action = action(form);
      Consent decision = beside(shown, decide(exchange, form, action));
      boolean counts = keep(exchange, decision, way, action, shown, response);
      if (!counts) {
        tellUnproven(exchange, exchange.language(form.one("lang")), returnTo, request, response);
        return;
      }
      exchange.decisionLeaves();
    }
    Consent decided = exchange.consent();
    if (wantsJson(request)) {
      Responses.json(response, StateJson.of(decided));
    } else if (!FullLoad.serve(request, response, next)) {
      Responses.seeOther(response, next);
    }
  }

  private static String returnTo(FormBody form, Exchange exchange, RequestHead request)
      throws RequestRefusedException {
    Optional<String> wanted = form.one("return");
    if (wanted.isEmpty()) {
      return exchange.base();
    }
    return ReturnPath.of(wanted.get(), request)
        .orElseThrow(() -> bad("The address to return to is no path on this site"));
  }

  private static Action action(FormBody form) throws RequestRefusedException {
    Optional<String> choice = form.one("choice");
    if (choice.isEmpty() && !form.all("grant").isEmpty()) {
      return Action.SAVE;
    }
    return switch (choice.orElse("")) {
      case "accept-all" -> Action.ACCEPT_ALL;
      case "reject-all" -> Action.REJECT_ALL;
      case "save" -> Action.SAVE;
      case "grant" -> Action.GRANT;
      case "withdraw" -> Action.WITHDRAW;
      default -> throw bad("There is no such choice");
    };
  }

  private static Consent decide(Exchange exchange, FormBody form, Action action)
      throws RequestRefusedException {
    Decider decider = exchange.compiled().decider();
    Consent before = exchange.consent();
    Set<String> named = new LinkedHashSet<>(form.all("grant"));
    try {
      return switch (action) {
        case ACCEPT_ALL -> decider.acceptAll(before);
        case REJECT_ALL -> decider.rejectAll(before);
        case GRANT -> decider.grant(before, named);
        case WITHDRAW -> decider.withdraw(before, named);
        case SAVE, DELETE_EVERYTHING -> decider.save(before, named);
      };
    } catch (UnknownIdException e) {
      throw bad("There is no such category or service");
    }
  }

  private static RequestRefusedException bad(String message) {
    return new RequestRefusedException(HttpURLConnection.HTTP_BAD_REQUEST, message);
  }

  /** Returns whether the whole decision counts. Otherwise, only what it takes back does. */
  private static boolean keep(
      Exchange exchange,
      Consent decided,
      Way way,
      Action action,
      Optional<Notice> shown,
      Reply response) {
    Consent before = exchange.consent();
    AllowedServices allowed = exchange.allowed();
    boolean counts = exchange.decide(decided, way, action, shown);
    if (exchange.consent() != before) {
      Consent after = counts ? decided : exchange.consent();
      if (withdraws(allowed, AllowedServices.of(after), after)) {
        // Pages that the browser keeps for going back would show what is now refused. Pages of a
        // visitor who had allowed everything have no script that could correct that.
        response.setHeader("Clear-Site-Data", "\"cache\"");
      }
      DecisionHeaders.of(exchange, after)
          .forEach(header -> response.addHeader("Set-Cookie", header));
      exchange.released().forEach(header -> response.addHeader("Set-Cookie", header));
    }
    return counts;
  }

  /** Says that the visitor's consent does not count, as no record of it can be kept now. */
  private static void tellUnproven(
      Exchange exchange, String language, String returnTo, RequestHead request, Reply response)
      throws IOException {
    Pages pages = exchange.compiled().pages();
    response.setStatus(HttpURLConnection.HTTP_UNAVAILABLE);
    Responses.retryLater(response);
    if (wantsJson(request)) {
      byte[] json =
          JsonWriter.compact()
              .beginObject()
              .field("error", "unproven")
              .field("message", pages.unprovenText(language))
              .endObject()
              .toBytes();
      Responses.json(response, json);
    } else {
      View view = exchange.view(exchange.consent(), returnTo).in(language);
      Responses.framed(response, pages.unproven(view));
    }
  }

  /** Returns a consent whose decision names what the visitor was shown. */
  private static Consent beside(Optional<Notice> shown, Consent decided) {
    return shown.isPresent() && decided.decision() instanceof Decision.Made made
        ? Consent.of(decided.policy(), decided.marks(), made.beside(shown.get().shortId()))
        : decided;
  }

  private static boolean withdraws(AllowedServices before, AllowedServices after, Consent decided) {
    return IntStream.range(0, decided.policy().services().size())
        .anyMatch(i -> before.allows(i) && !after.allows(i));
  }

  private static boolean isWipe(Exchange exchange, FormBody form) throws RequestRefusedException {
    return form.one("choice").filter("delete-everything"::equals).isPresent()
        && exchange.compiled().policy().settings().clearSiteData();
  }

  /**
   * Deletes everything that the browser stores. Browsers do so after they have stored the cookies
   * of the same response, so they would delete the consent cookie as well. Instead the visitor is
   * asked again.
   */
  private static void wipe(Exchange exchange, Way way, Optional<Notice> shown, Reply response) {
    response.setHeader("Clear-Site-Data", "\"cookies\", \"storage\"");
    exchange.decide(exchange.compiled().undecided(), way, Action.DELETE_EVERYTHING, shown);
  }

  private static boolean wantsJson(RequestHead request) {
    String accept = request.header("Accept");
    return accept != null && accept.toLowerCase(Locale.ROOT).contains("application/json");
  }
}
