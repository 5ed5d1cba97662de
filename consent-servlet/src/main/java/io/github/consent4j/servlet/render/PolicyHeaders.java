package io.github.consent4j.servlet.render;

import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.gate.header.ContentSecurityPolicy;
import io.github.consent4j.gate.header.PermissionsPolicy;
import io.github.consent4j.servlet.exchange.Audience;
import io.github.consent4j.servlet.exchange.CompiledPolicy;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.ResponseHead;
import java.util.List;
import java.util.Optional;

/** Headers that make browsers enforce what the visitor allows. */
public final class PolicyHeaders {

  private static final String PERMISSIONS = "Permissions-Policy";

  private PolicyHeaders() {}

  /** Adds them to a page, in addition to those of the application. */
  public static void add(Exchange exchange, Audience audience, ResponseHead container) {
    ContentSecurityPolicy csp = exchange.compiled().csp();
    if (csp.headerName().isEmpty()) {
      return;
    }
    String name = csp.headerName().get();
    Optional<AllowedServices> allowed =
        audience == Audience.VISITOR ? Optional.of(exchange.allowed()) : Optional.empty();
    PageContext page = exchange.page();
    String reportTo = exchange.base() + CompiledPolicy.REPORTS;
    String value =
        allowed
            .map(visitors -> csp.forVisitor(visitors, page, reportTo))
            .orElseGet(() -> csp.forEverybody(page, reportTo));
    // An error page may follow a page that already has the header.
    if (!container.headers(name).contains(value)) {
      container.addHeader(name, value);
    }
    if (csp.isEnforced()) {
      String storage = csp.storageAccess(allowed, page);
      container.setHeader(
          PERMISSIONS, PermissionsPolicy.merge(container.headers(PERMISSIONS), List.of(storage)));
    }
  }
}
