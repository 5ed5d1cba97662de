package io.github.consent4j.examples.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.consent4j.examples.proxy.InvalidSettingsException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** What the operator may write, and what is said of the rest. */
class SettingsTest {

  private static Sites sites(String... properties) {
    Map<String, String> map =
        Arrays.stream(properties)
            .map(property -> property.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    return SettingsCheck.sites(
        new Binder(new MapConfigurationPropertySource(map))
            .bindOrCreate("proxy", ProxySettings.class));
  }

  private static List<String> wrong(String... properties) {
    InvalidSettingsException refused =
        catchThrowableOfType(InvalidSettingsException.class, () -> sites(properties));
    return refused.problems().stream()
        .map(problem -> problem.key() + " " + problem.what())
        .toList();
  }

  @Test
  void one_address_is_enough() {
    Sites sites = sites("proxy.upstream=http://127.0.0.1:9000/cms/");

    assertThat(sites.of("any.example", "/a"))
        .map(site -> site.target("/a", null))
        .hasValue("/cms/a");
  }

  @Test
  void no_site_is_an_error_that_names_the_key() {
    assertThat(wrong()).containsExactly("proxy.upstream is missing: no site is named");
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    assertThat(
            wrong(
                "proxy.sites.www.upstream=www.site.example",
                "proxy.sites.www.hosts=https://www.site.example",
                "proxy.sites.shop.path=shop",
                "proxy.sites.shop.upstream=http://127.0.0.1:9001",
                "proxy.sites.shop.tls.server-name=shop.example",
                "proxy.sites.blog.hosts=blog.example",
                "proxy.sites.blog.host=a b",
                "proxy.timeouts.response=0s",
                "proxy.connections=0"))
        .containsExactlyInAnyOrder(
            "proxy.timeouts.response is PT0S",
            "proxy.connections is 0",
            "proxy.sites.www.upstream 'www.site.example' is no address of http or https",
            "proxy.sites.www.hosts contains 'https://www.site.example'",
            "proxy.sites.shop.path is 'shop'",
            "proxy.sites.shop.tls is set for an address of http",
            "proxy.sites.blog.upstream is missing",
            "proxy.sites.blog.host is 'a b'");
  }

  @Test
  void two_sites_cannot_have_the_same_address() {
    assertThat(
            wrong(
                "proxy.sites.a.upstream=http://127.0.0.1:1",
                "proxy.sites.a.hosts=x.example,y.example",
                "proxy.sites.b.upstream=http://127.0.0.1:2",
                "proxy.sites.b.hosts=X.example"))
        .singleElement()
        .asString()
        .contains("contains x.example with path /, as '");
  }

  @Test
  void a_file_of_certificates_must_contain_one(@TempDir Path folder) throws IOException {
    Path empty = Files.writeString(folder.resolve("ca.pem"), "");
    Path none = folder.resolve("none.pem");

    assertThat(
            wrong(
                "proxy.sites.a.upstream=https://127.0.0.1:1",
                "proxy.sites.a.hosts=a.example",
                "proxy.sites.a.tls.ca-file=" + empty,
                "proxy.sites.b.upstream=https://127.0.0.1:1",
                "proxy.sites.b.tls.ca-file=" + none))
        .containsExactlyInAnyOrder(
            "proxy.sites.a.tls.ca-file is '"
                + empty
                + "', which cannot be read: it contains no certificate",
            "proxy.sites.b.tls.ca-file is '" + none + "', which does not exist");
  }

  @Test
  void an_error_says_where_it_is_and_what_to_do() throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    new YamlPropertySourceLoader()
        .load(
            "reverse-proxy.yaml",
            new ByteArrayResource(
                "proxy:\n  sites:\n    www:\n      upstream: htp://x\n".getBytes(),
                "reverse-proxy.yaml"))
        .forEach(environment.getPropertySources()::addLast);
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of("PROXY_CONNECTIONS", "0")));

    FailureAnalysis analysis =
        new InvalidSettingsAnalyzer(environment)
            .analyze(
                new InvalidSettingsException(
                    List.of(
                        new Problem("proxy.sites.www.upstream", "is 'htp://x'", "write http"),
                        new Problem("proxy.connections", "is 0", "write 1"))));

    assertThat(analysis.getDescription())
        .contains(
            "proxy.sites.www.upstream is 'htp://x' (Byte array resource [reverse-proxy.yaml] - 4:17)")
        .contains("proxy.connections is 0 (\"PROXY_CONNECTIONS\" from property source");
    assertThat(analysis.getAction()).contains("proxy.sites.www.upstream: write http");
  }

  @Test
  void an_unknown_setting_is_answered_with_those_that_there_are() {
    Map<String, String> map = Map.of("proxy.sites.www.upstrem", "http://127.0.0.1:1");
    BindException refused =
        catchThrowableOfType(
            BindException.class,
            () ->
                new Binder(new MapConfigurationPropertySource(map))
                    .bind(
                        "proxy",
                        Bindable.of(ProxySettings.class),
                        new NoUnboundElementsBindHandler(BindHandler.DEFAULT, source -> true)));

    FailureAnalysis analysis =
        new UnknownSettingAnalyzer()
            .analyze(refused, (UnboundConfigurationPropertiesException) refused.getCause());

    assertThat(analysis.getDescription()).startsWith("proxy.sites.www.upstrem is no setting");
    assertThat(analysis.getAction())
        .isEqualTo(
            "The settings below proxy.sites.www are hosts, path, upstream, host, max-body, tls");
  }
}
