package io.github.consent4j;

import java.lang.management.ManagementFactory;

/** How long a thread has computed, however busy the machine is with other work. */
public final class CpuTime {

  private CpuTime() {}

  /** Nanoseconds that the calling thread has computed. */
  public static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
