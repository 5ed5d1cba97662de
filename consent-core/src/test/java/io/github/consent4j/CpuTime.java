package io.github.consent4j;

import java.lang.management.ManagementFactory;

/** Measures the processor time of a thread, so that other work on the machine does not count. */
public final class CpuTime {

  private CpuTime() {}

  /** Returns the processor time of the calling thread in nanoseconds. */
  public static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
