package io.github.consent4j.policy.reader;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;

/**
 * Reads a file and the files that it includes, and puts them together. Values that are not in the
 * files are filled in. Not thread-safe.
 */
final class Includes {

  static final String KEY = "include";

  /** The limit for files that include each other in ever new ways. */
  private static final int MOST_FILES = 50;

  private final Problems problems;
  private final OutsideValues values;
  private final Consumer<Path> opened;
  private final List<PolicyFile> over;
  private final Deque<PolicyFile> open = new ArrayDeque<>();
  private int files;
  private boolean failed;

  /**
   * @param opened receives every file on disk that is read or searched
   * @param over files that count over the one that is read, the later ones over the earlier ones
   */
  Includes(Problems problems, OutsideValues values, Consumer<Path> opened, List<PolicyFile> over) {
    this.problems = problems;
    this.values = values;
    this.opened = opened;
    this.over = over;
  }

  /**
   * Reads a file.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  Fields read(PolicyFile file) {
    return complete(layered(load(file)));
  }

  /** Reads a text that is in no file. */
  Fields read(String source, InputStream in) {
    return complete(layered(load(source, in, null, true)));
  }

  /** Reads a file, and a text that counts over it. */
  Fields read(PolicyFile file, String source, InputStream over) {
    return complete(Overlay.of(layered(load(file)), load(source, over, null, false)));
  }

  /** Puts the further files over a policy, the later ones over the earlier ones. */
  private MappingNode layered(MappingNode policy) {
    MappingNode all = policy;
    for (PolicyFile file : over) {
      all = Overlay.of(all, load(file, false));
    }
    return all;
  }

  /** Returns the whole policy. What would follow from a part that is missing is not reported. */
  private Fields complete(MappingNode all) {
    if (failed || values.failed()) {
      problems.throwIfAny();
    }
    return new Fields(all, YamlDocument.ROOT, problems);
  }

  private MappingNode load(PolicyFile file) {
    return load(file, open.isEmpty());
  }

  private MappingNode load(PolicyFile file, boolean whole) {
    file.onDisk().ifPresent(opened);
    open.push(file);
    try {
      return load(file.name(), file.open(), file, whole);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      open.pop();
    }
  }

  /**
   * @param whole whether the text is a policy by itself, not a part of one
   */
  private MappingNode load(
      String source, InputStream in, @Nullable PolicyFile file, boolean whole) {
    Fields root =
        whole
            ? YamlDocument.readPolicy(source, in, problems)
            : YamlDocument.read(source, in, problems);
    values.fillIn(root.node());
    MappingNode all = root.node();
    MappingNode base = null;
    for (Fields.Word word : root.words(KEY)) {
      MappingNode next = root.parsed(word, name -> included(name, file));
      failed |= next == null;
      if (next != null) {
        base = base == null ? next : Overlay.of(base, next);
      }
    }
    return base == null ? all : Overlay.of(base, all);
  }

  private MappingNode included(String written, @Nullable PolicyFile beside) {
    PolicyFile file = PolicyFile.named(written, beside);
    if (open.stream().anyMatch(each -> isSame(each, file))) {
      throw new IllegalArgumentException("'" + written + "' includes itself: " + way(file));
    }
    if (++files > MOST_FILES) {
      throw new IllegalArgumentException(
          "'" + written + "' is one file too many: at most " + MOST_FILES + " are included");
    }
    try {
      return load(file);
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException(
          "'"
              + written
              + "' cannot be included, because it cannot be read: "
              + reason(Objects.requireNonNull(e.getCause()), file),
          e);
    }
  }

  private static boolean isSame(PolicyFile file, PolicyFile other) {
    return file.place().toString().equals(other.place().toString());
  }

  private String way(PolicyFile back) {
    StringBuilder way = new StringBuilder();
    Iterator<PolicyFile> outermostFirst = open.descendingIterator();
    outermostFirst.forEachRemaining(each -> way.append(each.name()).append(" -> "));
    return way.append(back.name()).toString();
  }

  private static String reason(IOException e, PolicyFile file) {
    boolean missing = e instanceof NoSuchFileException || e instanceof FileNotFoundException;
    String place = file.onDisk().map(Path::toString).orElse(file.place().toString());
    return missing ? "there is no " + place : String.valueOf(e.getMessage());
  }
}
