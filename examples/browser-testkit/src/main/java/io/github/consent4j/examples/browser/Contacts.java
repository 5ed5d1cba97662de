package io.github.consent4j.examples.browser;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** The hosts that were contacted, and the requests. Thread-safe. */
final class Contacts {

  private final Set<String> hosts = new TreeSet<>();
  private final List<String> requests = new ArrayList<>();
  private long latest = System.nanoTime();

  synchronized void host(String name) {
    hosts.add(plain(name));
    happened();
  }

  synchronized void request(String host, String path) {
    requests.add(plain(host) + path);
    host(host);
  }

  /** Notes traffic that does not belong to a host yet. */
  synchronized void happened() {
    latest = System.nanoTime();
    notifyAll();
  }

  private static String plain(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  synchronized Set<String> hosts() {
    return new TreeSet<>(hosts);
  }

  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  synchronized void forget() {
    hosts.clear();
    requests.clear();
  }

  /** Waits until there has been no traffic for some time. */
  synchronized boolean awaitQuiet(Duration quiet, Duration atMost) throws InterruptedException {
    long begin = System.nanoTime();
    latest = begin;
    long missing = quiet.toNanos();
    while (missing > 0) {
      if (System.nanoTime() - begin > atMost.toNanos()) {
        return false;
      }
      wait(missing / 1_000_000, (int) (missing % 1_000_000));
      missing = latest + quiet.toNanos() - System.nanoTime();
    }
    return true;
  }

  /** Waits until a condition holds that traffic can fulfil. */
  synchronized boolean await(BooleanSupplier holds, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!holds.getAsBoolean()) {
      long missing = end - System.nanoTime();
      if (missing <= 0) {
        return false;
      }
      wait(missing / 1_000_000, (int) (missing % 1_000_000));
    }
    return true;
  }
}
