package io.github.consent4j.text;

/** Writes a label of a domain name in ASCII (RFC 3492). */
final class Punycode {

  private static final int BASE = 36;
  private static final int MINIMUM_THRESHOLD = 1;
  private static final int MAXIMUM_THRESHOLD = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int FIRST_BIAS = 72;
  private static final int FIRST_CODE_POINT = 128;

  /** The length of the longest label. */
  private static final int MAXIMUM_LENGTH = 256;

  private Punycode() {}

  /** Returns the encoded label, without the prefix that marks it as encoded. */
  static String encode(String label) {
    int[] input = label.codePoints().limit(MAXIMUM_LENGTH).toArray();
    StringBuilder output = new StringBuilder();
    for (int c : input) {
      if (c < FIRST_CODE_POINT) {
        output.append((char) c);
      }
    }
    int basic = output.length();
    int handled = basic;
    if (basic > 0) {
      output.append('-');
    }
    int n = FIRST_CODE_POINT;
    int delta = 0;
    int bias = FIRST_BIAS;
    while (handled < input.length) {
      int next = Integer.MAX_VALUE;
      for (int c : input) {
        if (c >= n && c < next) {
          next = c;
        }
      }
      delta += (next - n) * (handled + 1);
      n = next;
      for (int c : input) {
        if (c < n) {
          delta++;
        } else if (c == n) {
          append(output, delta, bias);
          bias = adapt(delta, handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      }
      delta++;
      n++;
    }
    return output.toString();
  }

  private static void append(StringBuilder output, int delta, int bias) {
    int q = delta;
    for (int k = BASE; ; k += BASE) {
      int threshold = Math.min(Math.max(k - bias, MINIMUM_THRESHOLD), MAXIMUM_THRESHOLD);
      if (q < threshold) {
        break;
      }
      output.append(digit(threshold + (q - threshold) % (BASE - threshold)));
      q = (q - threshold) / (BASE - threshold);
    }
    output.append(digit(q));
  }

  private static char digit(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }

  private static int adapt(int delta, int points, boolean first) {
    int d = first ? delta / DAMP : delta / 2;
    d += d / points;
    int k = 0;
    while (d > (BASE - MINIMUM_THRESHOLD) * MAXIMUM_THRESHOLD / 2) {
      d /= BASE - MINIMUM_THRESHOLD;
      k += BASE;
    }
    return k + (BASE - MINIMUM_THRESHOLD + 1) * d / (d + SKEW);
  }
}
