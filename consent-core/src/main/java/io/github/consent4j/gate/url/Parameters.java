package io.github.consent4j.gate.url;

import io.github.consent4j.text.PercentEncoding;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters in the query of a URL, decoded as {@code URLSearchParams} decodes them. Of several
 * parameters of one name the first counts. Immutable and thread-safe.
 */
public final class Parameters {

  private final Map<String, String> values;

  private Parameters(Map<String, String> values) {
    this.values = values;
  }

  /** Reads a query, without its question mark. */
  public static Parameters of(String query) {
    Map<String, String> values = new HashMap<>();
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      values.putIfAbsent(decode(name), decode(value));
    }
    return new Parameters(values);
  }

  private static String decode(String text) {
    return PercentEncoding.decode(text.replace('+', ' '));
  }

  /** Returns the value of the first parameter of a name; null if there is none. */
  public @Nullable String first(String name) {
    return values.get(name);
  }
}
