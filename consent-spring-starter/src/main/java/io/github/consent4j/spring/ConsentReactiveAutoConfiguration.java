package io.github.consent4j.spring;

import io.github.consent4j.servlet.ConsentSite;
import io.github.consent4j.spring.reactive.ConsentWebFilter;
import io.github.consent4j.spring.reactive.ReactiveNeedsConsent;
import java.io.IOException;
import java.util.Objects;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.codec.ServerCodecConfigurer;
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
@Import(SiteConfiguration.class)
public final class ConsentReactiveAutoConfiguration {

  private static final String BASE_PATH = "spring.webflux.base-path";

  @Bean
  @ConditionalOnMissingBean
  ConsentSite consentSite(
      ConsentProperties properties,
      SiteBeans given,
      ObjectProvider<ReactiveNeedsConsent> needsConsent,
      ResourceLoader resources,
      Environment environment) {
    ConsentSite.Builder site =
        given.source().map(ConsentSite::of).orElseGet(() -> ConsentSite.of(given.policy()));
    site.reload(properties.reload())
        .preparesItself(false)
        .asksApplication(needsConsent.getIfAvailable() != null);
    given.listen(site::listener, site::policyListener, site::pageListener);
    given.keepRecords(site::records, site::recordDatabase, site::recordKey);
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
