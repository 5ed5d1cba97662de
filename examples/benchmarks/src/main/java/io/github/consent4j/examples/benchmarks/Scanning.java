package io.github.consent4j.examples.benchmarks;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures the speed of memory, which no scanner can exceed. One operation is the whole corpus. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 20, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 30, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class Scanning {

  private static final int CHUNK = 8192;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long SIGNS = ONES * '<';

  private Corpus corpus = new Corpus(List.of());
  private byte[] target = {};

  @Setup
  public void read() throws IOException {
    corpus = Corpus.read();
    target = new byte[corpus.largest()];
  }

  @Benchmark
  public byte copyPages() {
    for (byte[] page : corpus.pages()) {
      System.arraycopy(page, 0, target, 0, page.length);
    }
    return target[0];
  }

  @Benchmark
  public byte copyChunks() {
    for (byte[] page : corpus.pages()) {
      for (int p = 0; p < page.length; p += CHUNK) {
        System.arraycopy(page, p, target, 0, Math.min(CHUNK, page.length - p));
      }
    }
    return target[0];
  }

  @Benchmark
  public int countSigns() {
    int count = 0;
    for (byte[] page : corpus.pages()) {
      for (byte b : page) {
        if (b == '<') {
          count++;
        }
      }
    }
    return count;
  }

  /** Reads eight bytes at a time, from one {@code <} to the next, as a scanner must. */
  @Benchmark
  public int countSignsByWords() {
    int count = 0;
    for (byte[] page : corpus.pages()) {
      for (int p = next(page, 0); p < page.length; p = next(page, p + 1)) {
        count++;
      }
    }
    return count;
  }

  private static int next(byte[] page, int from) {
    int p = from;
    while (p <= page.length - Long.BYTES) {
      long difference = (long) LONG.get(page, p) ^ SIGNS;
      long found = difference - ONES & ~difference & HIGHS;
      if (found != 0) {
        return p + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
      p += Long.BYTES;
    }
    while (p < page.length && page[p] != '<') {
      p++;
    }
    return p;
  }
}
