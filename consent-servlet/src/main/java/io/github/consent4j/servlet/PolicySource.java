package io.github.consent4j.servlet;

import io.github.consent4j.catalogue.BuiltInCatalogue;
import io.github.consent4j.policy.Policy;
import io.github.consent4j.policy.PolicyCheck;
import io.github.consent4j.policy.reader.PolicyReader;
import jakarta.servlet.FilterConfig;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The location of the configuration file. */
final class PolicySource implements PolicyFiles {

  private static final Logger LOG = LoggerFactory.getLogger(PolicySource.class);

  static final String PARAMETER = "consent.config";
  private static final String RELOAD = "consent.reload";
  private static final String DEFAULT = "classpath:consent.yaml";
  private static final String CLASSPATH = "classpath:";
  private static final String FILE = "file:";

  private final String location;
  private final ClassLoader loader;
  private volatile List<Path> opened = List.of();

  /**
   * @param location {@code classpath:} and a path, or a file with or without {@code file:}
   * @param loader loads what is on the class path of the application
   */
  PolicySource(String location, ClassLoader loader) {
    this.location = location;
    this.loader = loader;
  }

  /**
   * Returns the first location that is set: filter parameter, context parameter or system property.
   */
  static PolicySource of(FilterConfig config) {
    String location = property(config, PARAMETER).orElse(DEFAULT);
    ClassLoader loader = config.getServletContext().getClassLoader();
    return new PolicySource(
        location, loader == null ? PolicySource.class.getClassLoader() : loader);
  }

  /** Returns the first value that is set: of the filter, its context or the system. */
  private static Optional<String> property(FilterConfig config, String name) {
    return Stream.of(
            Optional.ofNullable(config.getInitParameter(name)),
            Optional.ofNullable(config.getServletContext().getInitParameter(name)),
            Optional.ofNullable(System.getProperty(name)))
        .flatMap(Optional::stream)
        .filter(text -> !text.isBlank())
        .findFirst();
  }

  /** Returns whether the filter shall follow changes of the file. */
  static boolean isFollowed(FilterConfig config) {
    return property(config, RELOAD)
        .map(text -> text.strip().toLowerCase(Locale.ROOT))
        .filter(text -> text.equals("off") || text.equals("false"))
        .isEmpty();
  }

  /** Returns the name of the file for messages. */
  String name() {
    return location.substring(location.lastIndexOf('/') + 1).replaceFirst("^(classpath|file):", "");
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public Policy read() throws IOException {
    Set<Path> read = new LinkedHashSet<>();
    try {
      PolicyCheck check =
          new PolicyReader(BuiltInCatalogue.load()).telling(read::add).check(name(), place());
      check.warnings().forEach(warning -> LOG.warn("{}", warning));
      return check.requirePolicy();
    } finally {
      if (!read.isEmpty()) {
        opened = List.copyOf(read);
      }
    }
  }

  @Override
  public List<Path> files() {
    return opened.isEmpty() ? first() : opened;
  }

  private List<Path> first() {
    if (!location.startsWith(CLASSPATH)) {
      return List.of(file());
    }
    URL resource = loader.getResource(resource());
    return resource != null && "file".equals(resource.getProtocol())
        ? List.of(Path.of(URI.create(resource.toString())))
        : List.of();
  }

  /** Returns where the file is. */
  URL place() throws IOException {
    if (!location.startsWith(CLASSPATH)) {
      return file().toUri().toURL();
    }
    URL place = loader.getResource(resource());
    if (place == null) {
      throw new FileNotFoundException(location);
    }
    return place;
  }

  private String resource() {
    return location.substring(CLASSPATH.length()).replaceFirst("^/", "");
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
