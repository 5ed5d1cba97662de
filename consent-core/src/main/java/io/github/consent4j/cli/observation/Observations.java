package io.github.consent4j.cli.observation;

import io.github.consent4j.format.Json;
import io.github.consent4j.format.JsonReader;
import io.github.consent4j.seen.Seen;
import io.github.consent4j.seen.journal.SeenFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was observed at a site: {@code consent-seen.yaml}, which the site writes itself, the
 * {@code inspection.json} of the EDPS Website Evidence Collector, or an HTTP archive (HAR) of a
 * browser. The content of the file says which one it is. Thread-safe.
 */
public final class Observations {

  /** The size of the largest file, in bytes. */
  private static final long LARGEST = 1L << 30;

  private static final int BYTE_ORDER_MARK = 0xef;
  private static final int END_SEARCHED = 64;

  private static final String EXPECTED =
      "expected consent-seen.yaml, the inspection.json of the EDPS Website Evidence Collector, or an"
          + " HTTP archive (HAR)";

  private Observations() {}

  /**
   * Reads a file. Names are generalised as a running site does, and values are left out. Cookies
   * and storage are those of the site; of others, there is the host.
   *
   * @return what was seen, by kind and name
   * @throws IOException if the file is not there or is none of these; the message is for the person
   *     who named the file, with the place in it and what was expected
   */
  public static List<Seen.Item> read(Path file) throws IOException {
    return read(file, "");
  }

  /**
   * Reads a file, as {@link #read(Path)} does. What an HTTP archive contains before the decision
   * was seen before consent, as far as its cookies make that certain.
   *
   * @param decisionCookie name of the cookie in which the site keeps a visitor's decision; empty if
   *     it is not known, so that nothing counts for a state of consent
   * @return what was seen, by kind and name
   * @throws IOException if the file is not there or is none of these; the message is for the person
   *     who named the file, with the place in it and what was expected
   */
  public static List<Seen.Item> read(Path file, String decisionCookie) throws IOException {
    return read(file, decisionCookie, false);
  }

  /**
   * Reads a file, as {@link #read(Path)} does, of a visit in which nobody has answered the banner.
   * All that an HTTP archive contains was seen before consent.
   *
   * @return what was seen, by kind and name
   * @throws IOException if the file is not there or is none of these; the message is for the person
   *     who named the file, with the place in it and what was expected
   */
  public static List<Seen.Item> readUndecided(Path file) throws IOException {
    return read(file, "", true);
  }

  private static List<Seen.Item> read(Path file, String decisionCookie, boolean undecided)
      throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file + " is not there");
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder; name a file in it");
    }
    if (Files.size(file) > LARGEST) {
      throw new IOException(
          file + " is larger than " + (LARGEST >> 20) + " MiB; record fewer pages");
    }
    return isJson(file) ? readJson(file, decisionCookie, undecided) : readYaml(file);
  }

  /**
   * Returns whether a file comes from a browser, and not from the site itself.
   *
   * @throws IOException if the file cannot be read
   */
  public static boolean isOfBrowser(Path file) throws IOException {
    return isJson(file);
  }

  private static List<Seen.Item> readYaml(Path file) throws IOException {
    try {
      return SeenFile.read(file);
    } catch (IOException e) {
      throw new IOException(e.getMessage() + "; " + EXPECTED, e);
    }
  }

  private static boolean isJson(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      int first = in.read();
      if (first == BYTE_ORDER_MARK) {
        in.skipNBytes(2);
        first = in.read();
      }
      while (first >= 0 && Character.isWhitespace(first)) {
        first = in.read();
      }
      return first == '{';
    }
  }

  private static List<Seen.Item> readJson(Path file, String decisionCookie, boolean undecided)
      throws IOException {
    Instant changed = Files.getLastModifiedTime(file).toInstant();
    try (JsonReader json = Json.reader(Files.newInputStream(file))) {
      try {
        return items(
            json, new HttpArchive(decisionCookie, undecided, changed), new Inspection(changed));
      } catch (UnexpectedException e) {
        throw at(file, json, String.valueOf(e.getMessage()), e);
      } catch (IOException e) {
        // The parser's own message may quote the file, and so the value of a cookie.
        throw at(
            file,
            json,
            isComplete(file)
                ? "this is no JSON from here on; " + EXPECTED
                : "the file ends before its JSON does; record or copy it again",
            null);
      }
    }
  }

  private static IOException at(
      Path file, JsonReader json, String message, @Nullable IOException cause) {
    return new IOException(file + ":" + json.line() + ":" + json.column() + ": " + message, cause);
  }

  private static List<Seen.Item> items(JsonReader json, HttpArchive archive, Inspection inspection)
      throws IOException {
    JsonDocument document = new JsonDocument(json);
    List<List<Seen.Item>> archived = new ArrayList<>();
    json.next();
    document.members(
        "the whole file",
        name -> {
          if (name.equals("log") && document.isObject()) {
            archived.add(archive.read(document));
          } else {
            inspection.read(document, name);
          }
        });
    if (!archived.isEmpty()) {
      return archived.get(0);
    }
    if (!inspection.isRecognised()) {
      throw new UnexpectedException(EXPECTED);
    }
    return inspection.items();
  }

  /** Returns whether the last sign of a file closes an object. */
  private static boolean isComplete(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      byte[] end = new byte[(int) Math.min(END_SEARCHED, bytes.length())];
      bytes.seek(bytes.length() - end.length);
      bytes.readFully(end);
      return new String(end, StandardCharsets.ISO_8859_1).stripTrailing().endsWith("}");
    }
  }
}
