package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.page.Notices;
import io.github.consent4j.page.Notices.InventoryDigest;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.Reply;
import io.github.consent4j.servlet.exchange.RequestHead;
import java.io.IOException;

/**
 * Serves the inventory of what the policy declares. It is the same for everybody until the policy
 * or the library changes, and it is never held as a whole.
 */
final class InventoryEndpoint implements Endpoint {

  @Override
  public void serve(Exchange exchange, RequestHead request, Reply response) throws IOException {
    Notices notices = exchange.compiled().pages().notices();
    InventoryDigest digest = notices.inventoryDigest();
    if (Responses.isUnchanged(request, response, digest.hash())) {
      return;
    }
    Responses.head(response, "application/json", digest.length());
    if (!request.method().equals("HEAD")) {
      response.write(notices.inventoryWithNotices()::writeTo);
    }
  }
}
