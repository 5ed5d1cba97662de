package io.github.consent4j.spring;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Warns of properties that nearly name one of the library's, because such a property has no effect
 * and nobody would notice. An application may have properties of its own below {@code consent};
 * they are left alone. Runs before there are beans, so that it warns even if the start fails.
 */
final class PropertyNameCheck implements BeanFactoryPostProcessor, EnvironmentAware {

  private static final Logger LOG = LoggerFactory.getLogger(PropertyNameCheck.class);

  private static final String PREFIX = "consent.";
  private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("consent");

  /** The name of the product, which some take for the prefix. */
  private static final ConfigurationPropertyName PRODUCT =
      ConfigurationPropertyName.of("consent4j");

  private @Nullable Environment environment;
  private @Nullable KnownProperties known;

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    if (environment == null) {
      return;
    }
    Set<String> told = new HashSet<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource names
          && (mayContain(source, OURS) || mayContain(source, PRODUCT))) {
        names.stream().forEach(name -> check(name, source, told));
      }
    }
  }

  private static boolean mayContain(
      ConfigurationPropertySource source, ConfigurationPropertyName prefix) {
    return source.containsDescendantOf(prefix) != ConfigurationPropertyState.ABSENT;
  }

  private void check(
      ConfigurationPropertyName name, ConfigurationPropertySource source, Set<String> told) {
    boolean isOurs = OURS.isAncestorOf(name);
    if (!isOurs && !PRODUCT.isAncestorOf(name)) {
      return;
    }
    String written = name.subName(1).toString();
    boolean exists = KnownProperties.contains(written);
    if (isOurs && exists) {
      return;
    }
    Optional<String> meant = exists ? Optional.of(written) : known().meant(written);
    meant
        .filter(
            right -> told.add(name.getElement(0, ConfigurationPropertyName.Form.UNIFORM) + right))
        .ifPresent(
            right ->
                LOG.warn(
                    "'{}' is no property of Consent4j and has no effect on it; did you mean '{}{}'?"
                        + " It stands in {}",
                    name,
                    PREFIX,
                    right,
                    place(name, source)));
  }

  /** Returns the names that are known. Most applications make no mistake and never read them. */
  private KnownProperties known() {
    if (known == null) {
      known = new KnownProperties();
    }
    return known;
  }

  /** Returns where a property stands, with its line if that is known, and without its value. */
  private static String place(ConfigurationPropertyName name, ConfigurationPropertySource source) {
    Origin origin = Origin.from(source.getConfigurationProperty(name));
    return origin == null ? "the environment" : origin.toString();
  }
}
