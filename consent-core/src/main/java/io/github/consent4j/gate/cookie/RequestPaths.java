package io.github.consent4j.gate.cookie;

import java.util.ArrayList;
import java.util.List;

/**
 * The possible paths of a request's cookies. Browsers send a cookie if its path is that of the
 * request or one of its parent directories (RFC 6265, section 5.1.4). The number of paths is
 * limited, because anybody can request a path of any length. Immutable.
 *
 * @param plain paths without a slash at the end, as browsers and most sites write them; the
 *     outermost first
 * @param slashed directories with a slash at the end
 */
record RequestPaths(List<String> plain, List<String> slashed) {

  static final int MOST_DIRECTORIES = 6;

  static final int LONGEST = 200;

  /** Reads the path of a request, as it was sent. */
  static RequestPaths of(String path) {
    List<String> plain = new ArrayList<>();
    List<String> slashed = new ArrayList<>();
    int slash = path.indexOf('/', 1);
    while (slash > 0 && slash <= LONGEST && slashed.size() < MOST_DIRECTORIES) {
      String directory = path.substring(0, slash);
      if (SetCookie.isPath(directory)) {
        plain.add(directory);
        slashed.add(directory + '/');
      }
      slash = path.indexOf('/', slash + 1);
    }
    if (!path.endsWith("/") && path.length() <= LONGEST && SetCookie.isPath(path)) {
      plain.add(path);
    }
    return new RequestPaths(List.copyOf(plain), List.copyOf(slashed));
  }
}
