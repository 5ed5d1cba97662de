package io.github.consent4j.record.keep;

import io.github.consent4j.record.ConsentRecord;
import io.github.consent4j.record.ConsentRecords;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way to a store that needs no spool. */
final class DirectRoute implements Route {

  private static final Logger LOG = LoggerFactory.getLogger(DirectRoute.class);

  private final ConsentRecords store;
  private final KeepingHealth health;

  DirectRoute(ConsentRecords store, KeepingHealth health) {
    this.store = store;
    this.health = health;
  }

  @Override
  public void append(List<ConsentRecord> records) throws IOException {
    store.append(records);
    health.stored(records.size());
  }

  @Override
  public int erase(String consentId) throws IOException {
    return store.erase(consentId);
  }

  @Override
  public void close() {
    try {
      store.close();
    } catch (IOException e) {
      LOG.warn("The store of consent records could not be closed: {}", e.toString());
    }
  }
}
