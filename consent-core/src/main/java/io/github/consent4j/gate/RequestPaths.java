package io.github.consent4j.gate;

import java.util.ArrayList;
import java.util.List;

/**
 * The paths that cookies of a request may have: browsers send a cookie where its path is that of
 * the request or one of the directories that lead there (RFC 6265, section 5.1.4). Immutable;
 * bounded, because anybody may ask for a path of any length.
 *
 * @param directories without a slash at the end, the outermost first
 * @param all the directories without and with a slash at the end, and the path itself
 */
record RequestPaths(List<String> directories, List<String> all) {

  static final int MOST_DIRECTORIES = 6;

  static final int LONGEST = 200;

  /** Reads the path of a request, as it was sent. */
  static RequestPaths of(String path) {
    List<String> directories = new ArrayList<>();
    List<String> all = new ArrayList<>();
    int slash = path.indexOf('/', 1);
    while (slash > 0 && slash <= LONGEST && directories.size() < MOST_DIRECTORIES) {
      String directory = path.substring(0, slash);
      if (!SetCookie.isPath(directory)) {
        return new RequestPaths(List.copyOf(directories), List.copyOf(all));
      }
      directories.add(directory);
      all.add(directory);
      all.add(directory + '/');
      slash = path.indexOf('/', slash + 1);
    }
    if (path.length() > 1 && path.length() <= LONGEST && SetCookie.isPath(path)) {
      all.add(path);
    }
    return new RequestPaths(List.copyOf(directories), List.copyOf(all));
  }
}
