package io.github.consent4j.examples.proxy;

import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** A server in front of the sites that {@code proxy} names, with the consent filter between. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(ProxySettings.class)
public class ReverseProxy {

  public static void main(String[] args) {
    SpringApplication.run(ReverseProxy.class, args);
  }

  @Bean
  Sites sites(ProxySettings settings) {
    return SettingsCheck.sites(settings);
  }

  @Bean
  Clients clients(Sites sites, ProxySettings settings) {
    return new Clients(sites, settings);
  }

  @Bean
  WebSockets webSockets(ProxySettings settings) {
    return new WebSockets(settings.timeouts(), settings.websockets());
  }

  @Bean
  ManagementServer managementServer(ProxySettings settings, Sites sites, WebSockets webSockets) {
    return new ManagementServer(
        settings.management(), sites, webSockets, settings.timeouts().connect());
  }

  @Bean
  ServletRegistrationBean<ProxyServlet> proxyServlet(
      Sites sites, Clients clients, WebSockets webSockets, ProxySettings settings) {
    return new ServletRegistrationBean<>(
        new ProxyServlet(sites, clients, webSockets, settings.clientAddress()), "/*");
  }

  /**
   * Leaves to the sites what is theirs to decide.
   *
   * @param sites makes the proxy stop at wrong settings before it starts the server
   */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> passesOn(Sites sites) {
    return factory ->
        factory.addConnectorCustomizers(
            connector -> {
              // The meaning of an encoded slash.
              connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
              connector.setEncodedReverseSolidusHandling(
                  EncodedSolidusHandling.PASS_THROUGH.getValue());
              // Whether a visitor who asks before sending a body may send it.
              connector.setProperty("continueResponseTiming", "onRead");
            });
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> accessLog(ProxySettings settings) {
    return factory -> {
      if (settings.accessLog().enabled()) {
        factory.addEngineValves(new AccessLog(settings.accessLog().path()));
      }
    };
  }
}
