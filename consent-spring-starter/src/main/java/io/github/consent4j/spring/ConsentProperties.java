package io.github.consent4j.spring;

import io.github.consent4j.servlet.WhenDisabled;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the policy comes from and where the filter stands.
 *
 * @param enabled Whether the library blocks anything.
 * @param whenDisabled Consent that the application learns of while the library is switched off.
 * @param config Location of the policy, such as classpath:consent.yaml or file:/etc/consent.yaml.
 * @param policy Policy itself, with the keys of consent.yaml; counts over the file.
 * @param reload Whether the policy is read again when its file changes.
 * @param order Order of the filter among the other filters. Lower ones come first.
 */
@ConfigurationProperties("consent")
public record ConsentProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("allowed") WhenDisabled whenDisabled,
    @DefaultValue(ConsentProperties.DEFAULT_CONFIG) String config,
    @Nullable Map<String, Object> policy,
    @DefaultValue("true") boolean reload,
    @DefaultValue("" + ConsentAutoConfiguration.DEFAULT_FILTER_ORDER) int order) {

  static final String DEFAULT_CONFIG = "classpath:consent.yaml";
}
