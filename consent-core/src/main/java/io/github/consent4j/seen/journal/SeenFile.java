package io.github.consent4j.seen.journal;

import io.github.consent4j.format.EnumName;
import io.github.consent4j.seen.Seen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes and reads {@code consent-seen.yaml}, the list of what was seen at a site. */
public final class SeenFile {

  private static final String ROOT = "seen";
  private static final String SINCE = "since";
  private static final long LARGEST = 4L << 20;

  private static final String HEADER =
      """
      # What was seen at this site. It holds no value of a cookie and no address of a visitor.
      # The site writes it again and again; text that is added here is lost.
      """;

  private SeenFile() {}

  /**
   * Writes a list. A reader of the file sees either the earlier list or this one.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, SeenList list) throws IOException {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put(SINCE, list.since().toString());
    root.put(ROOT, list.items().stream().map(SeenFile::row).toList());
    String text = HEADER + SeenYaml.write(root);
    Path target = file.toAbsolutePath();
    Path beside = target.resolveSibling(target.getFileName() + ".new");
    Files.writeString(beside, text, StandardCharsets.UTF_8);
    try {
      Files.move(
          beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Map<String, Object> row(Seen.Item item) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("kind", EnumName.of(item.kind()));
    row.put("name", item.name());
    item.service().ifPresent(service -> row.put("service", service));
    row.put("count", item.count());
    addTo(row, item.byConsent());
    row.put("first", item.first().toString());
    row.put("last", item.last().toString());
    row.put("pages", new ArrayList<>(item.pages()));
    item.attributes().ifPresent(attributes -> addTo(row, attributes));
    return row;
  }

  private static void addTo(Map<String, Object> row, Seen.ByConsent counts) {
    addTo(row, "before", counts.before());
    addTo(row, "refused", counts.refused());
    addTo(row, "allowed", counts.allowed());
    addTo(row, "blocked", counts.blocked());
  }

  private static void addTo(Map<String, Object> row, String key, long count) {
    if (count > 0) {
      row.put(key, count);
    }
  }

  private static void addTo(Map<String, Object> row, Seen.Attributes attributes) {
    row.put("secure", attributes.secure());
    row.put("http-only", attributes.httpOnly());
    attributes.sameSite().ifPresent(text -> row.put("same-site", text));
    attributes.path().ifPresent(text -> row.put("path", text));
    attributes.domain().ifPresent(text -> row.put("domain", text));
    row.put("lifetime", attributes.lifetime().map(Duration::toString).orElse("session"));
  }

  /**
   * Reads the things in a list.
   *
   * @return empty if there is no such file
   * @throws IOException if the file cannot be read, or is not such a list
   */
  public static List<Seen.Item> read(Path file) throws IOException {
    return readList(file).map(SeenList::items).orElse(List.of());
  }

  /**
   * Reads a list. One of an earlier version does not say when the observation began; it began with
   * the first thing in it.
   *
   * @return empty if there is no such file, or if it says neither
   * @throws IOException if the file cannot be read, or is not such a list
   */
  public static Optional<SeenList> readList(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (Files.size(file) > LARGEST) {
      throw new IOException(file + " is too large for a list of what was seen");
    }
    try {
      Object root = SeenYaml.read(Files.readString(file));
      if (root instanceof Map<?, ?> map && map.get(ROOT) instanceof List<?> rows) {
        List<Seen.Item> items = new ArrayList<>();
        for (Object row : rows) {
          items.add(item((Map<?, ?>) row));
        }
        return text(map, SINCE)
            .map(Instant::parse)
            .or(() -> items.stream().map(Seen.Item::first).min(Comparator.naturalOrder()))
            .map(since -> new SeenList(since, items));
      }
    } catch (ClassCastException | DateTimeException | IllegalArgumentException e) {
      throw new IOException(file + " is not a list of what was seen: " + e.getMessage(), e);
    }
    throw new IOException(file + " is not a list of what was seen: expected the key 'seen'");
  }

  private static Seen.Item item(Map<?, ?> row) {
    List<String> pages = new ArrayList<>();
    if (row.get("pages") instanceof List<?> paths) {
      paths.forEach(path -> pages.add(String.valueOf(path)));
    }
    return new SeenItem(
        EnumName.read(Seen.Kind.class, required(row, "kind")),
        required(row, "name"),
        text(row, "service"),
        pages,
        Instant.parse(required(row, "first")),
        Instant.parse(required(row, "last")),
        Long.parseLong(required(row, "count")),
        new Seen.ByConsent(
            count(row, "before"),
            count(row, "refused"),
            count(row, "allowed"),
            count(row, "blocked")),
        row.containsKey("lifetime") ? Optional.of(attributes(row)) : Optional.empty());
  }

  private static Seen.Attributes attributes(Map<?, ?> row) {
    return new Seen.Attributes(
        Boolean.TRUE.equals(row.get("secure")),
        Boolean.TRUE.equals(row.get("http-only")),
        text(row, "same-site"),
        text(row, "path"),
        text(row, "domain"),
        text(row, "lifetime").filter(text -> !text.equals("session")).map(Duration::parse));
  }

  private static long count(Map<?, ?> row, String key) {
    return text(row, key).map(Long::parseLong).orElse(0L);
  }

  private static Optional<String> text(Map<?, ?> row, String key) {
    @Nullable Object value = row.get(key);
    return Optional.ofNullable(value).map(String::valueOf);
  }

  private static String required(Map<?, ?> row, String key) {
    return text(row, key)
        .orElseThrow(() -> new IllegalArgumentException("an entry needs the key '" + key + "'"));
  }
}
