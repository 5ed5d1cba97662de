package io.github.consent4j.page;

import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.policy.Policy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Script and style of the library, each under a path that names its content, so that browsers may
 * keep them for ever. Immutable and thread-safe.
 *
 * <p>Their names are plain on purpose: content blockers remove files named after cookies, and with
 * them the visitor's way to say no.
 */
public final class Assets {

  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final int HASH_LETTERS = 12;

  private final Map<String, Asset> byPath = new HashMap<>();
  private final Map<String, String> pathByName = new HashMap<>();

  /**
   * One file.
   *
   * @param contentType media type with charset
   * @param bytes content
   * @param gzipped the same, compressed with gzip
   */
  public record Asset(String contentType, byte[] bytes, byte[] gzipped) {}

  private Assets(Policy policy, RevisionMarks marks) {
    add("guard.js", SCRIPT, new GuardScript(policy, marks).text());
    add("page.js", SCRIPT, Resources.text("page.js"));
    add("shared.js", SCRIPT, Resources.text("shared.js"));
    if (!policy.settings().presence().signals().isEmpty()) {
      add("signals.js", SCRIPT, new SignalScript(policy).text());
    }
    add("settings.js", SCRIPT, Resources.text("settings.js"));
    String common = Resources.text("common.css");
    add("panel.css", STYLE, common + Resources.text("panel.css"));
    add("document.css", STYLE, common + Resources.text("document.css"));
  }

  /** Makes the assets for a policy; its rules are compiled into the guard script. */
  public static Assets of(Policy policy, RevisionMarks marks) {
    return new Assets(policy, marks);
  }

  /**
   * Finds a file.
   *
   * @param path path below {@code <base>/assets/}, such as {@code 1f3c9a0b7e21/panel.css}
   */
  public Optional<Asset> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** Path below {@code <base>/assets/} of a file, such as {@code 1f3c9a0b7e21/panel.css}. */
  String pathOf(String name) {
    String path = pathByName.get(name);
    if (path == null) {
      throw new IllegalArgumentException("There is no asset '" + name + "'");
    }
    return path;
  }

  private void add(String name, String contentType, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String path = hash(bytes) + '/' + name;
    pathByName.put(name, path);
    byPath.put(path, new Asset(contentType, bytes, gzip(bytes)));
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, HASH_LETTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (BestGzip gzip = new BestGzip(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    return out.toByteArray();
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
