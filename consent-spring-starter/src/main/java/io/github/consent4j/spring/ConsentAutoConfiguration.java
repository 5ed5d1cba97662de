package io.github.consent4j.spring;

import io.github.consent4j.servlet.ConsentFilter;
import io.github.consent4j.servlet.NeedsConsent;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.util.EnumSet;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.core.ResolvableType;

/**
 * Registers the consent filter before everything that sets cookies or writes pages. It comes before
 * Spring Session and Spring Security, and after the filters that set the character encoding and
 * resolve forwarded headers. A {@code FilterRegistrationBean<ConsentFilter>} of the application
 * replaces it.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Conditional(SwitchedOff.Not.class)
@Import(SiteConfiguration.class)
public final class ConsentAutoConfiguration {

  /** The order of the filter unless {@code consent.order} is set. */
  public static final int DEFAULT_FILTER_ORDER = Integer.MIN_VALUE + 40;

  private static final ResolvableType REGISTRATION =
      ResolvableType.forClassWithGenerics(FilterRegistrationBean.class, ConsentFilter.class);

  // The container ends the filter, unless the application fails before the container begins it.
  @Bean(destroyMethod = "destroy")
  @ConditionalOnMissingBean
  ConsentFilter consentFilter(
      ConsentProperties properties, SiteBeans given, ObjectProvider<NeedsConsent> needsConsent) {
    ConsentFilter.Builder filter =
        ConsentFilter.builder().reload(properties.reload()).preparesItself(false);
    given.source().ifPresentOrElse(filter::policy, () -> filter.policy(given.policy()));
    given.listen(filter::listener, filter::policyListener, filter::pageListener);
    needsConsent.ifAvailable(filter::needsConsent);
    given.keepRecords(filter::records, filter::recordDatabase, filter::recordKey);
    return filter.build();
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
