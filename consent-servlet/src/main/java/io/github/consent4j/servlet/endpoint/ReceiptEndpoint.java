package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.consent.Decision;
import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import io.github.consent4j.record.ConsentRecords.Query;
import io.github.consent4j.servlet.exchange.Exchange;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the records of a visitor's own decisions to that visitor (GDPR Art. 15), by the random
 * identifier in the consent cookie.
 */
final class ReceiptEndpoint implements Endpoint {

  /** The path below the base path. */
  static final String PATH = "/receipt.json";

  private static final Logger LOG = LoggerFactory.getLogger(ReceiptEndpoint.class);

  /** The number of decisions that one visitor makes at most, if the cookie is not forged. */
  private static final int MOST = 1000;

  @Override
  public void serve(Exchange exchange, HttpServletRequest request, HttpServletResponse response)
      throws IOException, RequestRefusedException {
    ConsentRecords store = exchange.proof().store().orElseThrow(RequestRefusedException::notFound);
    if (!(exchange.consent().decision() instanceof Decision.Made made)) {
      throw new RequestRefusedException(
          HttpServletResponse.SC_NOT_FOUND, "There is no decision in this browser");
    }
    byte[] receipt;
    try {
      List<ConsentRecord> records = records(store, made.id());
      if (records.isEmpty()) {
        throw new RequestRefusedException(
            HttpServletResponse.SC_NOT_FOUND, "There is no record of the decision in this browser");
      }
      receipt = ReceiptJson.of(records, store);
    } catch (IOException e) {
      LOG.error("The records of a visitor cannot be read", e);
      throw new RequestRefusedException(
          HttpServletResponse.SC_SERVICE_UNAVAILABLE, "The records cannot be read now");
    }
    Responses.attachment(response, "consent-receipt.json", receipt);
  }

  private static List<ConsentRecord> records(ConsentRecords store, String consentId)
      throws IOException {
    List<ConsentRecord> records = new ArrayList<>();
    store.forEach(
        Query.of(consentId),
        record -> {
          if (records.size() < MOST) {
            records.add(record);
          }
        });
    return records;
  }
}
