package io.github.consent4j.spring;

import io.github.consent4j.consent.ConsentListener;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.servlet.ConsentFilter;
import io.github.consent4j.servlet.NeedsConsent;
import io.github.consent4j.servlet.PageListener;
import io.github.consent4j.servlet.PolicyListener;
import io.github.consent4j.servlet.RunningSite;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.security.KeyPair;
import java.util.EnumSet;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
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
@Conditional(SwitchedOff.Not.class)
@EnableConfigurationProperties(ConsentProperties.class)
public final class ConsentAutoConfiguration {

  /** The order of the filter unless {@code consent.order} is set. */
  public static final int DEFAULT_FILTER_ORDER = Integer.MIN_VALUE + 40;

  /** The name of the bean with the key that signs checkpoints of records. */
  private static final String RECORD_KEY = "consentRecordKey";

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

  // The container ends the filter, unless the application fails before the container begins it.
  @Bean(destroyMethod = "destroy")
  @ConditionalOnMissingBean
  ConsentFilter consentFilter(
      ConsentProperties properties,
      ObjectProvider<PolicySource> sources,
      ObjectProvider<Policy> policies,
      ObjectProvider<ConsentListener> listeners,
      ObjectProvider<PolicyListener> policyListeners,
      ObjectProvider<PageListener> pageListeners,
      ObjectProvider<NeedsConsent> needsConsent,
      ObjectProvider<ConsentRecords> records,
      ListableBeanFactory beans) {
    ConsentFilter.Builder filter =
        ConsentFilter.builder().reload(properties.reload()).preparesItself(false);
    PolicySource source = sources.getIfAvailable();
    if (source == null) {
      filter.policy(policies.getObject());
    } else {
      filter.policy(source);
    }
    for (ConsentListener listener : listeners.orderedStream().toList()) {
      filter.listener(listener);
    }
    for (PolicyListener listener : policyListeners.orderedStream().toList()) {
      filter.policyListener(listener);
    }
    for (PageListener listener : pageListeners.orderedStream().toList()) {
      filter.pageListener(listener);
    }
    NeedsConsent need = needsConsent.getIfAvailable();
    if (need != null) {
      filter.needsConsent(need);
    }
    ConsentRecords store = records.getIfAvailable();
    if (store != null) {
      filter.records(store);
    } else {
      Policy policy = source == null ? policies.getObject() : source.latest();
      RecordDatabase.of(policy.settings().records(), beans).ifPresent(filter::recordDatabase);
    }
    if (beans.containsBean(RECORD_KEY)) {
      filter.recordKey(beans.getBean(RECORD_KEY, KeyPair.class));
    }
    return filter.build();
  }

  /** Prepares the site when the application is ready. */
  @Bean
  @ConditionalOnMissingBean(name = "consentReadyPreparation")
  ReadyPreparation consentReadyPreparation(ObjectProvider<RunningSite> sites) {
    return new ReadyPreparation(sites);
  }

  /** Makes every decision an event of the application, for methods with {@code @EventListener}. */
  @Bean
  @ConditionalOnMissingBean(name = "consentEventPublisher")
  ConsentListener consentEventPublisher(ApplicationEventPublisher publisher) {
    return publisher::publishEvent;
  }

  /** Makes every attempt to read the policy again an event of the application. */
  @Bean
  @ConditionalOnMissingBean(name = "consentPolicyEventPublisher")
  PolicyListener consentPolicyEventPublisher(ApplicationEventPublisher publisher) {
    return publisher::publishEvent;
  }

  /**
   * Opens the store of records while the application still hears of failures. A container that
   * starts a filter logs them and says no more than that it has not started.
   */
  @Bean
  @ConditionalOnMissingBean(name = "consentRecordsInitializer")
  ServletContextInitializer consentRecordsInitializer(
      ObjectProvider<FilterRegistrationBean<ConsentFilter>> registrations) {
    return context -> {
      for (FilterRegistrationBean<ConsentFilter> registration : registrations) {
        ConsentFilter filter = registration.getFilter();
        if (registration.isEnabled() && filter != null) {
          openRecords(filter);
        }
      }
    };
  }

  private static void openRecords(ConsentFilter filter) {
    try {
      filter.openRecords();
    } catch (IOException e) {
      throw new UnusableRecordsException(String.valueOf(e.getMessage()), e);
    }
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
