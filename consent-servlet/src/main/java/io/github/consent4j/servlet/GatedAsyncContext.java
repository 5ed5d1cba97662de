package io.github.consent4j.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** The container's context, except that the gated response ends before the container's does. */
final class GatedAsyncContext implements AsyncContext {

  private final AsyncContext context;
  private final ConsentResponse response;

  GatedAsyncContext(AsyncContext context, ConsentResponse response) {
    this.context = context;
    this.response = response;
  }

  boolean wraps(AsyncContext other) {
    return context == other;
  }

  @Override
  public void complete() {
    response.finishThen(context::complete, this::breakOff);
  }

  /**
   * Only out of a dispatch can the container be had to break off a response; the filter does so.
   */
  private void breakOff() {
    try {
      context.dispatch(response.visit().compiled().policy().settings().basePath());
    } catch (IllegalStateException e) {
      // it is being ended in another way
      context.complete();
    }
  }

  @Override
  public ServletRequest getRequest() {
    return context.getRequest();
  }

  @Override
  public ServletResponse getResponse() {
    return context.getResponse();
  }

  @Override
  public boolean hasOriginalRequestAndResponse() {
    return context.getResponse() == response;
  }

  @Override
  public void dispatch() {
    response.checkNotCompleted();
    context.dispatch();
  }

  @Override
  public void dispatch(String path) {
    response.checkNotCompleted();
    context.dispatch(path);
  }

  @Override
  public void dispatch(ServletContext other, String path) {
    response.checkNotCompleted();
    context.dispatch(other, path);
  }

  @Override
  public void start(Runnable run) {
    context.start(run);
  }

  @Override
  public void addListener(AsyncListener listener) {
    context.addListener(new Relay(listener));
  }

  @Override
  public void addListener(
      AsyncListener listener, ServletRequest request, ServletResponse suppliedResponse) {
    context.addListener(new Relay(listener), request, suppliedResponse);
  }

  @Override
  public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
    return context.createListener(type);
  }

  @Override
  public void setTimeout(long milliseconds) {
    context.setTimeout(milliseconds);
  }

  @Override
  public long getTimeout() {
    return context.getTimeout();
  }

  /** Listeners that complete through their event would otherwise complete behind the gate. */
  private final class Relay implements AsyncListener {

    private final AsyncListener listener;

    Relay(AsyncListener listener) {
      this.listener = listener;
    }

    private AsyncEvent gated(AsyncEvent event) {
      return gated(event, GatedAsyncContext.this);
    }

    private static AsyncEvent gated(AsyncEvent event, AsyncContext context) {
      return new AsyncEvent(
          context, event.getSuppliedRequest(), event.getSuppliedResponse(), event.getThrowable());
    }

    @Override
    public void onComplete(AsyncEvent event) throws IOException {
      listener.onComplete(gated(event));
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
      listener.onTimeout(gated(event));
    }

    @Override
    public void onError(AsyncEvent event) throws IOException {
      listener.onError(gated(event));
    }

    @Override
    public void onStartAsync(AsyncEvent event) throws IOException {
      // the context of a new round is another one
      listener.onStartAsync(gated(event, new GatedAsyncContext(event.getAsyncContext(), response)));
    }
  }
}
