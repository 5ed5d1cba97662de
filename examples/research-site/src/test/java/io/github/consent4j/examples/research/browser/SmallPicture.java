package io.github.consent4j.examples.research.browser;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Writes screenshots side by side into one file that is small enough for a repository. */
final class SmallPicture {

  private static final double SCALE = .625;
  private static final int COLORS = 96;

  private SmallPicture() {}

  /**
   * @param screenshots screenshots of the same size
   * @param cut number of pixels at the top of each that are left out
   */
  static void write(List<BufferedImage> screenshots, int cut, Path file) throws IOException {
    int width = (int) (screenshots.get(0).getWidth() * SCALE);
    int height = (int) ((screenshots.get(0).getHeight() - cut) * SCALE);
    BufferedImage all =
        new BufferedImage(width * screenshots.size(), height, BufferedImage.TYPE_INT_RGB);
    Graphics2D paper = all.createGraphics();
    paper.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    for (int i = 0; i < screenshots.size(); i++) {
      BufferedImage shot = screenshots.get(i);
      paper.drawImage(
          shot.getSubimage(0, cut, shot.getWidth(), shot.getHeight() - cut),
          i * width,
          0,
          width,
          height,
          null);
    }
    paper.dispose();
    ImageIO.write(withFewColors(all), "png", file.toFile());
  }

  private static BufferedImage withFewColors(BufferedImage picture) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        counts.merge(picture.getRGB(x, y), 1, Integer::sum);
      }
    }
    int[] colors = apart(counts);
    IndexColorModel palette =
        new IndexColorModel(8, colors.length, colors, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage small =
        new BufferedImage(
            picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, palette);
    Map<Integer, Integer> nearest = new HashMap<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        int index = nearest.computeIfAbsent(picture.getRGB(x, y), color -> nearest(color, colors));
        small.getRaster().setSample(x, y, 0, index);
      }
    }
    return small;
  }

  /** Returns the most frequent colours that are clearly different from each other. */
  private static int[] apart(Map<Integer, Integer> counts) {
    int[] chosen = new int[COLORS];
    int found = 0;
    List<Integer> byCount =
        counts.entrySet().stream()
            .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder()))
            .map(Map.Entry::getKey)
            .toList();
    for (int color : byCount) {
      boolean isNew = true;
      for (int i = 0; i < found && isNew; i++) {
        isNew = distance(color, chosen[i]) > (i < 40 ? 30 : 400);
      }
      if (isNew && found < COLORS) {
        chosen[found++] = color;
      }
    }
    return Arrays.copyOf(chosen, found);
  }

  private static int nearest(int color, int[] colors) {
    int best = 0;
    for (int i = 1; i < colors.length; i++) {
      if (distance(color, colors[i]) < distance(color, colors[best])) {
        best = i;
      }
    }
    return best;
  }

  private static int distance(int one, int other) {
    Color a = new Color(one);
    Color b = new Color(other);
    int red = a.getRed() - b.getRed();
    int green = a.getGreen() - b.getGreen();
    int blue = a.getBlue() - b.getBlue();
    return red * red + green * green + blue * blue;
  }
}
