package io.github.consent4j.cli.browser.banner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AxeScriptTest {

  @TempDir private Path folder;

  private Path jar(String name, String entry) throws IOException {
    Path jar = Files.createDirectories(folder.resolve("jars")).resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(entry));
      out.write("axe".getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  @Test
  void it_is_found_as_a_file_in_the_folder_of_plugins_or_beside_a_jar() throws IOException {
    Path jar = jar("gson.jar", "x");
    assertThat(AxeScript.find(folder, "classes" + File.pathSeparator + jar)).isEmpty();

    Files.writeString(jar.resolveSibling("axe.min.js"), "axe");
    assertThat(AxeScript.find(folder, jar.toString())).isPresent();
    assertThat(AxeScript.find(jar.getParent(), "")).isPresent();
  }

  @Test
  void it_is_found_in_its_jars() throws IOException {
    Path webjar =
        jar("axe-core-4.11.0.jar", "META-INF/resources/webjars/axe-core/4.11.0/axe.min.js");

    assertThat(AxeScript.find(folder, webjar.toString())).isPresent();
    assertThat(AxeScript.find(folder, jar("axe-core-x.jar", "other.js").toString())).isEmpty();
  }
}
