package io.github.consent4j.examples.proxy;

import io.github.consent4j.examples.proxy.InvalidSettingsException.Problem;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Tells the operator what is wrong with the settings, where, and what to do, without a trace. */
final class InvalidSettingsAnalyzer extends AbstractFailureAnalyzer<InvalidSettingsException> {

  private final Environment environment;

  InvalidSettingsAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable root, InvalidSettingsException cause) {
    return new FailureAnalysis(
        cause.problems().stream()
            .map(problem -> problem.key() + " " + problem.what() + place(problem))
            .collect(Collectors.joining("\n", "The settings of the proxy cannot be used:\n\n", "")),
        cause.problems().stream()
            .map(problem -> problem.key() + ": " + problem.action())
            .distinct()
            .collect(Collectors.joining("\n")),
        cause);
  }

  /** Returns where a property is set: the file with line and column, or the variable. */
  private String place(Problem problem) {
    ConfigurationPropertyName name = ConfigurationPropertyName.of(problem.key());
    return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
        .map(source -> source.getConfigurationProperty(name))
        .filter(Objects::nonNull)
        .map(ConfigurationProperty::getOrigin)
        .filter(Objects::nonNull)
        .findFirst()
        .map(origin -> " (" + origin + ")")
        .orElse("");
  }
}
