package io.github.consent4j.spring;

import io.github.consent4j.consent.ConsentListener;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.servlet.PageListener;
import io.github.consent4j.servlet.PolicyListener;
import io.github.consent4j.servlet.RunningSite;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/** The beans that a site has on a server of any kind. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsentProperties.class)
class SiteConfiguration {

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
  SiteBeans consentSiteBeans(
      ObjectProvider<PolicySource> sources,
      ObjectProvider<Policy> policies,
      ObjectProvider<ConsentListener> listeners,
      ObjectProvider<PolicyListener> policyListeners,
      ObjectProvider<PageListener> pageListeners,
      ObjectProvider<ConsentRecords> records,
      ListableBeanFactory beans) {
    return new SiteBeans(
        sources, policies, listeners, policyListeners, pageListeners, records, beans);
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
}
