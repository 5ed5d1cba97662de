package io.github.consent4j.servlet.exchange;

import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.consent.ConsentListener;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Informs all listeners about a decision. Thread-safe.
 *
 * @param all the listeners, in the order in which they are called
 * @param pages is told of pages that pass the gate
 */
public record Listeners(List<ConsentListener> all, PageWatch pages) {

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  public Listeners {
    all = List.copyOf(all);
  }

  void tell(ConsentEvent event) {
    for (ConsentListener listener : all) {
      try {
        listener.decided(event);
      } catch (RuntimeException | LinkageError e) {
        LOG.error("The consent listener {} failed", listener.getClass().getName(), e);
      }
    }
  }
}
