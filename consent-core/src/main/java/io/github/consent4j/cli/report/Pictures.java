package io.github.consent4j.cli.report;

import static io.github.consent4j.page.markup.Element.element;

import io.github.consent4j.cli.evidence.Screenshot;
import io.github.consent4j.page.markup.Element;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Puts screenshots into the report: small ones within it, so that it can be read alone, which lead
 * to the large ones beside it.
 */
final class Pictures {

  private static final float QUALITY = .8f;

  /** A picture is shown in half of its size, for screens with small dots. */
  private static final int WIDEST = 900;

  private static final HexFormat UPPER_CASE = HexFormat.of().withUpperCase();

  private final Path folder;

  /**
   * @param folder the folder of the evidence
   */
  Pictures(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Returns a picture; empty if there is no such file in the folder.
   *
   * @param alternative what the picture shows, for those who do not see it
   */
  Optional<Element> of(Screenshot screenshot, String alternative) {
    Path file = folder.resolve(screenshot.file()).normalize();
    if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    String address = address(screenshot.file());
    try {
      BufferedImage image = ImageIO.read(file.toFile());
      if (image != null) {
        return Optional.of(linked(address, "data:image/jpeg;base64," + small(image), alternative));
      }
    } catch (IOException e) {
      // A browser may be able to show it anyway.
    }
    return Optional.of(linked(address, address, alternative));
  }

  private static Element linked(String address, String source, String alternative) {
    return element("a")
        .attr("href", address)
        .add(element("img").attr("src", source).attr("alt", alternative));
  }

  /** Returns the relative address of a file, which never has a scheme. */
  static String address(String file) {
    StringBuilder address = new StringBuilder("./");
    for (byte letter : file.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (letter & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-_./~".indexOf(c) >= 0)) {
        address.append(c);
      } else {
        address.append('%').append(UPPER_CASE.toHexDigits(letter));
      }
    }
    return address.toString();
  }

  private static String small(BufferedImage image) throws IOException {
    int width = Math.min(WIDEST, image.getWidth());
    int height = Math.max(1, Math.round((float) image.getHeight() * width / image.getWidth()));
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = scaled.createGraphics();
    try {
      brush.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      brush.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
      brush.drawImage(image, 0, 0, width, height, Color.WHITE, null);
    } finally {
      brush.dispose();
    }
    return Base64.getEncoder().encodeToString(jpeg(scaled));
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
    if (!writers.hasNext()) {
      throw new IOException("This Java cannot write JPEG");
    }
    ImageWriter writer = writers.next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(QUALITY);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
