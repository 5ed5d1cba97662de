package io.github.consent4j.servlet.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipDecoderTest {

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  /** Returns a member whose header has all possible fields (RFC 1952, section 2.3). */
  private static byte[] gzipWithEveryField(String text) throws IOException {
    byte[] plain = gzip(text);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.write(new byte[] {0x1f, (byte) 0x8b, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 3});
    header.write(new byte[] {3, 0, 'x', 'y', 'z'});
    header.write("name\0comment\0".getBytes(StandardCharsets.ISO_8859_1));
    CRC32 checksum = new CRC32();
    checksum.update(header.toByteArray());
    header.write((int) checksum.getValue() & 0xff);
    header.write((int) (checksum.getValue() >> 8) & 0xff);
    header.write(plain, 10, plain.length - 10);
    return header.toByteArray();
  }

  private static String inflate(byte[] bytes, int chunk) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GzipDecoder inflation = new GzipDecoder(true, out::write);
    for (int at = 0; at < bytes.length; at += chunk) {
      inflation.write(bytes, at, Math.min(chunk, bytes.length - at));
    }
    inflation.finish();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void consecutive_members_are_read_wherever_they_are_cut() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(gzip("one "));
    members.write(gzipWithEveryField("two "));
    members.write(gzip(""));
    members.write(gzip("three ".repeat(2000)));
    for (int chunk = 1; chunk < members.size(); chunk++) {
      assertThat(inflate(members.toByteArray(), chunk))
          .isEqualTo("one two " + "three ".repeat(2000));
    }
  }

  @Test
  void uncompressed_bytes_are_an_error_at_once() {
    byte[] text = "<!doctype html><p>plain text".getBytes(StandardCharsets.UTF_8);
    assertThatIllegalStateException().isThrownBy(() -> inflate(text, 100));
    byte[] damaged = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 'x', 'x', 'x', 'x', 'x'};
    assertThatIllegalStateException().isThrownBy(() -> inflate(damaged, 100));
  }
}
