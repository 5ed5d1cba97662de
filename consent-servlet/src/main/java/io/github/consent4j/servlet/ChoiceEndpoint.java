package io.github.consent4j.servlet;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.ConsentCookie;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.UnknownIdException;
import io.github.consent4j.gate.SetCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Takes a visitor's choice from a form on this site and keeps it in the consent cookie. */
final class ChoiceEndpoint implements Endpoint {

  @Override
  public void serve(Visit visit, HttpServletRequest request, HttpServletResponse response)
      throws IOException, Refusal {
    if (!SameSiteCheck.passes(request)) {
      throw new Refusal(
          HttpServletResponse.SC_FORBIDDEN, "Choices are only taken from pages of this site");
    }
    FormBody form = FormBody.of(request);
    String returnTo = returnTo(form, visit);
    Consent decided = decide(visit, form);
    keep(visit, decided, response);
    if (wantsJson(request)) {
      Answer.json(response, StateJson.of(decided));
    } else {
      Answer.unstored(response);
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader("Location", returnTo);
    }
  }

  private static String returnTo(FormBody form, Visit visit) throws Refusal {
    Optional<String> wanted = form.one("return");
    if (wanted.isEmpty()) {
      return visit.base();
    }
    return ReturnPath.of(wanted.get())
        .orElseThrow(() -> bad("The address to return to is no path on this site"));
  }

  private static Consent decide(Visit visit, FormBody form) throws Refusal {
    Decider decider = visit.compiled().decider();
    Set<String> grants = new LinkedHashSet<>(form.all("grant"));
    String choice = form.one("choice").orElse(grants.isEmpty() ? "" : "save");
    try {
      return switch (choice) {
        case "accept-all" -> decider.acceptAll(visit.consent());
        case "reject-all" -> decider.rejectAll(visit.consent());
        case "save" -> decider.save(visit.consent(), grants);
        case "grant" -> decider.grant(visit.consent(), grants);
        case "withdraw" -> decider.withdraw(visit.consent(), grants);
        default -> throw bad("There is no such choice");
      };
    } catch (UnknownIdException e) {
      throw bad("There is no such category or service");
    }
  }

  private static Refusal bad(String message) {
    return new Refusal(HttpServletResponse.SC_BAD_REQUEST, message);
  }

  private static void keep(Visit visit, Consent decided, HttpServletResponse response) {
    CompiledPolicy compiled = visit.compiled();
    if (decided.decision() instanceof Decision.Made made) {
      SetCookie cookie =
          new SetCookie(
              ConsentCookie.NAME,
              compiled.cookie().encode(made),
              Optional.empty(),
              visit.contextPath().isEmpty() ? "/" : visit.contextPath(),
              OptionalLong.of(compiled.cookie().maxAgeSeconds()),
              visit.page().scheme().equals("https"),
              false);
      response.addHeader("Set-Cookie", cookie.toString());
    }
    // as long as there are several, none of them counts
    if (visit.hasSeveralConsentCookies()) {
      compiled
          .sweep()
          .rivals(ConsentCookie.NAME, visit.page(), visit.contextPath())
          .forEach(expiry -> response.addHeader("Set-Cookie", expiry));
    }
    visit
        .expiries(decided, ThreadLocalRandom.current().nextInt())
        .forEach(expiry -> response.addHeader("Set-Cookie", expiry));
  }

  private static boolean wantsJson(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.toLowerCase(Locale.ROOT).contains("application/json");
  }
}
