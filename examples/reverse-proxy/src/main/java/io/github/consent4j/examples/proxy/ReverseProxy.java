package io.github.consent4j.examples.proxy;

import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** A server in front of the site that {@code --upstream} names, with the consent filter between. */
@SpringBootApplication(proxyBeanMethods = false)
public class ReverseProxy {

  public static void main(String[] args) {
    SpringApplication.run(ReverseProxy.class, args);
  }

  @Bean
  ServletRegistrationBean<ProxyServlet> proxyServlet(@Value("${upstream}") String upstream) {
    return new ServletRegistrationBean<>(new ProxyServlet(Upstream.parse(upstream)), "/*");
  }

  /** Accepts encoded slashes: the upstream site decides about their meaning. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> slashesAsTheyCome() {
    return factory ->
        factory.addConnectorCustomizers(
            connector -> {
              connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
              connector.setEncodedReverseSolidusHandling(
                  EncodedSolidusHandling.PASS_THROUGH.getValue());
            });
  }
}
