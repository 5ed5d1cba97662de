package io.github.consent4j.servlet.exchange;

import io.github.consent4j.gate.PageContext;
import io.github.consent4j.policy.DecisionCookie;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.Provider;
import io.github.consent4j.policy.Service;
import io.github.consent4j.seen.Seen;
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
  private final ComingBack comingBack;
  private final CookieNotices notices;
  private final BufferRoom bufferRoom;
  private final Map<Form, CompiledPolicy> others = new ConcurrentHashMap<>();

  /** The values in which the forms of a policy differ. */
  private record Form(List<List<String>> domains, DecisionCookie cookie) {}

  /** What was seen under the policies that this one has replaced. */
  private final SeenBefore before;

  public PoliciesByHost(CompiledPolicy usual) {
    this(usual, new ComingBack(), new CookieNotices(), SeenBefore.NOTHING);
  }

  private PoliciesByHost(
      CompiledPolicy usual, ComingBack comingBack, CookieNotices notices, SeenBefore before) {
    this.usual = usual;
    this.comingBack = comingBack;
    this.notices = notices;
    this.before = before;
    bufferRoom = BufferRoom.of(usual);
  }

  /** Returns the forms of another policy, which continue what was seen under this one. */
  public PoliciesByHost replacedBy(CompiledPolicy other) {
    boolean sameCookie =
        other.policy().settings().cookie().equals(usual.policy().settings().cookie());
    return new PoliciesByHost(
        other,
        sameCookie ? comingBack : new ComingBack(),
        sameCookie ? notices : new CookieNotices(),
        new SeenBefore(cookies(), hosts(), reports()));
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
    return before.cookiesAnd(
        Stream.concat(Stream.of(usual), others.values().stream())
            .flatMap(compiled -> compiled.cookieRules().reported().stream()));
  }

  @Override
  public List<Seen.Item> items() {
    return usual.journal().items();
  }

  @Override
  public List<Seen.Host> hosts() {
    return before.hostsAnd(usual.hostLog().reported().stream());
  }

  @Override
  public List<Seen.Report> reports() {
    return before.reportsAnd(usual.browserReports().reported().stream());
  }
}
