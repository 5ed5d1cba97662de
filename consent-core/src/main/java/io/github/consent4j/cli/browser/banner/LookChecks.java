package io.github.consent4j.cli.browser.banner;

import io.github.consent4j.audit.rule.DialogRules;
import io.github.consent4j.audit.rule.LintRules;
import io.github.consent4j.audit.rule.PolicyRules;
import io.github.consent4j.audit.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The checks of what a banner looks like in one window. */
final class LookChecks {

  private static final double LEAST_CONTRAST = 4.5;
  private static final double MOST_DIFFERENCE_OF_CONTRAST = 1;
  private static final double ALIKE = .1;
  private static final double BRIGHTER = 1.2;
  private static final int OTHER_COLOUR = 48;
  private static final int LARGE_WINDOW = 1000;

  private final Measurement measured;
  private final List<Result> results = new ArrayList<>();

  private LookChecks(Measurement measured) {
    this.measured = measured;
  }

  static List<Result> of(Measurement measured) {
    return new LookChecks(measured).all();
  }

  private List<Result> all() {
    Answer accept = measured.accept();
    Answer reject = measured.reject().orElse(null);
    offer(accept, reject);
    label(accept, reject);
    switches();
    room();
    if (reject != null) {
      view(accept, reject);
      kind(accept, reject);
      position(accept, reject);
      size(accept, reject);
      if (accept.hasKnownColours() && reject.hasKnownColours()) {
        colours(accept, reject);
      }
    }
    return results;
  }

  private void add(Rule rule, boolean passed, String sentence) {
    results.add(new Result(rule, passed, sentence, measured.window().width));
  }

  private void offer(Answer accept, @Nullable Answer reject) {
    if (reject != null) {
      add(
          DialogRules.NO_REJECT_FIRST_LAYER,
          true,
          accept + " and " + reject + " are on the first layer.");
      return;
    }
    List<String> others = measured.facts().texts("others");
    add(
        DialogRules.NO_REJECT_FIRST_LAYER,
        false,
        accept
            + " is there, but nothing that rejects everything"
            + (others.isEmpty() ? "." : "; the other controls are " + quoted(others) + "."));
  }

  private void view(Answer accept, Answer reject) {
    String hidden =
        List.of(accept, reject).stream()
            .filter(answer -> !answer.isInView())
            .map(answer -> answer + " " + answer.whyOutOfView())
            .collect(Collectors.joining(", "));
    add(
        BannerRules.OUT_OF_VIEW,
        hidden.isEmpty(),
        hidden.isEmpty()
            ? "Both answers are in view in a window of " + window() + "."
            : hidden + " in a window of " + window() + ".");
  }

  private String window() {
    return measured.window().width + " x " + measured.window().height + " px";
  }

  private void kind(Answer accept, Answer reject) {
    boolean same = accept.kind().equals(reject.kind());
    add(
        DialogRules.LINK_INSTEAD_OF_BUTTON,
        same,
        same
            ? "Both answers are of the kind " + accept.kind() + "."
            : accept + " is a " + accept.kind() + ", " + reject + " is a " + reject.kind() + ".");
  }

  private void position(Answer accept, Answer reject) {
    Facts offer = measured.facts().at("offer");
    List<String> between = offer.texts("between");
    boolean row =
        Math.abs(middleY(accept) - middleY(reject))
            <= Math.max(accept.height(), reject.height()) / 4;
    boolean column =
        Math.abs(middleX(accept) - middleX(reject))
            <= Math.max(accept.width(), reject.width()) / 10;
    String wrong = "";
    if (offer.is("outside")) {
      wrong = reject + " is outside of the banner.";
    } else if (!offer.is("sameWrapper")) {
      wrong = "The answers stand in different parts of the banner.";
    } else if (!between.isEmpty()) {
      wrong = "Between the answers stands " + quoted(between) + ".";
    } else if (!row && !column) {
      wrong = "The answers stand neither in one row nor in one column.";
    }
    String good = row ? "Both answers are in one row, " : "Both answers are in one column, ";
    add(
        DialogRules.ORDER_OR_POSITION_ASYMMETRY,
        wrong.isEmpty(),
        wrong.isEmpty() ? good + (first(offer) ? reject : accept) + " first." : wrong);
  }

