package io.github.consent4j.gate.cookie;

import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.policy.Policy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
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
 * <p>The value is seven fields joined by dots, in ASCII letters that need no quoting in a cookie:
 *
 * <table>
 * <caption>{@code
 * v2.20261122T201504Z.nB1x0QfWq7k.f3Kd0a.+statistics~external-media.a3Fx9QbZ1.Kq3v_9Lm}
 * </caption>
 * <tr><th>field</th><th>example</th><th>meaning</th></tr>
 * <tr><td>version</td><td>{@code v2}</td><td>of this format</td></tr>
 * <tr><td>time</td><td>{@code 20261122T201504Z}</td><td>when the decision was made, UTC</td></tr>
 * <tr><td>id</td><td>{@code nB1x0QfWq7k}</td><td>random, 64 bits</td></tr>
 * <tr><td>revision</td><td>{@code f3Kd0a}</td><td>of the policy that was shown</td></tr>
 * <tr><td>choices</td><td>{@code +statistics~external-media}</td><td>{@code +} granted, {@code ~}
 * refused: categories, and the services that differ from their category or were answered
 * alone</td></tr>
 * <tr><td>marks</td><td>{@code a3Fx9QbZ1}</td><td>three letters for each service that was asked
 * about, see {@link RevisionMarks}</td></tr>
 * <tr><td>notice</td><td>{@code Kq3v_9Lm}</td><td>the beginning of the identifier of what was shown
 * beside the choice; left out with its dot if that is not known</td></tr>
 * </table>
 *
 * <p>Version 1 is the same without the notice. It is still read.
 *
 * <p>A cookie without this format is not the library's, whatever its name. Thread-safe.
 */
public final class ConsentCookie {

  /** The first field of every value that is written. */
  private static final String VERSION = "v2";

  /** The first field of every value that is read, as a regular expression. */
  public static final String VERSIONS = "v[12]";

  /**
   * The format of a value, as a regular expression with the same meaning in Java and in JavaScript.
   * Its groups are year, month, day, hour, minute, second, id, revision, choices, marks, and the
   * notice with its dot.
   */
  public static final String FORMAT =
      VERSIONS
          + "\\.(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)Z"
          + "\\.([\\w-]{1,32})\\.([\\w-]{1,32})\\.([+~][+~a-z\\d-]*|)\\.((?:[\\w-]{3})*)(\\.[\\w-]{8})?";

  /** The maximum length that is read. Browsers store no longer cookie. */
  static final int MAX_LENGTH = 4096;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
  private static final Pattern VALUE = Pattern.compile(FORMAT);
  private static final int ID = 7;
  private static final int REVISION = 8;
  private static final int CHOICES = 9;
  private static final int MARKS = 10;
  private static final int NOTICE = 11;
  private static final Pattern BEFORE_CHOICE = Pattern.compile("(?=[+~])");
  private static final Duration CLOCK_SKEW = Duration.ofHours(26);

  private final Clock clock;
  private final Period renewAfter;

  /**
   * @param policy defines the time after which the visitor is asked again
   * @param clock current time
   */
  public ConsentCookie(Policy policy, Clock clock) {
    this.clock = clock;
    this.renewAfter = policy.settings().renewAfter();
  }

