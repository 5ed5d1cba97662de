package io.github.consent4j.format;

import java.util.Locale;

/** How files, JSON and the command line name the constants of an enum. */
public final class EnumName {

  private EnumName() {}

  /** Returns the name of a constant in lower case, with dashes: {@code accept-all}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the constant with a name, whose letters may be of either case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static <E extends Enum<E>> E read(Class<E> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
