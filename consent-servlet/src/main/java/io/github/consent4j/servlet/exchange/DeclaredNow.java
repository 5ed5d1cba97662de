package io.github.consent4j.servlet.exchange;

import io.github.consent4j.gate.cookie.CookieDeclaration;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Service;
import io.github.consent4j.policy.UrlPattern;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.SeenJournal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the service that declares something under the policies in force, so that what was seen
 * before a change of the policy has the service of now. Immutable and thread-safe.
 */
final class DeclaredNow implements SeenJournal.ServiceLookup {

  private final List<CompiledPolicy> policies;

  DeclaredNow(List<CompiledPolicy> policies) {
    this.policies = policies;
  }

  @Override
  public Optional<String> service(Seen.Kind kind, String name, Optional<String> before) {
    Optional<String> found =
        switch (kind) {
          case COOKIE -> first(each -> cookie(each, name));
          case LOCAL_STORAGE, SESSION_STORAGE ->
              first(each -> each.cookieRules().declaringKey(name).map(Service::id));
          case SCRIPT -> first(each -> each.policy().service(name).map(Service::id));
          case HOST -> first(each -> host(each.policy(), name));
        };
    return found.or(() -> before.filter(id -> mayStillDeclare(kind, name, id)));
  }

  private Optional<String> first(Function<CompiledPolicy, Optional<String>> question) {
    return policies.stream().flatMap(each -> question.apply(each).stream()).findFirst();
  }

  private static Optional<String> cookie(CompiledPolicy compiled, String name) {
    List<CookieDeclaration> declarations = compiled.cookieRules().declaring(name);
    return declarations.isEmpty()
        ? Optional.empty()
        : Optional.of(compiled.policy().services().get(declarations.get(0).service()).id());
  }

  private static Optional<String> host(Policy policy, String name) {
    return policy.services().stream()
        .filter(
            service ->
                service.loads().urls().stream()
                    .anyMatch(url -> url.isWholeHost() && url.isOn(name)))
        .map(Service::id)
        .findFirst();
  }

  /** A generalised name, and a host of which a part is declared, say too little by themselves. */
  private boolean mayStillDeclare(Seen.Kind kind, String name, String id) {
    return policies.stream()
        .flatMap(each -> each.policy().service(id).stream())
        .anyMatch(
            service ->
                kind == Seen.Kind.HOST
                    ? service.loads().urls().stream().anyMatch(url -> names(url, name))
                    : name.endsWith("*") && !service.storesOnSite().isEmpty());
  }

  private static boolean names(UrlPattern url, String host) {
    return url.isOwn() || url.host().equals(host) || url.isOn(host);
  }
}
