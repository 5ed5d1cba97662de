package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.page.asset.Asset;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.Reply;
import io.github.consent4j.servlet.exchange.RequestHead;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Serves one script or style sheet, whose path contains a hash of its content. While another policy
 * is rolled out or rolled back, a file of that policy is requested; then a substitute is served.
 */
record AssetEndpoint(String path) implements Endpoint {

  @Override
  public void serve(Exchange exchange, RequestHead request, Reply response)
      throws IOException, RequestRefusedException {
    Optional<Asset> own = exchange.asset(path);
    Asset asset =
        own.or(() -> exchange.compiled().assets().standIn(path))
            .orElseThrow(RequestRefusedException::notFound);
    if (own.isPresent()) {
      response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    } else {
      // The content is not that of the path.
      Responses.unstored(response);
    }
    response.addHeader("Vary", "Accept-Encoding");
    if (takesGzip(request.header("Accept-Encoding"))) {
      response.setHeader("Content-Encoding", "gzip");
      Responses.body(response, asset.contentType(), asset.gzipped());
    } else {
      Responses.body(response, asset.contentType(), asset.bytes());
    }
  }

  private static boolean takesGzip(@Nullable String acceptEncoding) {
    if (acceptEncoding == null) {
      return false;
    }
    for (String coding : acceptEncoding.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = coding.strip().split(";", 2);
      boolean refused = parts.length == 2 && parts[1].strip().matches("q\\s*=\\s*0(\\.0*)?");
      if (parts[0].strip().equals("gzip")) {
        return !refused;
      }
    }
    return false;
  }
}
