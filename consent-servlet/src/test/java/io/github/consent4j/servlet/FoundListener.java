package io.github.consent4j.servlet;

import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.consent.ConsentListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A listener that nobody registers: it is named in a file for the service loader. */
public final class FoundListener implements ConsentListener {

  private static final Queue<ConsentEvent> HEARD = new ConcurrentLinkedQueue<>();

  @Override
  public void decided(ConsentEvent event) {
    HEARD.add(event);
  }

  static boolean heard(ConsentEvent event) {
    return HEARD.contains(event);
  }
}
