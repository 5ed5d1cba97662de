package io.github.consent4j.page;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.consent.Decision;
import io.github.consent4j.page.markup.Content;
import io.github.consent4j.page.markup.Element;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * What a visitor who has decided is told about the decision: when it was made, the name under which
 * a record of it is found, and where to get a receipt. What was chosen is shown by the switches.
 */
final class DecisionFacts {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT);

  private final Parts parts;
  private final Messages messages;
  private final boolean keepsRecords;

  DecisionFacts(Parts parts, boolean keepsRecords) {
    this.parts = parts;
    this.keepsRecords = keepsRecords;
    this.messages = parts.messages();
  }

  /**
   * Returns the facts; empty if nothing was decided.
   *
   * @param base address of the library's own pages
   */
  Optional<Element> of(Decision decision, String base) {
    if (!(decision instanceof Decision.Made made)) {
      return Optional.empty();
    }
    Element id = element("dd").add(element("code").text(made.id()));
    if (keepsRecords) {
      id.add(element("small").add(receipt(base)));
    }
    return Optional.of(
        element("dl")
            .add(
                fact("decision.date", element("dd").text(date(made.at()))),
                fact("decision.id", id)));
  }

  private Content fact(String key, Element value) {
    return element("div").add(element("dt").text(messages.get(key)), value);
  }

  /** The time zone of the visitor is not known. */
  private String date(Instant at) {
    ZonedDateTime time = at.atZone(ZoneOffset.UTC);
    DateTimeFormatter date =
        DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).localizedBy(messages.locale());
    return messages.isolated(date.format(time)) + " \u00b7 " + messages.isolated(TIME.format(time));
  }

  private Element receipt(String base) {
    return element("a")
        .attr("href", parts.inThisLanguage(base + "/receipt.json"))
        .attr("download", "consent-receipt.json")
        .text(messages.get("decision.receipt"));
  }
}
