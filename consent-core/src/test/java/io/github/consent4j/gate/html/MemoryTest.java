package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryTest {

  /** The memory of the gate itself, without the insertions. */
  private static final int BASE = 2048;

  private static final String UNIT =
      "<div class=\"a b\"><p id=x>Some text &amp; more, <a href='/y'>a link</a>"
          + "<img src=\"https://cdn.site.example/z.png?a=1&amp;b=2\" srcset=\"/a 1x, /b 2x\">"
          + "<link rel=\"stylesheet\" href=\"/x.css\"><p style=\"color:red\">"
          + "<script>var x = 1 < 2;</script><style>p{color:rgb(1,2,3);b:url(/x)}</style>"
          + "<script src=\"https://cdn.site.example/x.js\" type=\"text/javascript\"></script>"
          + "<!-- c --></div>\n";

  private final GateFixture fixture = new GateFixture();

  private void read(int length) throws IOException {
    byte[] unit = UNIT.repeat(8192 / UNIT.length() + 1).getBytes(StandardCharsets.UTF_8);
    HtmlGate gate = fixture.gate((bytes, offset, count) -> {});
    for (int done = 0; done < length; done += unit.length) {
      gate.write(unit, 0, unit.length);
    }
    gate.finish();
  }

  private long allocatedFor(int length) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      read(length);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  @Test
  void takes_no_more_memory_for_a_long_page_than_for_a_short_one() throws IOException {
    read(20_000_000);
    long unit = 2L * UNIT.repeat(8192 / UNIT.length() + 1).length();
    long small = allocatedFor(10_000);
    long large = allocatedFor(10_000_000);

    assertThat(large - small).as("more for the long page").isLessThan(256);
    assertThat(small - unit).as("for any page").isLessThan(BASE);
  }

  @Test
  void streams_a_hundred_megabytes_through_a_small_heap() throws Exception {
    String java =
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    Process process =
        new ProcessBuilder(
                java,
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                Streaming.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }

  /** Runs in a virtual machine of its own. */
  static final class Streaming {

    public static void main(String[] arguments) throws IOException {
      new MemoryTest().read(100_000_000);
    }
  }
}
