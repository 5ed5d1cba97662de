package io.github.consent4j.gate.header;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decider;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.gate.AllowedServices;
import io.github.consent4j.gate.PageContext;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.ReferencePolicy;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContentSecurityPolicyTest {

  private static final PageContext PAGE = new PageContext("https", "www.site.example");

  private static Policy policy(String more) {
    return ReferencePolicy.read(ReferencePolicy.YAML + more);
  }

  private static AllowedServices allowing(Policy policy, String... grants) {
    Consent undecided = Consent.of(policy, RevisionMarks.of(policy), Decision.UNDECIDED);
    return AllowedServices.of(
        grants.length == 0
            ? undecided
            : new Decider(Clock.systemUTC()).save(undecided, Set.of(grants)));
  }

  private static List<String> sources(String csp) {
    return List.of(csp.replaceFirst("default-src ", "").split(";")[0].split(" "));
  }

  @Test
  void is_off_unless_the_site_wants_it() {
    assertThat(new ContentSecurityPolicy(policy("")).headerName()).isEmpty();
    assertThat(new ContentSecurityPolicy(policy("csp: off\n")).headerName()).isEmpty();
    assertThat(new ContentSecurityPolicy(policy("csp: report-only\n")).headerName())
        .contains("Content-Security-Policy-Report-Only");
    assertThat(new ContentSecurityPolicy(policy("csp: enforce\n")).headerName())
        .contains("Content-Security-Policy");
  }

  @Test
  void lists_the_site_its_own_hosts_and_those_of_allowed_services() {
    Policy policy = policy("csp: enforce\nown-hosts: [cdn.institute.example]\n");
    String undecided =
        new ContentSecurityPolicy(policy).forVisitor(allowing(policy), PAGE, "/consent/reports");
    assertThat(sources(undecided))
        .contains(
            "'self'",
            "site.example",
            "*.site.example",
            "cdn.institute.example",
            "l.ecn-ldr.de",
            "wss://l.ecn-ldr.de")
        .doesNotContain("www.youtube.com", "*.youtube.com", "platform.twitter.com");
    assertThat(undecided).endsWith("; report-uri /consent/reports");
    String granted =
        new ContentSecurityPolicy(policy)
            .forVisitor(allowing(policy, "youtube"), PAGE, "/consent/reports");
    assertThat(sources(granted)).contains("*.youtube.com").doesNotContain("platform.twitter.com");
  }

  @Test
  void frames_of_every_declared_host_are_listed_because_one_may_be_shown_once() {
    Policy policy = policy("csp: enforce\n");
    String csp = new ContentSecurityPolicy(policy).forVisitor(allowing(policy), PAGE, "/r");
    assertThat(csp.split("; ")).hasSize(3);
    assertThat(csp.split("; ")[1])
        .startsWith("frame-src 'self' data: blob: site.example ")
        .contains(" *.youtube.com")
        .doesNotContain("wss:", "unsafe");
    assertThat(new ContentSecurityPolicy(policy).forEverybody(PAGE, "/r"))
        .doesNotContain("frame-src");
  }

  @Test
  void restricts_only_hosts_so_that_nonces_still_work() {
    Policy policy = policy("csp: enforce\n");
    assertThat(sources(new ContentSecurityPolicy(policy).forVisitor(allowing(policy), PAGE, "/r")))
        .contains("'unsafe-inline'", "'unsafe-eval'", "data:", "blob:")
        .noneMatch(source -> source.startsWith("'nonce") || source.equals("'strict-dynamic'"));
  }

  @Test
  void lists_whatever_any_visitor_may_allow_on_a_page_for_everybody() {
    Policy policy = policy("csp: enforce\n");
    assertThat(sources(new ContentSecurityPolicy(policy).forEverybody(PAGE, "/r")))
        .contains("*.youtube.com", "platform.twitter.com");
  }

  @Test
  void omits_invalid_host_names() {
    Policy policy = policy("csp: enforce\n");
    for (String host : new String[] {"evil;script-src *", "127.0.0.1", "localhost", "a, b"}) {
      assertThat(
              new ContentSecurityPolicy(policy)
                  .forVisitor(allowing(policy), new PageContext("http", host), "/r"))
          .doesNotContain(host);
    }
  }

  @Test
  void permits_storage_access_only_to_hosts_that_may_be_loaded() {
    Policy policy = policy("csp: enforce\n");
    ContentSecurityPolicy csp = new ContentSecurityPolicy(policy);
    assertThat(csp.storageAccess(Optional.of(allowing(policy, "youtube")), PAGE))
        .startsWith("storage-access=(self ")
        .contains(" \"https://*.youtube.com\"")
        .doesNotContain("twitter", "wss:")
        .endsWith(")");
  }

  @Test
  void permissions_are_merged_and_what_the_application_says_stays() {
    assertThat(
            PermissionsPolicy.merge(
                List.of("geolocation=(), camera=(self \"https://a.example\")", "usb=()"),
                List.of("storage-access=(self)", "geolocation=*")))
        .isEqualTo(
            "geolocation=(), camera=(self \"https://a.example\"), usb=(), storage-access=(self)");
    assertThat(PermissionsPolicy.merge(List.of("Storage-Access=()"), List.of("storage-access=*")))
        .isEqualTo("Storage-Access=()");
    assertThat(PermissionsPolicy.merge(List.of(), List.of("storage-access=(self)")))
        .isEqualTo("storage-access=(self)");
  }

  @Test
  void finds_the_nonce_of_the_applications_own_policy() {
    assertThat(
            ContentSecurityPolicy.nonce(
                List.of("default-src 'self'", "script-src 'nonce-aB+/9-_=' 'strict-dynamic'")))
        .isEqualTo("aB+/9-_=");
    assertThat(ContentSecurityPolicy.nonce(List.of("script-src 'nonce-\"><x>'"))).isEmpty();
    assertThat(ContentSecurityPolicy.nonce(List.of())).isEmpty();
  }
}
