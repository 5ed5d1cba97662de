package io.github.consent4j.spring.test;

import io.github.consent4j.gate.PageContext;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.servlet.ConsentFilter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about what a response sets, loads and holds back. The rules and gates of the filter
 * itself judge, under the policy in force at the page.
 *
 * <pre>{@code
 * assertThat(response).setsNoCookieOf("econda").holdsBack("youtube").showsBanner();
 * }</pre>
 */
public final class ConsentResponseAssert
    extends AbstractAssert<ConsentResponseAssert, ReceivedResponse> {

  ConsentResponseAssert(ReceivedResponse response) {
    super(response, ConsentResponseAssert.class);
  }

  private ResponseJudge judge() {
    PageContext page = actual.page();
    Policy policy = PolicyOfTest.find(actual.policy());
    return new ResponseJudge(
        policy.at(page.host(), page.path()).servedAt(page.host()).servedOver(page.scheme()),
        actual);
  }

  /** Names the filter whose policy is in force, where it cannot be found. */
  public ConsentResponseAssert under(ConsentFilter filter) {
    return new ConsentResponseAssert(actual.under(filter::policy));
  }

  /** Names the policy in force, where it cannot be found. */
  public ConsentResponseAssert under(Policy policy) {
    return new ConsentResponseAssert(actual.under(() -> policy));
  }

  /**
   * The response sets a cookie. One that it deletes does not count.
   *
   * @param name of the cookie
   */
  public ConsentResponseAssert setsCookie(String name) {
    List<String> cookies = judge().cookies();
    require(cookies.contains(name), "the cookie '%s' to be set, but %s", name, set(cookies));
    return this;
  }

  /**
   * The response does not set a cookie. It may delete it.
   *
   * @param name of the cookie
   */
  public ConsentResponseAssert setsNoCookie(String name) {
    List<String> cookies = judge().cookies();
    require(!cookies.contains(name), "no cookie '%s', but %s", name, set(cookies));
    return this;
  }

  /**
   * The response sets a cookie that a service declares and that no required service declares too.
   *
   * @param service identifier
   * @throws io.github.consent4j.consent.UnknownIdException if the policy has no such service
   */
  public ConsentResponseAssert setsCookieOf(String service) {
    ResponseJudge judge = judge();
    require(
        !judge.cookiesOf(service).isEmpty(),
        "a cookie of '%s' to be set, but %s",
        service,
        set(judge.cookies()));
    return this;
  }

  /**
   * The response sets no cookie that a service declares and that no required service declares too.
   *
   * @param service identifier
   * @throws io.github.consent4j.consent.UnknownIdException if the policy has no such service
   */
  public ConsentResponseAssert setsNoCookieOf(String service) {
    List<String> cookies = judge().cookiesOf(service);
    require(cookies.isEmpty(), "no cookie of '%s', but %s", service, set(cookies));
    return this;
  }

  /** The response sets no cookie but the consent cookie and those that a service declares. */
  public ConsentResponseAssert setsNoUndeclaredCookie() {
    List<String> cookies = judge().undeclaredCookies();
    require(
        cookies.isEmpty(),
        "no cookie that no service of the policy declares, but %s",
        set(cookies));
    return this;
  }

  /**
   * The page has content of a service, and a browser loads nothing of it. What a required service
   * declares too does not count.
   *
   * @param service identifier
   * @throws io.github.consent4j.consent.UnknownIdException if the policy has no such service
   */
  public ConsentResponseAssert holdsBack(String service) {
    ResponseJudge judge = judge();
    Set<String> loaded = judge.loaded(service);
    require(loaded.isEmpty(), "'%s' to be held back, but it is loaded: %s", service, list(loaded));
    require(
        judge.heldBack().contains(service),
        "'%s' to be held back, but the page has nothing of it; %s",
        service,
        held(judge));
    return this;
  }

  /**
   * The page has content of a service that a browser loads. What a required service declares too
   * does not count.
   *
   * @param service identifier
   * @throws io.github.consent4j.consent.UnknownIdException if the policy has no such service
   */
  public ConsentResponseAssert loads(String service) {
    ResponseJudge judge = judge();
    require(
        !judge.loaded(service).isEmpty(),
        "'%s' to be loaded, but %s",
        service,
        judge.heldBack().contains(service)
            ? "it is held back"
            : "the page has nothing of it; " + held(judge));
    return this;
  }

  /**
   * A browser loads nothing of a service, whether the page has something of it or not.
   *
   * @param service identifier
   * @throws io.github.consent4j.consent.UnknownIdException if the policy has no such service
   */
  public ConsentResponseAssert loadsNothingOf(String service) {
    Set<String> loaded = judge().loaded(service);
    require(loaded.isEmpty(), "nothing of '%s' to be loaded, but it is: %s", service, list(loaded));
    return this;
  }

  /** The page asks its visitor. */
  public ConsentResponseAssert showsBanner() {
    ResponseJudge.Banner banner = judge().banner();
    require(
        banner == ResponseJudge.Banner.SHOWN,
        "a banner, but %s",
        banner == ResponseJudge.Banner.ABSENT
            ? "the page has none"
            : "the page is the same for everybody, and its script decides whether to show one");
    return this;
  }

  /** The page does not ask its visitor, and none of its scripts will. */
  public ConsentResponseAssert showsNoBanner() {
    ResponseJudge.Banner banner = judge().banner();
    require(
        banner == ResponseJudge.Banner.ABSENT,
        "no banner, but %s",
        banner == ResponseJudge.Banner.SHOWN
            ? "the page shows one"
            : "the page is the same for everybody, and its script decides whether to show one");
    return this;
  }

  /** Caches may give the response to other visitors. */
  public ConsentResponseAssert isShared() {
    require(isForAll(), "a response that caches share, but %s", cacheControl());
    return this;
  }

  /** No cache may give the response to another visitor. */
  public ConsentResponseAssert isNotShared() {
    require(
        isForOne(),
        "a response that no cache shares, with 'private' or 'no-store', but %s",
        cacheControl());
    return this;
  }

  private boolean isForOne() {
    return directives().anyMatch(name -> name.equals("private") || name.equals("no-store"));
  }

  private boolean isForAll() {
    return !isForOne()
        && directives().anyMatch(name -> name.equals("public") || name.equals("s-maxage"));
  }

  private Stream<String> directives() {
    return actual.values("Cache-Control").stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .map(directive -> directive.split("=", 2)[0].strip().toLowerCase(Locale.ROOT));
  }

  private String cacheControl() {
    List<String> values = actual.values("Cache-Control");
    return values.isEmpty()
        ? "it has no Cache-Control"
        : "its Cache-Control is '" + String.join(", ", values) + "'";
  }

  private static String set(Collection<String> cookies) {
    return cookies.isEmpty() ? "no cookie is set" : "these are set: " + list(cookies);
  }

  private static String held(ResponseJudge judge) {
    Set<String> held = judge.heldBack();
    return held.isEmpty() ? "it holds nothing back" : "it holds back: " + list(held);
  }

  private static String list(Collection<String> names) {
    return String.join(", ", names);
  }

  // the annotation that it misses is not among the dependencies
  @SuppressWarnings("AnnotateFormatMethod")
  private void require(boolean holds, String expectation, Object... found) {
    if (!holds) {
      failWithMessage("Expected %s (%s)", expectation.formatted(found), actual);
    }
  }
}