  /** Returns the cookie value of a decision. */
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
    decision.notice().ifPresent(notice -> value.append('.').append(notice));
    return value.toString();
  }

  /**
   * Returns the part of the value with the choices, with the dots around it: {@code
   * .+statistics~external-media.}
   */
  public static String choices(Decision.Made decision) {
    StringBuilder choices = new StringBuilder(".");
    new TreeSet<>(decision.granted()).forEach(id -> choices.append('+').append(id));
    new TreeSet<>(decision.refused()).forEach(id -> choices.append('~').append(id));
    return choices.append('.').toString();
  }

  /**
   * Returns the same part of an existing value, as it is written there; empty if the value cannot
   * be read.
   */
  public static Optional<String> choices(String value) {
    Matcher fields = VALUE.matcher(value);
    return fields.matches() ? Optional.of('.' + fields.group(CHOICES) + '.') : Optional.empty();
  }

  /**
   * Returns the value that counts among several cookies of the same name: the first one in the
   * right format. Browsers send cookies with longer paths first (RFC 6265, section 5.4), so it is
   * the one of the most specific path.
   *
   * @param values in the order of the request
   */
  public static Optional<String> first(Collection<String> values) {
    return values.stream().filter(ConsentCookie::hasFormat).findFirst();
  }

  /**
   * Returns whether a value has the format of this library. The decision in it may have expired.
   */
  public static boolean hasFormat(String value) {
    return value.length() <= MAX_LENGTH && VALUE.matcher(value).matches();
  }

  /**
   * Reads a value. The decision is {@link Decision#UNDECIDED} if the value is missing, malformed,
   * from the future, or older than the renewal period.
   */
  public Decision decode(@Nullable String value) {
    return value == null ? Decision.UNDECIDED : parse(value).orElse(Decision.UNDECIDED);
  }

  /**
   * Returns the number of seconds after which the visitor is asked again, counted from the
   * decision.
   */
  public long maxAgeSeconds() {
    Instant now = clock.instant();
    return Duration.between(now, renewalOf(now)).toSeconds();
  }

  /** Returns when a decision lapses, so that the visitor is asked again. */
  @SuppressWarnings("JavaPeriodGetDays") // the months stand beside them
  public Instant renewalOf(Instant made) {
    LocalDateTime at = LocalDateTime.ofInstant(made, ZoneOffset.UTC);
    return countedOn(
        at.getYear(),
        at.getMonthValue() + renewAfter.toTotalMonths(),
        (long) at.getDayOfMonth() + renewAfter.getDays(),
        at.toLocalTime().toSecondOfDay());
  }

  /**
   * Returns a moment from its parts. A part that exceeds its range carries over into the next
   * larger one, as in {@code Date.UTC} of JavaScript: the 31st of February is the 3rd of March.
   */
  private static Instant countedOn(int year, long month, long day, long seconds) {
    return LocalDate.of(year, 1, 1)
        .plusMonths(month - 1)
        .plusDays(day - 1)
        .atStartOfDay()
        .plusSeconds(seconds)
        .toInstant(ZoneOffset.UTC);
  }

  private Optional<Decision> parse(String value) {
    Matcher fields = VALUE.matcher(value);
    if (value.length() > MAX_LENGTH || !fields.matches()) {
      return Optional.empty();
    }
    Instant at = time(fields);
    return isCurrent(at) ? decision(fields, at) : Optional.empty();
  }

  private static Optional<Decision> decision(Matcher fields, Instant at) {
    Set<String> granted = new HashSet<>();
    Set<String> refused = new HashSet<>();
    Set<String> known = new HashSet<>();
    if (!fields.group(CHOICES).isEmpty()) {
      for (String choice : BEFORE_CHOICE.split(fields.group(CHOICES))) {
        String id = choice.substring(1);
        (choice.charAt(0) == '+' ? granted : refused).add(id);
        if (!known.add(id)) {
          return Optional.empty();
        }
      }
    }
    String letters = fields.group(MARKS);
    Set<String> marks = new HashSet<>();
    for (int i = 0; i < letters.length(); i += RevisionMarks.MARK_LENGTH) {
      marks.add(letters.substring(i, i + RevisionMarks.MARK_LENGTH));
    }
    return Optional.of(
        new Decision.Made(
            fields.group(ID),
            at,
            fields.group(REVISION),
            granted,
            refused,
            marks,
            Optional.ofNullable(fields.group(NOTICE)).map(notice -> notice.substring(1))));
  }

  private static Instant time(Matcher fields) {
    return countedOn(
        number(fields, 1),
        number(fields, 2),
        number(fields, 3),
        (number(fields, 4) * 60L + number(fields, 5)) * 60 + number(fields, 6));
  }

  private static int number(Matcher fields, int group) {
    return Integer.parseInt(fields.group(group));
  }

  private boolean isCurrent(Instant at) {
    Instant now = clock.instant();
    return !at.isAfter(now.plus(CLOCK_SKEW)) && now.isBefore(renewalOf(at));
  }
}
