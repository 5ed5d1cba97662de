package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.policy.UrlPattern;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.Occurrence;
import io.github.consent4j.servlet.exchange.CompiledPolicy;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.Referrer;
import io.github.consent4j.servlet.exchange.RequestHead;
import java.util.List;

/** Adds the hosts in one report of a browser to what was seen. Not thread-safe. */
final class BlockedHosts {

  private final Exchange exchange;
  private final CompiledPolicy compiled;
  private final String page;

  /**
   * @param request the request with the report
   */
  BlockedHosts(Exchange exchange, RequestHead request) {
    this.exchange = exchange;
    compiled = exchange.compiled();
    page = Referrer.of(request, exchange.base()).orElse("");
  }

  /**
   * Adds one violation of the content security policy.
   *
   * @param directive the directive, as the browser names it
   * @param blocked the URL that was not loaded, or its origin
   */
  void add(String directive, String blocked) {
    compiled
        .browserReports()
        .add(directive, blocked)
        .filter(host -> !host.equals(exchange.page().host()))
        .ifPresent(host -> note(host, blocked));
  }

  private void note(String host, String blocked) {
    AllowedServices allowed = exchange.allowed();
    boolean isHeld = compiled.csp().isEnforced();
    for (int service : compiled.urls().owners(blocked)) {
      List<UrlPattern> patterns = compiled.urls().patterns(service, blocked);
      if (!patterns.isEmpty()) {
        Occurrence occurrence = allowed.occurrence(service).heldIf(isHeld);
        String id = compiled.policy().services().get(service).id();
        compiled.journal().reported(Seen.Kind.HOST, patterns.get(0).host(), id, page, occurrence);
        return;
      }
    }
    Occurrence occurrence = allowed.occurrence().heldIf(isHeld);
    compiled.journal().reported(Seen.Kind.HOST, host, null, page, occurrence);
  }
}
