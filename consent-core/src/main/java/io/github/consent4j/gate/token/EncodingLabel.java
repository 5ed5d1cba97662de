package io.github.consent4j.gate.token;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The encodings that browsers use for a name (WHATWG Encoding Standard, section 4.2). */
public final class EncodingLabel {

  /**
   * The characters of ASCII that have the same byte in every encoding that browsers read as bytes.
   */
  private static final byte[] ASCII =
      "<html>/!?-=\"'&;[]azAZ09".getBytes(StandardCharsets.US_ASCII);

  /**
   * Labels that stand for another encoding than in Java, or for one that has another name in Java.
   */
  private static final Map<String, String> MEANT = new HashMap<>();

  static {
    means("UTF-8", "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8");
    means(
        "UTF-16LE",
        "utf-16 ucs-2 unicode csunicode iso-10646-ucs-2 unicodefeff x-utf-16le-bom utf-16le");
    means("UTF-16BE", "unicodefffe");
    means(
        "windows-1252",
        "ansi_x3.4-1968 ascii us-ascii iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987"
            + " iso-ir-100 l1 latin1 cp819 ibm819 csisolatin1 cp1252 x-cp1252 x-user-defined");
    means("windows-1250", "cp1250 x-cp1250");
    means("windows-1251", "cp1251 x-cp1251");
    means("windows-1253", "cp1253 x-cp1253");
    means(
        "windows-1254",
        "iso-8859-9 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 iso-ir-148 l5 latin5"
            + " csisolatin5 cp1254 x-cp1254");
    means("windows-1255", "cp1255 x-cp1255");
    means("windows-1256", "cp1256 x-cp1256");
    means("windows-1257", "cp1257 x-cp1257");
    means("windows-1258", "cp1258 x-cp1258");
    means("x-windows-874", "windows-874 dos-874 tis-620 iso-8859-11 iso8859-11 iso885911");
    means("ISO-8859-6", "iso-8859-6-e iso-8859-6-i csiso88596e csiso88596i arabic");
    means("ISO-8859-8", "iso-8859-8-e iso-8859-8-i csiso88598e csiso88598i logical visual hebrew");
    means("KOI8-R", "koi koi8 koi8_r");
    means("KOI8-U", "koi8-ru");
    means("x-MacRoman", "macintosh mac csmacintosh");
    means("x-MacCyrillic", "x-mac-cyrillic x-mac-ukrainian");
    means("IBM866", "866 dos-866");
    means("GBK", "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk");
    means("Big5-HKSCS", "big5 cn-big5 csbig5 x-x-big5");
    means("windows-31j", "shift_jis shift-jis sjis x-sjis ms_kanji csshiftjis ms932");
    means("EUC-JP", "x-euc-jp");
    means(
        "x-windows-949",
        "euc-kr cseuckr korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 csksc56011987"
            + " iso-ir-149 windows-949");
  }

  private EncodingLabel() {}

  private static void means(String charset, String labels) {
    for (String label : labels.split(" ")) {
      MEANT.put(label, charset);
    }
  }

  /** Returns the encoding that a label stands for, or null if browsers or Java know none. */
  public static @Nullable Charset encoding(String label) {
    String name = label.strip().toLowerCase(Locale.ROOT);
    try {
      Charset charset = Charset.forName(MEANT.getOrDefault(name, name));
      return isKnownToBrowsers(charset) ? charset : null;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }

  /** Returns the encoding that browsers use for the name of this one, or null if they know none. */
  public static @Nullable Charset asBrowsersRead(Charset charset) {
    return charset.equals(StandardCharsets.UTF_8) ? charset : encoding(charset.name());
  }

  private static boolean isKnownToBrowsers(Charset charset) {
    return charset.equals(StandardCharsets.UTF_16LE)
        || charset.equals(StandardCharsets.UTF_16BE)
        || charset.name().equals("ISO-2022-JP")
        || isReadAsBytes(charset);
  }

  /** Returns whether the markup of a document in an encoding is ASCII, byte for byte. */
  public static boolean isReadAsBytes(Charset charset) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      return true;
    }
    return !charset.name().startsWith("ISO-2022")
        && charset.canEncode()
        && new String(ASCII, charset).equals(new String(ASCII, StandardCharsets.US_ASCII));
  }
}
