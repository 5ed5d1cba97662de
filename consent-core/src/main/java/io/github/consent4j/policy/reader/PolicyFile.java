package io.github.consent4j.policy.reader;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of a policy: where it is, and its name in messages. Immutable.
 *
 * @param name the name in messages
 * @param place where it is
 */
record PolicyFile(String name, URL place) {

  private static final String CLASSPATH = "classpath:";
  private static final String FILE = "file:";
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  /**
   * Finds a file that a policy names.
   *
   * @param written the name as it is written: {@code classpath:} and a path, an absolute path, or a
   *     path beside the other file
   * @param beside the file in which it is written; null if that has no place
   * @throws IllegalArgumentException if there is no such place; the message says what to do
   */
  static PolicyFile named(String written, @Nullable PolicyFile beside) {
    try {
      if (written.startsWith(CLASSPATH)) {
        return onClassPath(written);
      }
      if (written.startsWith(FILE) || Path.of(written).isAbsolute()) {
        return of(Path.of(written.startsWith(FILE) ? path(written) : written), written);
      }
      if (SCHEME.matcher(written).matches()) {
        throw new IllegalArgumentException(
            "'" + written + "' is not included: expected a file, or 'classpath:' and a path");
      }
      if (beside == null) {
        throw new IllegalArgumentException(
            "'"
                + written
                + "' is not found, because this policy is in no file that it could stand beside:"
                + " write 'classpath:' and a path, or the whole path of a file");
      }
      String folder = beside.name.substring(0, beside.name.lastIndexOf('/') + 1);
      return new PolicyFile(folder + written, new URL(beside.place, encoded(written)));
    } catch (MalformedURLException | URISyntaxException e) {
      throw new IllegalArgumentException("'" + written + "' is not a name of a file", e);
    }
  }

  private static String path(String fileUrl) throws URISyntaxException {
    return new URI(fileUrl.replace(" ", "%20")).getPath();
  }

  /** Returns a relative path as it stands in an address. */
  private static String encoded(String path) throws URISyntaxException {
    return new URI(null, null, path, null).getRawPath();
  }

  private static PolicyFile onClassPath(String written) {
    String path = written.substring(CLASSPATH.length()).replaceFirst("^/", "");
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    URL place = (loader == null ? PolicyFile.class.getClassLoader() : loader).getResource(path);
    if (place == null) {
      throw new IllegalArgumentException(
          "'" + written + "' is not on the class path; it is searched in src/main/resources");
    }
    return new PolicyFile(written, place);
  }

  static PolicyFile of(Path path, String name) throws MalformedURLException {
    return new PolicyFile(name, path.toUri().toURL());
  }

  /** Returns the file itself; empty if it is in an archive. */
  Optional<Path> onDisk() {
    return place.getProtocol().equals("file")
        ? Optional.of(Path.of(URI.create(place.toString().replace(" ", "%20"))))
        : Optional.empty();
  }

  /** Opens the file as it is now: what archives have handed out before may be out of date. */
  InputStream open() throws IOException {
    Optional<Path> file = onDisk();
    if (file.isPresent()) {
      return Files.newInputStream(file.get());
    }
    URLConnection connection = place.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }
}
