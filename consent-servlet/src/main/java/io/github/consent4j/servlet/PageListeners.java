package io.github.consent4j.servlet;

import io.github.consent4j.servlet.PageListener.Page;
import io.github.consent4j.servlet.exchange.PageWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells all listeners of pages. Thread-safe. */
final class PageListeners implements PageWatch {

  private static final Logger LOG = LoggerFactory.getLogger(PageListeners.class);

  private final List<PageListener> all;

  private PageListeners(List<PageListener> all) {
    this.all = all;
  }

  static PageWatch of(List<PageListener> all) {
    return all.isEmpty() ? PageWatch.NONE : new PageListeners(List.copyOf(all));
  }

  @Override
  public PageWatch.@Nullable End begins() {
    List<Consumer<Page>> told = new ArrayList<>(all.size());
    for (PageListener listener : all) {
      try {
        Consumer<Page> page = listener.begins();
        if (page != null) {
          told.add(page);
        }
      } catch (RuntimeException | LinkageError e) {
        logFailure(listener, e);
      }
    }
    return told.isEmpty() ? null : (outcome, nanos, bytes) -> end(told, outcome, nanos, bytes);
  }

  private static void end(
      List<Consumer<Page>> told, PageWatch.Outcome outcome, long nanos, long bytes) {
    Page page =
        new Page(PageListener.Outcome.valueOf(outcome.name()), Duration.ofNanos(nanos), bytes);
    for (Consumer<Page> listener : told) {
      try {
        listener.accept(page);
      } catch (RuntimeException | LinkageError e) {
        logFailure(listener, e);
      }
    }
  }

  private static void logFailure(Object listener, Throwable failure) {
    LOG.error("The page listener {} failed", listener.getClass().getName(), failure);
  }
}
