package io.github.consent4j.examples.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks and prints their results as one table in Markdown. The ratios are those of
 * the best iterations: other work on a machine can only add time.
 */
public final class Table {

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("copyPages", "System.arraycopy, whole pages"),
          Map.entry("copyChunks", "System.arraycopy, 8 KiB"),
          Map.entry("countSigns", "count `<`, byte by byte"),
          Map.entry("countSignsByWords", "count `<`, SWAR"),
          Map.entry("gateChunks", "**gate, 8 KiB writes**"),
          Map.entry("gatePages", "gate, whole pages"),
          Map.entry("decodeAndEncode", "UTF-8 decode + encode"),
          Map.entry("regularExpressions", "regular expressions"),
          Map.entry("jsoup", "jsoup parse + rewrite + serialise"),
          Map.entry("jericho", "Jericho parse + rewrite"),
          Map.entry("validatorNu", "validator.nu tokenizer"),
          Map.entry("validatorNuCompiled", "same, -XX:-DontCompileHugeMethods"));

  private final Map<String, RunResult> results = new TreeMap<>();
  private final double bytes;
  private final int pages;

  private Table(Corpus corpus, Collection<RunResult> runs) {
    bytes = corpus.size();
    pages = corpus.pages().size();
    runs.forEach(run -> results.put(key(run), run));
  }

  /**
   * @param args options of JMH, as one argument or as several
   */
  public static void main(String[] args)
      throws IOException, RunnerException, CommandLineOptionException {
    String[] options = String.join(" ", args).strip().split("\\s+");
    CommandLineOptions given =
        options[0].isEmpty() ? new CommandLineOptions() : new CommandLineOptions(options);
    Collection<RunResult> runs =
        new Runner(
                new OptionsBuilder()
                    .parent(given)
                    .exclude(Cookies.class.getName() + "\\.")
                    .addProfiler(GCProfiler.class)
                    .build())
            .run();
    new Table(Corpus.read(), runs).print(System.out);
  }

  private static String key(RunResult run) {
    String hosts = run.getParams().getParam("hosts");
    String name = run.getPrimaryResult().getLabel();
    return hosts == null ? name : name + ", " + hosts + " hosts";
  }

  private void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%n%d pages, %.1f MB, %s %s%n%n",
        pages,
        bytes / 1e6,
        System.getProperty("java.vm.name"),
        System.getProperty("java.version"));
    out.println(
        "| candidate | mean ms | +/- | best ms | MB/s | x time of SWAR count |"
            + " of arraycopy 8 KiB | x jsoup |"
            + " bytes allocated a page |");
    out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    results.entrySet().stream()
        .sorted((a, b) -> Double.compare(millis(a.getValue()), millis(b.getValue())))
        .forEach(entry -> out.println(row(entry.getKey(), entry.getValue())));
  }

  private String row(String key, RunResult run) {
    String[] parts = key.split(", ", 2);
    String name =
        NAMES.getOrDefault(parts[0], parts[0]) + (parts.length > 1 ? ", " + parts[1] : "");
    double ms = millis(run);
    Result<?> allocated = run.getSecondaryResults().get("gc.alloc.rate.norm");
    return String.join(
        " | ",
        List.of(
            "| " + name,
            number(run.getPrimaryResult().getScore(), 2),
            number(run.getPrimaryResult().getScoreError(), 2),
            number(ms, 2),
            number(bytes / 1e3 / ms, 0),
            number(ms / millisOf("countSignsByWords"), 2),
            number(millisOf("copyChunks") / ms, 3),
            number(millisOf("jsoup") / ms, 1),
            (allocated == null ? "" : number(allocated.getScore() / pages, 0)) + " |"));
  }

  private double millisOf(String key) {
    RunResult run = results.get(key);
    return run == null ? Double.NaN : millis(run);
  }

  private static double millis(RunResult run) {
    return run.getPrimaryResult().getStatistics().getMin();
  }

  private static String number(double value, int digits) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
