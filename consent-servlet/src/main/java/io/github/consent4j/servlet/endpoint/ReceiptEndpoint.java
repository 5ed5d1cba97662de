package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.consent.Decision;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.export.RecordExport;
import io.github.consent4j.record.export.RecordExport.Format;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.Reply;
import io.github.consent4j.servlet.exchange.RequestHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the records of a visitor's own decisions to that visitor (GDPR Art. 15), by the random
 * identifier in the consent cookie. The parameter {@code format} asks for a format of others.
 */
final class ReceiptEndpoint implements Endpoint {

  /** The path below the base path. */
  static final String PATH = "/receipt.json";

  private static final Logger LOG = LoggerFactory.getLogger(ReceiptEndpoint.class);

  /** The number of decisions that one visitor makes at most, if the cookie is not forged. */
  private static final int MOST = 1000;

  /** The formats of others. */
  private static final List<Format> OFFERED = List.of(Format.KANTARA, Format.DPV);

  @Override
  public void serve(Exchange exchange, RequestHead request, Reply response)
      throws IOException, RequestRefusedException {
    ConsentRecords store = exchange.proof().store().orElseThrow(RequestRefusedException::notFound);
    if (!(exchange.consent().decision() instanceof Decision.Made made)) {
      throw new RequestRefusedException(
          HttpURLConnection.HTTP_NOT_FOUND, "There is no decision in this browser");
    }
    Optional<Format> format = format(request);
    ByteArrayOutputStream receipt = new ByteArrayOutputStream();
    try {
      List<ConsentRecord> records = exchange.proof().recordsOf(made.id(), MOST);
      if (records.isEmpty()) {
        throw new RequestRefusedException(
            HttpURLConnection.HTTP_NOT_FOUND, "There is no record of the decision in this browser");
      }
      if (format.isPresent()) {
        RecordExport.write(format.get(), store, records, receipt);
      } else {
        receipt.write(ReceiptJson.of(records, store));
      }
    } catch (IOException e) {
      LOG.warn("The records of a visitor cannot be read: {}", e.toString());
      Responses.retryLater(response);
      throw new RequestRefusedException(
          HttpURLConnection.HTTP_UNAVAILABLE, "The records cannot be read now");
    }
    Responses.attachment(
        response,
        "consent-receipt." + format.map(Format::extension).orElse("json"),
        format.map(Format::mediaType).orElse("application/json"),
        receipt.toByteArray());
  }

  /** Returns the format that was asked for; empty for the library's own. */
  private static Optional<Format> format(RequestHead request) throws RequestRefusedException {
    String named = request.parameter("format");
    if (named == null) {
      return Optional.empty();
    }
    return Optional.of(
        OFFERED.stream()
            .filter(format -> format.id().equals(named))
            .findFirst()
            .orElseThrow(
                () ->
                    new RequestRefusedException(
                        HttpURLConnection.HTTP_BAD_REQUEST,
                        "A receipt has the format 'kantara' or 'dpv', or no format is named")));
  }
}
