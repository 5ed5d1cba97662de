package io.github.consent4j.examples.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The only fonts that a browser of the tests has, whatever is installed on the machine. They are
 * Maven artifacts. Browsers find them by fontconfig, so that they only work on Linux.
 */
public enum Fonts {
  /** DejaVu, whose letters are as wide as those of Verdana. */
  WIDE("DejaVu Sans", "DejaVu Serif", List.of()),

  /** Liberation, whose letters are as wide as those of Arial and Times. */
  NARROW(
      "Liberation Sans",
      "Liberation Serif",
      List.of(
          "/liberation/LiberationSans-Regular.ttf",
          "/liberation/LiberationSans-Bold.ttf",
          "/liberation/LiberationSerif-Regular.ttf",
          "/liberation/LiberationSerif-Bold.ttf"));

  /** These fonts have the letters of every language of the library. */
  private static final List<String> DEJAVU =
      List.of(
          "/net/sf/jasperreports/fonts/dejavu/DejaVuSans.ttf",
          "/net/sf/jasperreports/fonts/dejavu/DejaVuSans-Bold.ttf",
          "/net/sf/jasperreports/fonts/dejavu/DejaVuSerif.ttf",
          "/net/sf/jasperreports/fonts/dejavu/DejaVuSerif-Bold.ttf");

  private static final String CONFIGURATION =
      """
      <?xml version="1.0"?>
      <!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
      <fontconfig>
        <dir>%s</dir>
        <cachedir>%s</cachedir>
        %s
      </fontconfig>
      """;

  /** The rule for styles that name no installed family, or no family at all. */
  private static final String REST =
      "<match target=\"pattern\"><edit name=\"family\" mode=\"append_last\"><string>%s</string></edit></match>";

  private static final String PREFERENCE =
      "<alias><family>%s</family><prefer><family>%s</family><family>%s</family></prefer></alias>\n";

  private final String sans;
  private final String serif;
  private final List<String> files;

  Fonts(String sans, String serif, List<String> files) {
    this.sans = sans;
    this.serif = serif;
    this.files = files;
  }

  /** Returns the family without serifs. */
  public String sans() {
    return sans;
  }

  /**
   * Unpacks the fonts below {@code target}, if they are not there yet.
   *
   * @return the configuration file for fontconfig
   */
  Path configuration() throws IOException {
    Path folder = Path.of("target", "fonts", name()).toAbsolutePath();
    Path faces = Files.createDirectories(folder.resolve("faces"));
    for (List<String> some : List.of(DEJAVU, files)) {
      for (String file : some) {
        unpack(file, faces.resolve(file.substring(file.lastIndexOf('/') + 1)));
      }
    }
    String preferences =
        preference("sans-serif", sans, WIDE.sans)
            + preference("serif", serif, WIDE.serif)
            + REST.formatted(sans);
    String text = CONFIGURATION.formatted(faces, folder.resolve("cache"), preferences);
    return write(folder.resolve("fonts.conf"), text.getBytes(StandardCharsets.UTF_8));
  }

  private static String preference(String family, String first, String second) {
    return PREFERENCE.formatted(family, first, second);
  }

  private static void unpack(String file, Path to) throws IOException {
    if (Files.exists(to)) {
      return;
    }
    try (InputStream in = Fonts.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException(file + " is not on the class path");
      }
      write(to, in.readAllBytes());
    }
  }

  /**
   * Writes a file at once, so that another process that does the same never sees only a part of it.
   */
  private static Path write(Path to, byte[] bytes) throws IOException {
    Path part = Files.createTempFile(to.getParent(), "part", null);
    Files.write(part, bytes);
    return Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
  }
}
