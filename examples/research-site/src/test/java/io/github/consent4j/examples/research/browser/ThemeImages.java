package io.github.consent4j.examples.research.browser;

import static io.github.consent4j.examples.research.browser.ThemesTest.go;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.github.consent4j.policy.look.Theme;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Creates the pictures of the README again. It runs only on request, with {@code
 * -Dtest=ThemeImages}.
 */
class ThemeImages {

  private static final Path IMAGES = Path.of("images");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Theme.class)
  void by_day_and_by_night(Theme theme) throws Exception {
    try (SiteInChromium site = ThemesTest.siteWith(theme, folder);
        BrowserContext visitor = site.visitor()) {
      Page page = visitor.newPage();
      page.setViewportSize(760, 900);
      BufferedImage night = shot(page, ColorScheme.DARK);
      BufferedImage day = shot(page, ColorScheme.LIGHT);
      Path image = IMAGES.resolve(theme.id() + ".png");
      SmallPicture.write(List.of(day, night), 412, image);
      assertThat(image).isNotEmptyFile();
      if (theme == Theme.CALM) {
        page.setViewportSize(1280, 800);
        BufferedImage whole = shot(page, ColorScheme.LIGHT);
        SmallPicture.write(List.of(whole), 0, IMAGES.resolve("banner.png"));
      }
    }
  }

  private static BufferedImage shot(Page page, ColorScheme scheme) throws IOException {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    go(page, "/cooperations");
    return ImageIO.read(new ByteArrayInputStream(page.screenshot()));
  }
}
