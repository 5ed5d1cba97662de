package io.github.consent4j.examples.research.browser;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every page of the site the content security policy that a test sets. */
@Component
@ConditionalOnProperty("test.content-security-policy")
class StrictPolicyFilter extends OncePerRequestFilter {

  private final String policy;

  StrictPolicyFilter(@Value("${test.content-security-policy}") String policy) {
    this.policy = policy;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("Content-Security-Policy", policy);
    chain.doFilter(request, response);
  }
}
