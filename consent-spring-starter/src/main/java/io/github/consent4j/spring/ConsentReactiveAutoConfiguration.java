package io.github.consent4j.spring;

import io.github.consent4j.consent.ConsentListener;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.servlet.ConsentSite;
import io.github.consent4j.servlet.PageListener;
import io.github.consent4j.servlet.PolicyListener;
import io.github.consent4j.servlet.RunningSite;
import io.github.consent4j.spring.reactive.ConsentWebFilter;
import io.github.consent4j.spring.reactive.ReactiveNeedsConsent;
import java.io.IOException;
import java.security.KeyPair;
import java.util.Objects;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.server.i18n.AcceptHeaderLocaleContextResolver;
import org.springframework.web.server.i18n.LocaleContextResolver;
import org.springframework.web.server.session.DefaultWebSessionManager;
import org.springframework.web.server.session.WebSessionManager;

/**
 * Registers the consent filter of a reactive application before everything that sets cookies or
 * writes pages. A {@link ConsentWebFilter} of the application replaces it.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@Conditional(SwitchedOff.Not.class)
@EnableConfigurationProperties(ConsentProperties.class)
public final class ConsentReactiveAutoConfiguration {

  /** The name of the bean with the key that signs checkpoints of records. */
  private static final String RECORD_KEY = "consentRecordKey";

  private static final String BASE_PATH = "spring.webflux.base-path";

  @Bean
  @ConditionalOnMissingBean(name = "consentArguments")
  WebFluxConfigurer consentArguments() {
    return new ReactiveArguments();
  }

  @Bean
  @ConditionalOnMissingBean(name = "consentHandlerCheck")
  ReactiveHandlerCheck consentHandlerCheck(
      ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
    return new ReactiveHandlerCheck(mappings);
  }

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

  @Bean
  @ConditionalOnMissingBean
  ConsentSite consentSite(
      ConsentProperties properties,
      ObjectProvider<PolicySource> sources,
      ObjectProvider<Policy> policies,
      ObjectProvider<ConsentListener> listeners,
      ObjectProvider<PolicyListener> policyListeners,
      ObjectProvider<PageListener> pageListeners,
      ObjectProvider<ReactiveNeedsConsent> needsConsent,
      ObjectProvider<ConsentRecords> records,
      ListableBeanFactory beans,
      ResourceLoader resources,
      Environment environment) {
    PolicySource source = sources.getIfAvailable();
    ConsentSite.Builder site =
        source == null ? ConsentSite.of(policies.getObject()) : ConsentSite.of(source);
    site.reload(properties.reload())
        .preparesItself(false)
        .asksApplication(needsConsent.getIfAvailable() != null);
    for (ConsentListener listener : listeners.orderedStream().toList()) {
      site.listener(listener);
    }
    for (PolicyListener listener : policyListeners.orderedStream().toList()) {
      site.policyListener(listener);
    }
    for (PageListener listener : pageListeners.orderedStream().toList()) {
      site.pageListener(listener);
    }
    ConsentRecords store = records.getIfAvailable();
    if (store != null) {
      site.records(store);
    } else {
      Policy policy = source == null ? policies.getObject() : source.latest();
      RecordDatabase.of(policy.settings().records(), beans).ifPresent(site::recordDatabase);
    }
    if (beans.containsBean(RECORD_KEY)) {
      site.recordKey(beans.getBean(RECORD_KEY, KeyPair.class));
    }
    try {
      return site.start(
          environment.getProperty(BASE_PATH, "").replaceFirst("/$", ""),
          Objects.requireNonNullElse(
              resources.getClassLoader(), ConsentSite.class.getClassLoader()));
    } catch (IOException e) {
      throw new UnusableRecordsException(String.valueOf(e.getMessage()), e);
    }
  }

  @Bean
  @ConditionalOnMissingBean
  ConsentWebFilter consentWebFilter(
      ConsentSite site,
      ConsentProperties properties,
      ObjectProvider<ReactiveNeedsConsent> needsConsent,
      ObjectProvider<WebExceptionHandler> errors,
      ListableBeanFactory beans) {
    return new ConsentWebFilter(
        site,
        needsConsent.getIfAvailable(() -> request -> true),
        named(
            beans,
            WebHttpHandlerBuilder.WEB_SESSION_MANAGER_BEAN_NAME,
            WebSessionManager.class,
            new DefaultWebSessionManager()),
        named(
            beans,
            WebHttpHandlerBuilder.SERVER_CODEC_CONFIGURER_BEAN_NAME,
            ServerCodecConfigurer.class,
            ServerCodecConfigurer.create()),
        named(
            beans,
            WebHttpHandlerBuilder.LOCALE_CONTEXT_RESOLVER_BEAN_NAME,
            LocaleContextResolver.class,
            new AcceptHeaderLocaleContextResolver()),
        errors.orderedStream().toList(),
        properties.order());
  }

  /** Returns a bean that Spring itself finds by its name, or else what Spring takes without it. */
  private static <T> T named(ListableBeanFactory beans, String name, Class<T> type, T otherwise) {
    return beans.containsBean(name) ? beans.getBean(name, type) : otherwise;
  }
}
