package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.page.Notices;
import io.github.consent4j.page.Notices.InventoryDigest;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.Reply;
import io.github.consent4j.servlet.exchange.RequestHead;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.List;

/**
 * Serves the inventory of what the policy declares. It is the same for everybody until the policy
 * or the library changes, and it is never held as a whole.
 */
final class InventoryEndpoint implements Endpoint {

  @Override
  public void serve(Exchange exchange, RequestHead request, Reply response) throws IOException {
    Notices notices = exchange.compiled().pages().notices();
    InventoryDigest digest = notices.inventoryDigest();
    String tag = '"' + digest.hash() + '"';
    response.setHeader("ETag", tag);
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (isKnown(request.headers("If-None-Match"), tag)) {
      response.setStatus(HttpURLConnection.HTTP_NOT_MODIFIED);
      return;
    }
    response.setContentType("application/json");
    response.setContentLength(digest.length());
    if (!request.method().equals("HEAD")) {
      response.write(notices.inventoryWithNotices()::writeTo);
    }
  }

  /** Returns whether the browser has it, by weak comparison (RFC 9110, section 13.1.2). */
  private static boolean isKnown(List<String> tags, String current) {
    return tags.stream().anyMatch(each -> each.strip().equals("*") || each.contains(current));
  }
}
