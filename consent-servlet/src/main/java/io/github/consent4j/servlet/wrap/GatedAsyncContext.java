package io.github.consent4j.servlet.wrap;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The container's context. The difference is that the gated response ends before the container's
 * response does.
 */
final class GatedAsyncContext implements AsyncContext {

  private final AsyncContext context;
  private final ConsentResponse response;
  private final AsyncRound round;
  private boolean listening;
  private volatile @Nullable GatedAsyncContext next;

  /** Makes the context of a round that was already begun. */
  GatedAsyncContext(AsyncContext context, ConsentResponse response) {
    this.context = context;
    this.response = response;
    this.round = new AsyncRound(response, this, this::beginNext);
  }

  /** Makes the context of a round that begins. */
  static GatedAsyncContext begin(AsyncContext raw, ConsentResponse response) {
    GatedAsyncContext context = new GatedAsyncContext(raw, response);
    context.listen();
    return context;
  }

  private AsyncContext beginNext(AsyncContext raw) {
    GatedAsyncContext begun = begin(raw, response);
    next = begun;
    return begun;
  }

  private void listen() {
    if (!listening) {
      context.addListener(round);
      listening = true;
    }
  }

  /** Returns the round that has begun after this one; null if the container has reported none. */
  @Nullable GatedAsyncContext next() {
    return next;
  }

  boolean wraps(AsyncContext other) {
    return context == other;
  }

  @Override
  public void complete() {
    round.ends();
    response.finishThen(context::complete, this::breakOff);
  }

  /**
   * Makes the container abort the response. This is possible only within a dispatch, in which the
   * filter does it.
   */
  private void breakOff() {
    try {
      context.dispatch(response.exchange().compiled().policy().settings().basePath());
    } catch (IllegalStateException e) {
      // The request is being ended in another way.
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
    round.ends();
    context.dispatch();
  }

  @Override
  public void dispatch(String path) {
    response.checkNotCompleted();
    round.ends();
    context.dispatch(path);
  }

  @Override
  public void dispatch(ServletContext other, String path) {
    response.checkNotCompleted();
    round.ends();
    context.dispatch(other, path);
  }

  @Override
  public void start(Runnable run) {
    context.start(run);
  }

  @Override
  public void addListener(AsyncListener listener) {
    addListener(listener, null, null);
  }

  @Override
  public void addListener(
      AsyncListener listener,
      @Nullable ServletRequest request,
      @Nullable ServletResponse suppliedResponse) {
    response.checkNotCompleted();
    listen();
    round.add(listener, request, suppliedResponse);
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
}
