package io.github.consent4j.examples.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Compares the answers of an application with those of the same application without the library:
 * whatever is different has a reason. The table stands in {@code target/compatibility.md}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ComparisonTest {

  private static final Table TABLE = new Table();

  @AfterAll
  static void writeTable() throws IOException {
    TABLE.write();
  }

  @ParameterizedTest
  @EnumSource
  void every_difference_has_a_reason_and_nothing_more_is_logged(
      Container container, CapturedOutput output) throws Exception {
    Run with = run(container, true, "", output);
    Run without = run(container, false, with.decision(), output);

    List<String> unexplained = new ArrayList<>();
    List<Explanation> ofUndecided = compare(container, "undecided", without, with, unexplained);
    List<Explanation> ofAllowing = compare(container, "allows all", without, with, unexplained);

    assertThat(unexplained).isEmpty();
    assertThat(ofUndecided)
        .contains(
            Explanation.GUARD,
            Explanation.BANNER,
            Explanation.HELD_BACK,
            Explanation.HELD_BACK_IN_STYLES,
            Explanation.COOKIE_HELD,
            Explanation.COOKIE_HIDDEN);
    assertThat(ofAllowing)
        .contains(Explanation.OTHER_TABS)
        .doesNotContain(
            Explanation.HELD_BACK,
            Explanation.HELD_BACK_IN_STYLES,
            Explanation.HINT_HELD_BACK,
            Explanation.COOKIE_HELD,
            Explanation.COOKIE_HIDDEN,
            Explanation.LEFTOVER_EXPIRED);
    Map<String, Answer> own = without.answers().get("undecided");
    assertThat(own.get("page of who is logged in").body()).contains("ada");
    assertThat(own.get("streamed page, gzip").header("content-encoding")).isEqualTo("gzip");
    assertThat(own.get("order").status()).isEqualTo(302);
    assertThat(with.trouble()).isEqualTo(without.trouble());
    assertThat(with.trouble()).anyMatch(line -> line.contains("OutOfOrderException"));
  }

  /**
   * What one application has answered.
   *
   * @param answers by visitor and call
   * @param decision the consent cookie of a visitor who allows everything
   * @param trouble warnings, errors and exceptions that it has logged
   */
  private record Run(
      Map<String, Map<String, Answer>> answers, String decision, List<String> trouble) {}

  private static Run run(
      Container container, boolean consent, String earlierDecision, CapturedOutput output)
      throws Exception {
    int start = output.length();
    Map<String, Map<String, Answer>> answers = new LinkedHashMap<>();
    String decision = earlierDecision;
    try (ConfigurableApplicationContext shop = Shop.start(container, consent)) {
      int port = shop.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
      if (consent) {
        Visitor visitor = new Visitor(port);
        decision = visitor.post("/consent", "choice=accept-all").cookies().get("consent");
        visitor.page("/plain");
      }
      answers.put("undecided", answers(port, ""));
      answers.put("allows all", answers(port, decision));
    }
    return new Run(answers, decision, Log.trouble(output.toString().substring(start)));
  }

  private static Map<String, Answer> answers(int port, String decision) throws Exception {
    Map<String, Answer> answers = new LinkedHashMap<>();
    for (Map.Entry<String, Call> call : Call.all().entrySet()) {
      Visitor visitor = new Visitor(port);
      if (!decision.isEmpty()) {
        visitor.keep("consent", decision);
      }
      answers.put(call.getKey(), call.getValue().by(visitor));
    }
    return answers;
  }

  private static List<Explanation> compare(
      Container container, String visitor, Run without, Run with, List<String> unexplained) {
    List<Explanation> all = new ArrayList<>();
    without
        .answers()
        .get(visitor)
        .forEach(
            (call, off) -> {
              Pair pair = Pair.of(container, off, with.answers().get(visitor).get(call));
              Map<String, List<Explanation>> found = new LinkedHashMap<>();
              for (String part : pair.differences()) {
                List<Explanation> explanations = Explanation.of(part, pair);
                found.put(part, explanations);
                all.addAll(explanations);
                if (explanations.isEmpty()) {
                  unexplained.add(
                      "%s, %s, %s, %s: %s"
                          .formatted(container, visitor, call, part, pair.shown(part)));
                }
              }
              TABLE.add(call, visitor, pair, found);
            });
    return all;
  }
}
