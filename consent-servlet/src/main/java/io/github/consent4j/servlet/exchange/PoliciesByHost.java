package io.github.consent4j.servlet.exchange;

import io.github.consent4j.gate.PageContext;
import io.github.consent4j.policy.DecisionCookie;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import io.github.consent4j.seen.Seen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The forms of a policy for the hosts that the site is served at. The form is the same for all
 * hosts, except for hosts that are domains of a provider, and where the name of the consent cookie
 * requires https. There are at most twice as many forms as there are such domains. Thread-safe.
 */
public final class PoliciesByHost implements Seen {

  private final CompiledPolicy usual;
  private final ComingBack comingBack = new ComingBack();
  private final CookieNotices notices = new CookieNotices();
  private final BufferRoom bufferRoom;
  private final Map<Form, CompiledPolicy> others = new ConcurrentHashMap<>();

  /** The values in which the forms of a policy differ. */
  private record Form(List<List<String>> domains, DecisionCookie cookie) {}

  public PoliciesByHost(CompiledPolicy usual) {
    this.usual = usual;
    bufferRoom = BufferRoom.of(usual);
  }

  /** Returns the form for hosts that belong only to the site. */
  public CompiledPolicy usual() {
    return usual;
  }

  /** Returns the object that detects that decisions do not come back. */
  ComingBack comingBack() {
    return comingBack;
  }

  BufferRoom bufferRoom() {
    return bufferRoom;
  }

  /** Returns the form for a host and the scheme of a request. */
  CompiledPolicy at(PageContext page) {
    Policy atHost = usual.policy().servedAt(page.host());
    Policy there = atHost.servedOver(page.scheme());
    notices.of(page, usual.policy().settings().cookie());
    if (there == usual.policy()) {
      return usual;
    }
    List<List<String>> foreign =
        there.services().stream().map(Service::provider).map(Provider::domains).toList();
    return others.computeIfAbsent(
        new Form(foreign, there.settings().cookie()), key -> usual.with(there));
  }

  /** {@inheritDoc} Each stands there once, wherever the site is served. */
  @Override
  public List<Seen.Cookie> cookies() {
    Map<List<String>, Seen.Cookie> seen = new LinkedHashMap<>();
    Stream.concat(Stream.of(usual), others.values().stream())
        .flatMap(compiled -> compiled.cookieRules().reported().stream())
        .forEach(
            cookie ->
                seen.merge(List.of(cookie.name(), cookie.service()), cookie, Seen.Cookie::plus));
    return List.copyOf(seen.values());
  }

  @Override
  public List<Seen.Host> hosts() {
    return usual.hostLog().reported();
  }

  @Override
  public List<Seen.Report> reports() {
    return usual.browserReports().reported();
  }
}
