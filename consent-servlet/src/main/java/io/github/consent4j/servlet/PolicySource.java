package io.github.consent4j.servlet;

import jakarta.servlet.FilterConfig;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URL;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The location of the configuration file.
 *
 * @param location {@code classpath:} and a path, or a file with or without {@code file:}
 * @param loader loads what is on the class path of the application
 */
record PolicySource(String location, ClassLoader loader) {

  static final String PARAMETER = "consent.config";
  private static final String DEFAULT = "classpath:consent.yaml";
  private static final String CLASSPATH = "classpath:";
  private static final String FILE = "file:";

  /**
   * Returns the first location that is set: filter parameter, context parameter or system property.
   */
  static PolicySource of(FilterConfig config) {
    String location =
        Stream.of(
                Optional.ofNullable(config.getInitParameter(PARAMETER)),
                Optional.ofNullable(config.getServletContext().getInitParameter(PARAMETER)),
                Optional.ofNullable(System.getProperty(PARAMETER)))
            .flatMap(Optional::stream)
            .filter(text -> !text.isBlank())
            .findFirst()
            .orElse(DEFAULT);
    ClassLoader loader = config.getServletContext().getClassLoader();
    return new PolicySource(
        location, loader == null ? PolicySource.class.getClassLoader() : loader);
  }

  /** Returns the name of the file for messages. */
  String name() {
    return location.substring(location.lastIndexOf('/') + 1).replaceFirst("^(classpath|file):", "");
  }

  /** Returns where the file is. */
  URL place() throws IOException {
    if (!location.startsWith(CLASSPATH)) {
      return file().toUri().toURL();
    }
    String path = location.substring(CLASSPATH.length()).replaceFirst("^/", "");
    URL place = loader.getResource(path);
    if (place == null) {
      throw new FileNotFoundException(location);
    }
    return place;
  }

  private Path file() {
    return Path.of(location.startsWith(FILE) ? location.substring(FILE.length()) : location);
  }

  /** Returns the message for a file that cannot be opened. */
  String explain(IOException failure) {
    String place =
        location.startsWith(CLASSPATH) ? location : file().toAbsolutePath().normalize().toString();
    return "Cannot read the consent policy "
        + place
        + " ("
        + reason(failure)
        + "): put consent.yaml on the class path (src/main/resources, WEB-INF/classes), or name"
        + " another place with the parameter "
        + PARAMETER
        + " of the filter, of the servlet context or of the system";
  }

  private String reason(IOException failure) {
    if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
      return "no such file";
    }
    if (!location.startsWith(CLASSPATH) && Files.isDirectory(file())) {
      return "a folder";
    }
    return failure instanceof AccessDeniedException
        ? "access denied"
        : String.valueOf(failure.getMessage());
  }
}
