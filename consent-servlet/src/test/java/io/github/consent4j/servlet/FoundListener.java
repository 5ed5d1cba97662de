package io.github.consent4j.servlet;

import io.github.consent4j.consent.ConsentEvent;
import io.github.consent4j.consent.ConsentListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A listener that is found by the service loader alone. */
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
