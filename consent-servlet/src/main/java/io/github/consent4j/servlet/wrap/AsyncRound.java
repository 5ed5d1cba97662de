package io.github.consent4j.servlet.wrap;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One round of asynchronous processing, from {@code startAsync} to the next dispatch or the end. It
 * receives the container's events and passes them to the listeners of the application. It marks the
 * response as failed if no listener has handled a timeout or an error. Thread-safe.
 */
final class AsyncRound implements AsyncListener {

  private final ConsentResponse response;
  private final AsyncContext context;
  private final UnaryOperator<AsyncContext> begin;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger ends = new AtomicInteger();

  /**
   * @param response the response of every round
   * @param context context of this round for the application
   * @param begin turns the container's context of a new round into the one for the application
   */
  AsyncRound(ConsentResponse response, AsyncContext context, UnaryOperator<AsyncContext> begin) {
    this.response = response;
    this.context = context;
    this.begin = begin;
  }

  /** A listener of the application, with the request and response that it was added with. */
  private record Listener(
      AsyncListener listener,
      @Nullable ServletRequest request,
      @Nullable ServletResponse response) {

    /**
     * Returns the event with the gated context. A listener that completed the container's own
     * context would not end the page.
     */
    AsyncEvent event(AsyncEvent raw, AsyncContext gated) {
      return new AsyncEvent(
          gated,
          request == null ? raw.getSuppliedRequest() : request,
          response == null ? raw.getSuppliedResponse() : response,
          raw.getThrowable());
    }
  }

  void add(
      AsyncListener listener,
      @Nullable ServletRequest request,
      @Nullable ServletResponse supplied) {
    listeners.add(new Listener(listener, request, supplied));
  }

  /** Called when the application completes or dispatches the request. */
  void ends() {
    ends.incrementAndGet();
  }

  @Override
  public void onComplete(AsyncEvent event) throws IOException {
    // The container uses its response for another request next.
    response.complete();
    tell(AsyncListener::onComplete, event, context);
  }

  @Override
  public void onTimeout(AsyncEvent event) throws IOException {
    tellOfFailure(AsyncListener::onTimeout, event);
  }

  @Override
  public void onError(AsyncEvent event) throws IOException {
    tellOfFailure(AsyncListener::onError, event);
  }

  @Override
  public void onStartAsync(AsyncEvent event) throws IOException {
    tell(AsyncListener::onStartAsync, event, begin.apply(event.getAsyncContext()));
  }

  /** A method of a listener. */
  @FunctionalInterface
  private interface Method {
    void call(AsyncListener listener, AsyncEvent event) throws IOException;
  }

  private void tellOfFailure(Method method, AsyncEvent event) throws IOException {
    int before = ends.get();
    try {
      tell(method, event, context);
    } finally {
      if (ends.get() == before) {
        // The container continues with its error page.
        response.fail();
      }
    }
  }

  /** Calls every listener, even if one of them throws an exception. */
  private void tell(Method method, AsyncEvent event, AsyncContext gated) throws IOException {
    Exception failure = null;
    for (Listener each : listeners) {
      try {
        method.call(each.listener(), each.event(event, gated));
      } catch (IOException | RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure instanceof IOException io) {
      throw io;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }
}
