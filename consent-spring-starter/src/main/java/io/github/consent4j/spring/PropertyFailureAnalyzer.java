package io.github.consent4j.spring;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.origin.Origin;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Explains a value of one of the library's properties that cannot be used. It comes before Spring
 * Boot's own analyzers, which name classes and constants instead of words to write.
 */
@Order(0)
final class PropertyFailureAnalyzer implements FailureAnalyzer {

  private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("consent");

  private static final String SWITCH = "true or false";

  /** The values of each property, and the value that counts if there is none. */
  private static final Map<String, String[]> EXPECTED =
      Map.of(
          "consent.enabled", new String[] {SWITCH, "true"},
          "consent.reload", new String[] {SWITCH, "true"},
          "consent.when-disabled", new String[] {"allowed or undecided", "allowed"},
          "consent.order",
              new String[] {
                "a whole number, where lower ones come first",
                String.valueOf(ConsentAutoConfiguration.DEFAULT_FILTER_ORDER)
              },
          "consent.config",
              new String[] {
                "a location such as classpath:consent.yaml or file:/etc/consent.yaml",
                ConsentProperties.DEFAULT_CONFIG
              });

  private final @Nullable Environment environment;

  /**
   * @param environment where the values come from; null if it is not known
   */
  PropertyFailureAnalyzer(@Nullable Environment environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException e && isOurs(e.getName())) {
        return analysis(e.getName(), e.getProperty(), e);
      }
      if (cause instanceof InvalidConfigurationPropertyValueException e) {
        ConfigurationPropertyName name = ConfigurationPropertyName.ofIfValid(e.getName());
        if (name != null && isOurs(name)) {
          return analysis(name, property(name), e);
        }
      }
    }
    return null;
  }

  private static boolean isOurs(ConfigurationPropertyName name) {
    return PREFIX.isAncestorOf(name);
  }

  private @Nullable ConfigurationProperty property(ConfigurationPropertyName name) {
    if (environment != null) {
      for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
        ConfigurationProperty property = source.getConfigurationProperty(name);
        if (property != null) {
          return property;
        }
      }
    }
    return null;
  }

  private static @Nullable FailureAnalysis analysis(
      ConfigurationPropertyName name, @Nullable ConfigurationProperty property, Throwable cause) {
    String[] expected = EXPECTED.get(name.toString());
    if (expected == null) {
      return null;
    }
    Origin origin = Origin.from(property);
    return new FailureAnalysis(
        "The value"
            + (property == null ? "" : " '" + property.getValue() + "'")
            + " of '"
            + name
            + "' cannot be used: expected "
            + expected[0]
            + "."
            + (origin == null ? "" : "\nIt stands in " + origin + "."),
        "Correct the value, or remove '" + name + "'; without it, '" + expected[1] + "' counts.",
        cause);
  }
}
