package io.github.consent4j.examples.browser;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/**
 * A package of the npm registry, for tests that compare this library with others. Maven has no such
 * packages. They are fetched by npm once, and none of their own scripts is run.
 *
 * @param name name in the registry
 * @param version exact version
 * @param sha512 hash of the packed file, in Base64: the registry calls it the integrity
 */
public record NpmPackage(String name, String version, String sha512) {

  private static final int BLOCK = 512;
  private static final int PATIENCE_SECONDS = 120;

  /**
   * Unpacks the package into {@code folder/name}. If there is no npm, or it does not get the
   * package, the test is skipped, or fails if the environment says {@code CI=true}.
   *
   * @throws IOException if the package has another hash, or the folder cannot be written
   */
  public void unpackInto(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path packed = folder.resolve(name + '-' + version + ".tgz");
    Present.orSkip(
        Files.exists(packed) || isFetched(folder), "npm did not bring " + name + '@' + version);
    byte[] bytes = Files.readAllBytes(packed);
    if (!digest(bytes).equals(sha512)) {
      throw new IOException(packed + " is not the expected " + name + '@' + version);
    }
    try (InputStream tar = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      untar(tar, folder.resolve(name));
    }
  }

  private boolean isFetched(Path folder) throws InterruptedException {
    try {
      Process npm =
          new ProcessBuilder(
                  "npm", "pack", "--ignore-scripts", "--prefer-offline", name + '@' + version)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve(name + ".log").toFile())
              .start();
      if (!npm.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        npm.destroy();
        return false;
      }
      return npm.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-512").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }

  /**
   * Returns the path of a file within the package. All files are in one folder, as npm packs them.
   */
  private static String inside(String path) {
    return path.substring(path.indexOf('/') + 1);
  }

  private static void untar(InputStream tar, Path folder) throws IOException {
    for (byte[] header = tar.readNBytes(BLOCK);
        header.length == BLOCK && header[0] != 0;
        header = tar.readNBytes(BLOCK)) {
      String path = text(header, 0, 100);
      String above = text(header, 345, 155);
      int size = Integer.parseInt(text(header, 124, 12).strip(), 8);
      byte[] content = tar.readNBytes(size);
      tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
      Path file = folder.resolve(inside(above.isEmpty() ? path : above + '/' + path)).normalize();
      if (file.startsWith(folder) && (header[156] == '0' || header[156] == 0)) {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
      }
    }
  }

  private static String text(byte[] header, int from, int length) {
    String field = new String(header, from, length, StandardCharsets.UTF_8);
    int end = field.indexOf('\0');
    return end < 0 ? field : field.substring(0, end);
  }
}
