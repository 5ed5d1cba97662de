package io.github.consent4j.spring;

import io.github.consent4j.consent.ConsentListener;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.servlet.ConsentFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * Registers the consent filter before everything that sets cookies or writes pages. It comes before
 * Spring Session and Spring Security, and after the filters that set the character encoding and
 * resolve forwarded headers. A {@code FilterRegistrationBean<ConsentFilter>} of the application
 * replaces it.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(prefix = "consent", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(ConsentProperties.class)
public final class ConsentAutoConfiguration {

  /** The order of the filter unless {@code consent.order} is set. */
  public static final int DEFAULT_FILTER_ORDER = Integer.MIN_VALUE + 40;

  private static final ResolvableType REGISTRATION =
      ResolvableType.forClassWithGenerics(FilterRegistrationBean.class, ConsentFilter.class);

  @Bean
  @ConditionalOnMissingBean(Policy.class)
  PolicySource consentPolicySource(
      ConsentProperties properties, ResourceLoader resources, Environment environment) {
    return new PolicySource(properties, resources, environment);
  }

  /** The policy as it was read last, each time that somebody asks for the bean. */
  @Bean
  @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
  @ConditionalOnMissingBean
  Policy consentPolicy(PolicySource source) {
    return source.latest();
  }

  @Bean
  @ConditionalOnMissingBean
  ConsentFilter consentFilter(
      ConsentProperties properties,
      ObjectProvider<PolicySource> sources,
      ObjectProvider<Policy> policies,
      ObjectProvider<ConsentListener> listeners) {
    ConsentFilter.Builder filter = ConsentFilter.builder().reload(properties.reload());
    PolicySource source = sources.getIfAvailable();
    if (source == null) {
      filter.policy(policies.getObject());
    } else {
      filter.policy(source);
    }
    listeners.orderedStream().forEach(filter::listener);
    return filter.build();
  }

  @Bean
  @ConditionalOnMissingBean(name = "consentFilterRegistration")
  FilterRegistrationBean<ConsentFilter> consentFilterRegistration(
      ConsentFilter filter, ConsentProperties properties, ListableBeanFactory beans) {
    FilterRegistrationBean<ConsentFilter> registration = new FilterRegistrationBean<>(filter);
    // Boot would register a filter that has no registration bean of its own.
    registration.setEnabled(beans.getBeanNamesForType(REGISTRATION, true, false).length == 1);
    registration.setName("consentFilter");
    registration.setOrder(properties.order());
    registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
    registration.setAsyncSupported(true);
    return registration;
  }
}
