package io.github.consent4j.servlet.view;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.servlet.ConsentFilter;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.Visit;
import io.github.consent4j.servlet.wrap.ConsentResponse;
import io.github.consent4j.servlet.wrap.ServletRequestHead;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A visit in an application with servlets.
 *
 * @param request the request, which may be wrapped
 */
record ServletVisit(HttpServletRequest request) implements Visit {

  private @Nullable ConsentResponse response() {
    return ConsentResponse.to(request);
  }

  @Override
  public Consent consent() {
    ConsentResponse response = response();
    return response == null || response.dependsOnVisitor()
        ? ConsentFilter.consent(request)
        : response.exchange().compiled().undecided();
  }

  @Override
  public @Nullable Exchange exchange() {
    ConsentResponse response = response();
    return response == null
        ? Exchange.ungated(new ServletRequestHead(request))
        : response.exchange();
  }

  @Override
  public boolean isForEverybody() {
    ConsentResponse response = response();
    return response != null && response.isForEverybody();
  }

  @Override
  public String nonce() {
    ConsentResponse response = response();
    return response == null ? "" : response.nonce();
  }

  @Override
  public @Nullable String contentType() {
    ConsentResponse response = response();
    return response == null ? null : response.getContentType();
  }
}
