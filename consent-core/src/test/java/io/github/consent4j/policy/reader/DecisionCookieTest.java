package io.github.consent4j.policy.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.consent4j.policy.DecisionCookie;
import io.github.consent4j.policy.Leftovers;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyException;
import io.github.consent4j.policy.ReferencePolicy;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionCookieTest {

  private static DecisionCookie read(String cookie) {
    return ReferencePolicy.read(ReferencePolicy.YAML + "cookie: " + cookie + "\n")
        .settings()
        .cookie();
  }

  private static String problem(String yaml) {
    PolicyException e =
        catchThrowableOfType(
            PolicyException.class, () -> ReferencePolicy.read(ReferencePolicy.YAML + yaml + "\n"));
    assertThat(e.problems()).hasSize(1);
    return e.problems().get(0).message();
  }

  // --- reading

  @Test
  void a_site_without_settings_has_the_default_cookie() {
    assertThat(ReferencePolicy.get().settings().cookie()).isEqualTo(DecisionCookie.DEFAULT);
    assertThat(ReferencePolicy.get().settings().leftovers()).isEqualTo(Leftovers.EXPIRE);
  }

  @Test
  void name_domain_and_path_are_read() {
    assertThat(read("{ name: my.consent_1, domain: .Exämple.org, path: /shop }"))
        .isEqualTo(
            new DecisionCookie(
                "my.consent_1", Optional.of("xn--exmple-cua.org"), Optional.of("/shop")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ name: my consent }    | 'my consent' is not a name of the consent cookie",
        "{ name: 'a=b' }         | 'a=b' is not a name of the consent cookie",
        "{ name: 'a;b' }         | 'a;b' is not a name of the consent cookie",
        "{ name: 'a*' }          | 'a*' is not a name of the consent cookie",
        "{ name: zustimmung-für } | 'zustimmung-für' is not a name of the consent cookie",
        "{ name: __Host- }       | '__Host-' is only a prefix",
        "{ name: __secure- }     | '__secure-' is only a prefix",
        "{ name: __Http-consent } | '__Http-consent' cannot be the consent cookie: browsers hide",
        "{ name: __Host-Http-a } | '__Host-Http-a' cannot be the consent cookie: browsers hide",
        "{ domain: com }         | 'com' is not a domain of a cookie",
        "{ domain: 127.0.0.1 }   | '127.0.0.1' is not a domain of a cookie",
        "{ domain: 'https://example.org' } | 'https://example.org' is not a domain of a cookie",
        "{ domain: 'example.org:8080' } | 'example.org:8080' is not a domain of a cookie",
        "{ domain: '*.example.org' } | '*.example.org' is not a domain of a cookie",
        "{ path: shop }          | 'shop' is not a path of a cookie",
        "{ path: '/a;b' }        | '/a;b' is not a path of a cookie",
        "{ path: /größe }        | '/größe' is not a path of a cookie",
        "{ path: '/a?b' }        | '/a?b' is not a path of a cookie",
        "{ nam: a }              | unknown key 'nam' in 'cookie'; did you mean 'name'?",
        "consent                 | 'cookie' must be keys, each with a value, such as { name: consent }",
        "{ name: }               | 'name' is empty",
        "{ name: __Host-c, domain: example.org } | 'domain' makes no sense in 'cookie': browsers take '__Host-c' for one host as a whole",
        "{ name: __host-c, path: /shop } | 'path' makes no sense in 'cookie': browsers take '__host-c' for one host as a whole: leave it out, or say '/'",
        "{ name: emos_jcvid }    | 'emos_jcvid' is a cookie of service 'econda': the consent cookie needs a name that no service uses",
        "{ name: __Secure-JSESSIONID } | '__Secure-JSESSIONID' is a cookie of service 'java-web'",
      })
  void a_cookie_that_browsers_would_refuse_is_an_error(String cookie, String message) {
    assertThat(problem("cookie: " + cookie)).startsWith(message);
  }

  @Test
  void leftover_cookies_are_expired_or_kept() {
    assertThat(
            ReferencePolicy.read(ReferencePolicy.YAML + "leftovers: keep\n").settings().leftovers())
        .isEqualTo(Leftovers.KEEP);
    assertThat(problem("leftovers: delete"))
        .isEqualTo("'delete' is not a value of 'leftovers'; known are expire, keep");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{ name: __Host-consent }", "{ name: __Host-consent, path: / }"})
  void the_host_prefix_needs_the_root_path(String cookie) {
    assertThat(read(cookie).pathIn("")).isEqualTo("/");
  }

  // --- what visitors and auditors see

  @Test
  void the_declaration_of_the_consent_cookie_has_the_same_values() {
    Policy policy =
        ReferencePolicy.read(
            ReferencePolicy.YAML
                + "cookie: { name: choice, domain: dkfz.de, path: /x }\nrenew-after: P3M\n");
    assertThat(policy.service("consent").orElseThrow().stores())
        .filteredOn(stored -> stored.name().glob().equals("choice"))
        .singleElement()
        .satisfies(
            stored -> {
              assertThat(stored.domain()).contains("dkfz.de");
              assertThat(stored.path()).isEqualTo("/x");
              assertThat(stored.lifetime()).hasToString("P3M");
            });
    assertThat(policy.service("consent").orElseThrow().stores())
        .noneMatch(stored -> stored.name().glob().equals("consent"));
  }

  // --- requests

  @ParameterizedTest
  @CsvSource({
    "example.org,         example.org",
    "www.example.org,     example.org",
    "a.www.example.org,   example.org",
    "example.com,         ",
    "notexample.org,      ",
    "org,                 ",
    "localhost,           ",
  })
  void the_domain_is_omitted_on_hosts_outside_of_it(String host, String domain) {
    DecisionCookie cookie =
        new DecisionCookie("consent", Optional.of("example.org"), Optional.empty());
    assertThat(cookie.domainAt(host)).isEqualTo(Optional.ofNullable(domain));
  }

  @ParameterizedTest
  @CsvSource({
    "/,       '',          true",
    "/,       /shop,       true",
    "/shop,   /shop,       true",
    "/shop/,  /shop,       true",
    "/shop,   /shop/basket, true",
    "/sho,    /shop,       false",
    "/shop,   '',          false",
    "/shop/a, /shop,       false",
  })
  void a_cookie_path_covers_an_application_below_it(
      String path, String contextPath, boolean reaches) {
    DecisionCookie cookie = new DecisionCookie("consent", Optional.empty(), Optional.of(path));
    assertThat(cookie.reaches(contextPath)).isEqualTo(reaches);
    assertThat(DecisionCookie.DEFAULT.reaches(contextPath)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "__Host-consent,   true,  consent",
    "__host-consent,   true,  consent",
    "__Secure-consent, true,  consent",
    "consent,          false, consent",
    "__consent,        false, __consent",
  })
  void over_plain_http_the_name_has_no_prefix(String name, boolean needsHttps, String plain) {
    DecisionCookie cookie = new DecisionCookie(name, Optional.empty(), Optional.empty());
    assertThat(cookie.needsHttps()).isEqualTo(needsHttps);
    assertThat(cookie.overHttp().name()).isEqualTo(plain);
  }

  @Test
  void only_a_name_that_needs_https_changes_the_policy_for_plain_http() {
    Policy policy = ReferencePolicy.get();
    assertThat(policy.servedOver("http")).isSameAs(policy);

    Policy secure = ReferencePolicy.read(ReferencePolicy.YAML + "cookie: { name: __Host-c }\n");
    assertThat(secure.servedOver("https")).isSameAs(secure);
    assertThat(secure.servedOver("http").settings().cookie().name()).isEqualTo("c");
  }
}
