package io.github.consent4j.examples.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Two answers to the same call.
 *
 * @param off the answer of the application without the library
 * @param on its answer with it
 * @param own the body of the second answer without what the library has done to it
 */
record Pair(Container container, Answer off, Answer on, OwnBody own) {

  static final String STATUS = "status";
  static final String BODY = "body";

  private static final Pattern SUFFIX = Pattern.compile("--cc-[0-9a-f]{8}");

  static Pair of(Container container, Answer off, Answer on) {
    return new Pair(container, off, on, OwnBody.of(on.body()));
  }

  /** Returns the names of everything that is different: the status, headers, and the body. */
  List<String> differences() {
    List<String> different = new ArrayList<>();
    if (off.status() != on.status()) {
      different.add(STATUS);
    }
    Set<String> names = new TreeSet<>(off.headers().keySet());
    names.addAll(on.headers().keySet());
    names.stream()
        .filter(name -> !Objects.equals(off.headers().get(name), on.headers().get(name)))
        .forEach(different::add);
    if (!off.body().equals(on.body())) {
      different.add(BODY);
    }
    return different;
  }

  /** Returns whether the library has written the answer's body, or confirmed one that it wrote. */
  boolean isRewritten() {
    return !own.changes().isEmpty()
        || SUFFIX.matcher(on.entityTag()).find()
        || isOfHead() && on.header("content-type").startsWith("text/html");
  }

  /** Returns whether the answers have no body, but the headers of one. */
  boolean isOfHead() {
    return on.length() == 0 && on.status() == 200 && !on.header("content-length").equals("0");
  }

  /** Returns whether the second entity tag is the first with the name of a rendering. */
  boolean hasSameTagWithSuffix() {
    String tag = SUFFIX.matcher(on.entityTag()).replaceFirst("");
    return !tag.equals(on.entityTag())
        && (tag.equals(off.entityTag()) || off.header("etag").startsWith("\"(digest)\""));
  }

  /** Returns what the answers have in one part, of bodies from where they begin to differ. */
  String shown(String part) {
    return switch (part) {
      case STATUS -> off.status() + " became " + on.status();
      case BODY -> {
        int start = 0;
        int end = Math.min(off.body().length(), own.text().length());
        while (start < end && off.body().charAt(start) == own.text().charAt(start)) {
          start++;
        }
        yield from(start, off.body()) + " became " + from(start, own.text());
      }
      default -> off.headers().get(part) + " became " + on.headers().get(part);
    };
  }

  private static String from(int start, String text) {
    return text.substring(start, Math.min(text.length(), start + 200));
  }

  /** Returns the values of a header in lower case, which may stand in one line or in several. */
  static Set<String> members(Answer answer, String header) {
    Set<String> members = new TreeSet<>();
    for (String member : answer.header(header).split(",")) {
      if (!member.isBlank()) {
        members.add(member.strip().toLowerCase(Locale.ROOT));
      }
    }
    return members;
  }
}
