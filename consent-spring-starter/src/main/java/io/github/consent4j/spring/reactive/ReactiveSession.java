package io.github.consent4j.spring.reactive;

import io.github.consent4j.servlet.exchange.RequestHead.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * The session of a reactive application, which has to be waited for before it can be used. It is
 * never started here. Belongs to one request.
 */
final class ReactiveSession implements Session {

  private volatile @Nullable WebSession session;
  private volatile boolean changed;

  /** Waits for the session. */
  Mono<Void> receive(Mono<WebSession> coming) {
    return coming.doOnNext(received -> session = received).then();
  }

  /** Saves the session if it was changed here, since the application has saved it already. */
  Mono<Void> save() {
    return Mono.defer(
        () -> {
          WebSession current = session;
          if (current == null || !changed) {
            return Mono.empty();
          }
          changed = false;
          return current.save();
        });
  }

  /** Returns this session; null if the visitor has none. */
  @Nullable Session ifStarted() {
    WebSession current = session;
    return current != null && current.isStarted() ? this : null;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return session().getAttribute(name);
  }

  @Override
  public void setAttribute(String name, Object value) {
    changed = true;
    session().getAttributes().put(name, value);
  }

  @Override
  public void removeAttribute(String name) {
    changed = true;
    session().getAttributes().remove(name);
  }

  private WebSession session() {
    WebSession current = session;
    if (current == null || current.isExpired()) {
      throw new IllegalStateException("The session has ended");
    }
    return current;
  }
}
