package io.github.consent4j.examples.research.peers;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The measurements, as Markdown. */
final class Report {

  private static final List<Tool> ASKING =
      Stream.of(Tool.values()).filter(tool -> tool != Tool.NONE).toList();

  private final Samples samples;
  private final Map<Tool, Baggage> baggage;
  private final StringBuilder text = new StringBuilder();

  Report(Samples samples, Map<Tool, Baggage> baggage) {
    this.samples = samples;
    this.baggage = baggage;
  }

  /**
   * @param conditions the conditions of the measurement
   */
  String text(String conditions) {
    text.append("# One page, and what asks for consent on it\n\n")
        .append(conditions)
        .append(" Every visitor is new. Times are medians in milliseconds, with the least and the")
        .append(" most. How fast the machine was: a loop of five million steps took ")
        .append(range(Tool.CONSENT4J, "pace"))
        .append(" ms.\n");
    baggage();
    loading();
    answers();
    return text.toString();
  }

  private void baggage() {
    heading("By how much the page gets heavier, in bytes by gzip -9");
    head("", "script", "style", "HTML", "placeholders", "all", "requests", "JavaScript heap, kB");
    for (Tool tool : ASKING) {
      Baggage more = baggage.get(tool).minus(baggage.get(Tool.NONE));
      row(
          tool.title(),
          more.script(),
          more.style(),
          more.html(),
          more.frames(),
          more.bytes(),
          more.requests(),
          Math.round((heap(tool) - heap(Tool.NONE)) / 1000));
    }
  }

  private double heap(Tool tool) {
    return samples.median(tool, "heap");
  }

  private void loading() {
    heading("Until the page is at rest");
    head(
        "",
        "layout shift",
        "first paint",
        "banner painted from",
        "banner in the first paint",
        "long tasks",
        "of these, beyond 50 ms",
        "longest own script in a slow frame",
        "all of them",
        "layout asked for in them");
    for (Tool tool : Tool.values()) {
      boolean asks = tool != Tool.NONE;
      row(
          tool.title(),
          shift(tool, "load shift"),
          range(tool, "load firstPaint"),
          asks ? range(tool, "load banner") : "",
          asks ? share(tool, "load atFirstPaint") : "",
          range(tool, "load longTasks"),
          range(tool, "load blocked"),
          asks ? range(tool, "load longestScript") : "",
          asks ? range(tool, "load scripts") : "",
          asks ? range(tool, "load forced") : "");
    }
    text.append(
        """

        A banner is painted from the start of the frame that shows it first, and a frame may be on
        the screen later. What moves with tarteaucitronjs is the text below its placeholder, which
        gets its size from a script.
        """);
  }

  private void answers() {
    perButton("From the press of a button to the next paint (INP)", this::answered);
    perButton(
        "What it is made of: until a script runs, scripts, until it is painted", this::madeOf);
    perButton(
        "Longest own script in a slow frame after it",
        what -> tool -> range(tool, what + " longestScript"));
    perButton(
        "Layout shift after it, where no input explains it",
        what -> tool -> shift(tool, what + " shift"));
    perButton("Pages loaded after it", what -> tool -> range(tool, what + " pages"));
    heading("From the press of the button to the frame with the settings");
    head("", "settings");
    for (Tool tool : ASKING) {
      row(tool.title(), range(tool, "open opened"));
    }
  }

  private Function<Tool, String> answered(String button) {
    return tool -> range(tool, button + " answered").replaceFirst("^0 .*", "under 16");
  }

  private Function<Tool, String> madeOf(String button) {
    return tool ->
        Stream.of("waited", "worked", "painted")
            .map(part -> number(samples.median(tool, button + ' ' + part)))
            .collect(Collectors.joining(" + "));
  }

  private void perButton(String words, Function<String, Function<Tool, String>> cell) {
    heading(words);
    head("", "accept all", "reject all", "settings", "save selection");
    for (Tool tool : ASKING) {
      row(
          tool.title(),
          Stream.of("accept", "reject", "open", "save")
              .map(button -> cell.apply(button).apply(tool))
              .toArray());
    }
  }

  private String range(Tool tool, String what) {
    List<Double> values = samples.of(tool, what);
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    String median = number(samples.median(tool, what));
    return least == most ? median : "%s (%s to %s)".formatted(median, number(least), number(most));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  private String shift(Tool tool, String what) {
    return String.format(Locale.ROOT, "%.3f", samples.median(tool, what));
  }

  private String share(Tool tool, String what) {
    List<Double> values = samples.of(tool, what);
    double holds = values.stream().mapToDouble(Double::doubleValue).sum();
    return number(holds) + " of " + values.size();
  }

  private void heading(String words) {
    text.append("\n## ").append(words).append("\n\n");
  }

  private void head(String first, String... columns) {
    row(first, (Object[]) columns);
    text.append("|---").append("|---:".repeat(columns.length)).append("|\n");
  }

  private void row(String first, Object... cells) {
    text.append(
        Stream.concat(Stream.of(first), Stream.of(cells))
            .map(String::valueOf)
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }
}
