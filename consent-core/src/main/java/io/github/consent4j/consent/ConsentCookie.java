package io.github.consent4j.consent;

import io.github.consent4j.policy.Policy;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a decision as the value of the consent cookie and reads it back.
 *
 * <p>The value is six fields joined by dots, in ASCII letters that need no quoting in a cookie:
 *
 * <table>
 * <caption>{@code v1.20261122T201504Z.nB1x0QfWq7k.f3Kd0a.+statistics~external-media.a3Fx9QbZ1}
 * </caption>
 * <tr><th>field</th><th>example</th><th>meaning</th></tr>
 * <tr><td>version</td><td>{@code v1}</td><td>of this format</td></tr>
 * <tr><td>time</td><td>{@code 20261122T201504Z}</td><td>when the decision was made, UTC</td></tr>
 * <tr><td>id</td><td>{@code nB1x0QfWq7k}</td><td>random, 64 bits</td></tr>
 * <tr><td>revision</td><td>{@code f3Kd0a}</td><td>of the policy that was shown</td></tr>
 * <tr><td>choices</td><td>{@code +statistics~external-media}</td><td>{@code +} granted, {@code ~}
 * refused: categories, and the services that differ from their category or were answered
 * alone</td></tr>
 * <tr><td>marks</td><td>{@code a3Fx9QbZ1}</td><td>three letters for each service that was asked
 * about, see {@link RevisionMarks}</td></tr>
 * </table>
 *
 * <p>Thread-safe.
 */
public final class ConsentCookie {

  /** Name of the cookie. */
  public static final String NAME = "consent";

  /** A longer value is not read at all. */
  static final int MAX_LENGTH = 2048;

  private static final String VERSION = "v1";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
  private static final String ID = "[a-z0-9][a-z0-9-]{0,63}";
  private static final Pattern VALUE =
      Pattern.compile(
          "v1\\.([0-9]{8}T[0-9]{6}Z)\\.([A-Za-z0-9_-]{1,32})\\.([A-Za-z0-9_-]{1,32})"
              + "\\.((?:[+~]"
              + ID
              + "){0,64})\\.((?:[A-Za-z0-9_-]{3}){0,256})");
  private static final Pattern CHOICE = Pattern.compile("([+~])(" + ID + ")");
  private static final Duration CLOCK_SKEW = Duration.ofHours(26);

  private final Clock clock;
  private final Period renewAfter;

  /**
   * @param policy says after what time a decision is asked for again
   * @param clock tells how old a decision is
   */
  public ConsentCookie(Policy policy, Clock clock) {
    this.clock = clock;
    this.renewAfter = policy.settings().renewAfter();
  }

  /** The value for a decision. */
  public String encode(Decision.Made decision) {
    StringBuilder value =
        new StringBuilder(VERSION)
            .append('.')
            .append(TIME.format(decision.at().atOffset(ZoneOffset.UTC)))
            .append('.')
            .append(decision.id())
            .append('.')
            .append(decision.revision())
            .append(choices(decision));
    new TreeSet<>(decision.marks()).forEach(value::append);
    return value.toString();
  }

  /**
   * The part of the value that says what was granted and refused, with the dots around it: {@code
   * .+statistics~external-media.}
   */
  public static String choices(Decision.Made decision) {
    StringBuilder choices = new StringBuilder(".");
    new TreeSet<>(decision.granted()).forEach(id -> choices.append('+').append(id));
    new TreeSet<>(decision.refused()).forEach(id -> choices.append('~').append(id));
    return choices.append('.').toString();
  }

  /** The same part of a value that can be read, as it stands there. */
  public static Optional<String> choices(String value) {
    Matcher fields = VALUE.matcher(value);
    return fields.matches() ? Optional.of('.' + fields.group(4) + '.') : Optional.empty();
  }

  /**
   * Reads a value. One that is missing, malformed, from the future or older than the renewal period
   * is {@link Decision#UNDECIDED}.
   */
  public Decision decode(@Nullable String value) {
    return value == null ? Decision.UNDECIDED : parse(value).orElse(Decision.UNDECIDED);
  }

  /** Seconds until a decision that is made now has to be asked for again. */
  public long maxAgeSeconds() {
    Instant now = clock.instant();
    return Duration.between(now, renewalOf(now)).toSeconds();
  }

  private Instant renewalOf(Instant made) {
    return made.atOffset(ZoneOffset.UTC).plus(renewAfter).toInstant();
  }

  private Optional<Decision> parse(String value) {
    if (value.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher fields = VALUE.matcher(value);
    if (!fields.matches()) {
      return Optional.empty();
    }
    return time(fields.group(1)).filter(this::isCurrent).flatMap(at -> decision(fields, at));
  }

  private static Optional<Decision> decision(Matcher fields, Instant at) {
    Set<String> granted = new HashSet<>();
    Set<String> refused = new HashSet<>();
    Matcher choices = CHOICE.matcher(fields.group(4));
    while (choices.find()) {
      boolean isNew =
          (choices.group(1).equals("+") ? granted : refused).add(choices.group(2))
              && !(granted.contains(choices.group(2)) && refused.contains(choices.group(2)));
      if (!isNew) {
        return Optional.empty();
      }
    }
    String letters = fields.group(5);
    Set<String> marks = new HashSet<>();
    for (int i = 0; i < letters.length(); i += RevisionMarks.MARK_LENGTH) {
      marks.add(letters.substring(i, i + RevisionMarks.MARK_LENGTH));
    }
    return Optional.of(
        new Decision.Made(fields.group(2), at, fields.group(3), granted, refused, marks));
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private boolean isCurrent(Instant at) {
    Instant now = clock.instant();
    return !at.isAfter(now.plus(CLOCK_SKEW)) && now.isBefore(renewalOf(at));
  }
}
