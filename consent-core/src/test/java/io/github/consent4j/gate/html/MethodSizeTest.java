package io.github.consent4j.gate.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The virtual machine does not compile methods of more than 8,000 bytes, and does not optimise
 * large ones well.
 */
class MethodSizeTest {

  private static final int MAXIMUM = 4000;

  @Test
  void every_method_is_small_enough_to_be_compiled() throws Exception {
    Path classes =
        Path.of(HtmlGate.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Map<String, Integer> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(classes.resolve("io/github/consent4j/gate"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
          readMethods(in, file.getFileName().toString(), sizes);
        }
      }
    }

    assertThat(sizes).hasSizeGreaterThan(200).containsKey("HtmlTokenizer.class data");
    assertThat(sizes.entrySet()).allMatch(method -> method.getValue() < MAXIMUM);
  }

  private static void readMethods(DataInputStream in, String file, Map<String, Integer> sizes)
      throws IOException {
    in.skipNBytes(8);
    String[] names = readConstants(in);
    in.skipNBytes(6);
    in.skipNBytes(2L * in.readUnsignedShort());
    int fields = in.readUnsignedShort();
    for (int i = 0; i < fields; i++) {
      in.skipNBytes(6);
      skipAttributes(in);
    }
    int methods = in.readUnsignedShort();
    for (int i = 0; i < methods; i++) {
      in.skipNBytes(2);
      String name = names[in.readUnsignedShort()];
      in.skipNBytes(2);
      int attributes = in.readUnsignedShort();
      for (int j = 0; j < attributes; j++) {
        String attribute = names[in.readUnsignedShort()];
        int length = in.readInt();
        if ("Code".equals(attribute)) {
          in.skipNBytes(4);
          int code = in.readInt();
          sizes.merge(file + " " + name, code, Math::max);
          in.skipNBytes(length - 8L);
        } else {
          in.skipNBytes(length);
        }
      }
    }
  }

  private static String[] readConstants(DataInputStream in) throws IOException {
    String[] names = new String[in.readUnsignedShort()];
    for (int i = 1; i < names.length; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> names[i] = in.readUTF();
        case 5, 6 -> {
          in.skipNBytes(8);
          i++;
        }
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        default -> in.skipNBytes(4);
      }
    }
    return names;
  }

  private static void skipAttributes(InputStream input) throws IOException {
    DataInputStream in = new DataInputStream(input);
    int attributes = in.readUnsignedShort();
    for (int i = 0; i < attributes; i++) {
      in.skipNBytes(2);
      in.skipNBytes(in.readInt());
    }
  }
}