  private static boolean first(Facts offer) {
    return offer.text("first").equals("reject");
  }

  private static double middleY(Answer answer) {
    return answer.facts().number("top") + answer.height() / 2;
  }

  private static double middleX(Answer answer) {
    return answer.facts().number("left") + answer.width() / 2;
  }

  private void size(Answer accept, Answer reject) {
    boolean same =
        alike(accept.width(), reject.width())
            && alike(accept.height(), reject.height())
            && accept.lettering().equals(reject.lettering());
    add(
        DialogRules.SIZE_ASYMMETRY,
        same,
        accept.lettering().equals(reject.lettering())
            ? "%s is %s, %s is %s; both have %s."
                .formatted(accept, accept.size(), reject, reject.size(), accept.lettering())
            : "%s is %s with %s, %s is %s with %s."
                .formatted(
                    accept,
                    accept.size(),
                    accept.lettering(),
                    reject,
                    reject.size(),
                    reject.lettering()));
  }

  private static boolean alike(double one, double other) {
    return Math.abs(one - other) <= ALIKE * Math.max(one, other);
  }

  private void colours(Answer accept, Answer reject) {
    double brighter =
        (Math.max(accept.luminance(), reject.luminance()) + .05)
            / (Math.min(accept.luminance(), reject.luminance()) + .05);
    boolean other = false;
    for (int i = 0; i < 3; i++) {
      other |= Math.abs(accept.part(i) - reject.part(i)) > OTHER_COLOUR;
    }
    add(
        DialogRules.COLOUR_ASYMMETRY,
        brighter <= BRIGHTER && !other,
        "The background is %s behind %s and %s behind %s."
            .formatted(accept.ground(), accept, reject.ground(), reject));
    String contrasts =
        "The contrast is %s at %s and %s at %s."
            .formatted(accept.ratio(), accept, reject.ratio(), reject);
    add(
        DialogRules.CONTRAST_ASYMMETRY,
        Math.abs(accept.contrast() - reject.contrast()) <= MOST_DIFFERENCE_OF_CONTRAST,
        contrasts);
    add(
        BannerRules.UNREADABLE,
        Math.min(accept.contrast(), reject.contrast()) >= LEAST_CONTRAST,
        contrasts);
  }

  private void label(Answer accept, @Nullable Answer reject) {
    boolean clear =
        !BannerWords.isUnclearForAccept(accept.label())
            && (reject == null || !BannerWords.isUnclearForReject(reject.label()));
    String labels = accept + (reject == null ? "" : " and " + reject);
    add(
        LintRules.UNCLEAR_LABEL,
        clear,
        clear
            ? "The labels are " + labels + "."
            : "The labels are " + labels + ", which does not say what happens to consent.");
  }

  private void switches() {
    List<String> ticked =
        measured.facts().each("ticked").stream().map(each -> each.text("label")).toList();
    add(
        PolicyRules.PRE_TICKED,
        ticked.isEmpty(),
        ticked.isEmpty()
            ? "No control that can be refused is on beforehand."
            : "On beforehand: " + quoted(ticked) + ".");
    List<String> interests = measured.facts().texts("interests");
    add(
        BannerRules.INTEREST,
        interests.isEmpty(),
        interests.isEmpty()
            ? "There is no control for legitimate interest."
            : "Controls for legitimate interest: " + quoted(interests) + ".");
  }

  private void room() {
    if (measured.window().width >= LARGE_WINDOW) {
      long share = Math.round(100 * measured.height() / measured.window().height);
      add(
          BannerRules.LARGE,
          share <= 50,
          "The banner is %s px high, %s %% of a window of %s."
              .formatted(Math.round(measured.height()), share, window()));
    }
  }

  static String quoted(List<String> labels) {
    return labels.stream().map(label -> "'" + label + "'").collect(Collectors.joining(", "));
  }
}
