package io.github.consent4j.examples.proxy;

import io.github.consent4j.examples.proxy.ProxySettings.SiteSettings;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells the operator which settings there are in the place of one that does not exist. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownSettingAnalyzer
    extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {

  private static final String SITES = "sites";

  @Override
  protected FailureAnalysis analyze(Throwable root, UnboundConfigurationPropertiesException cause) {
    return new FailureAnalysis(
        cause.getUnboundProperties().stream()
            .map(each -> each.getName() + " is no setting of the proxy (" + each.getOrigin() + ")")
            .collect(Collectors.joining("\n")),
        cause.getUnboundProperties().stream()
            .map(UnknownSettingAnalyzer::action)
            .distinct()
            .collect(Collectors.joining("\n")),
        cause);
  }

  private static String action(ConfigurationProperty property) {
    List<String> parts = List.of(property.getName().toString().split("\\."));
    Class<?> level = ProxySettings.class;
    int depth = 1;
    for (; depth < parts.size() - 1; depth++) {
      boolean isSite = level == ProxySettings.class && parts.get(depth).equals(SITES);
      Optional<Class<?>> below =
          isSite ? Optional.of(SiteSettings.class) : below(level, parts.get(depth));
      if (below.isEmpty()) {
        break;
      }
      level = below.get();
      depth += isSite ? 1 : 0;
    }
    String place = String.join(".", parts.subList(0, Math.min(depth, parts.size())));
    return "The settings below "
        + place
        + " are "
        + Arrays.stream(level.getRecordComponents())
            .map(component -> spelled(component.getName()))
            .collect(Collectors.joining(", "));
  }

  private static Optional<Class<?>> below(Class<?> level, String name) {
    return Arrays.stream(level.getRecordComponents())
        .filter(component -> spelled(component.getName()).equals(name))
        .<Class<?>>map(RecordComponent::getType)
        .filter(Class::isRecord)
        .findFirst();
  }

  private static String spelled(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
