package io.github.consent4j.examples.comparison;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.web.filter.OncePerRequestFilter;

/** A form to log in, protection from forged posts, and a strict content security policy. */
@Configuration(proxyBeanMethods = false)
class ShopSecurity {

  static final String NONCE = "nonce";

  private static final String CONTENT_POLICY =
      "default-src 'self'; script-src 'nonce-%s' 'strict-dynamic'; object-src 'none';"
          + " base-uri 'none'; frame-src 'self' https://www.youtube.com;"
          + " require-trusted-types-for 'script'";

  @Bean
  SecurityFilterChain security(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(
            paths -> paths.requestMatchers("/account").authenticated().anyRequest().permitAll())
        .formLogin(Customizer.withDefaults())
        .addFilterBefore(new Nonces(), HeaderWriterFilter.class)
        .headers(headers -> headers.addHeaderWriter(ShopSecurity::writeContentPolicy))
        .build();
  }

  @Bean
  UserDetailsService users() {
    return new InMemoryUserDetailsManager(
        User.withUsername("ada").password("{noop}secret").roles("CUSTOMER").build());
  }

  private static void writeContentPolicy(HttpServletRequest request, HttpServletResponse response) {
    new ContentSecurityPolicyHeaderWriter(CONTENT_POLICY.formatted(request.getAttribute(NONCE)))
        .writeHeaders(request, response);
  }

  private static final class Nonces extends OncePerRequestFilter {

    private final SecureRandom random = new SecureRandom();

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      byte[] nonce = new byte[18];
      random.nextBytes(nonce);
      request.setAttribute(NONCE, Base64.getUrlEncoder().encodeToString(nonce));
      chain.doFilter(request, response);
    }
  }
}
