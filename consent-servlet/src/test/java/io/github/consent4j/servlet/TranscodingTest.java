package io.github.consent4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.gate.ByteSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscodingTest {

  private static final byte[] NOTHING = {};

  /** Lets everything through and notes it. */
  private record Noting(ByteSink next, ByteArrayOutputStream seen) implements Pipe {
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      seen.write(bytes, offset, length);
      next.write(bytes, offset, length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "ISO-2022-JP"})
  void a_page_is_read_in_utf8_and_leaves_as_it_came_wherever_it_is_cut(String name)
      throws IOException {
    Charset charset = Charset.forName(name);
    String page = "<p>\u65e5\u672c\u8a9e</p> \u8a9e" + "<b>abc</b>".repeat(700);
    byte[] bytes = page.getBytes(charset);
    for (int chunk : new int[] {1, 2, 3, 5, 7, 1000, bytes.length}) {
      ByteArrayOutputStream seen = new ByteArrayOutputStream();
      ByteArrayOutputStream left = new ByteArrayOutputStream();
      Transcoding transcoding =
          new Transcoding(charset, next -> new Noting(next, seen), left::write);
      for (int at = 0; at < bytes.length; at += chunk) {
        transcoding.write(bytes, at, Math.min(chunk, bytes.length - at));
      }
      transcoding.finish();
      assertThat(seen.toString(StandardCharsets.UTF_8)).isEqualTo(page);
      assertThat(left.toByteArray()).isEqualTo(bytes);
    }
  }

  @Test
  void only_what_is_no_superset_of_ascii_is_transcoded() {
    for (String name :
        new String[] {"UTF-8", "ISO-8859-1", "windows-1252", "Shift_JIS", "GB18030"}) {
      assertThat(Transcoding.needed(Optional.of(Charset.forName(name)), NOTHING, 0)).isEmpty();
    }
    assertThat(Transcoding.needed(Optional.empty(), NOTHING, 0)).isEmpty();
    assertThat(Transcoding.needed(Optional.of(StandardCharsets.UTF_16), NOTHING, 0))
        .hasValue(StandardCharsets.UTF_16LE);
  }

  @Test
  void a_byte_order_mark_counts_more_than_the_header() {
    byte[] big = {(byte) 0xfe, (byte) 0xff};
    byte[] little = {(byte) 0xff, (byte) 0xfe};
    byte[] utf8 = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    Optional<Charset> declared = Optional.of(StandardCharsets.UTF_16);
    assertThat(Transcoding.needed(Optional.empty(), big, 2)).hasValue(StandardCharsets.UTF_16BE);
    assertThat(Transcoding.needed(declared, little, 2)).hasValue(StandardCharsets.UTF_16LE);
    assertThat(Transcoding.needed(declared, utf8, 3)).isEmpty();
  }
}
