package io.github.consent4j.format;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The digest SHA-256. */
public final class Sha256 {

  private static final MessageDigest EMPTY = create();
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private Sha256() {}

  /** Returns the digest of these arrays, one after the other. */
  public static byte[] of(byte[]... parts) {
    MessageDigest digest = fresh();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  /** Returns the digest of a text in UTF-8, in URL-safe Base64 without padding. */
  public static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the digest of an array, in URL-safe Base64 without padding. */
  public static String base64(byte[] bytes) {
    return URL.encodeToString(of(bytes));
  }

  /** Returns a digest of nothing yet. A copy costs less than the search among the providers. */
  private static MessageDigest fresh() {
    try {
      return (MessageDigest) EMPTY.clone();
    } catch (CloneNotSupportedException e) {
      return create();
    }
  }

  private static MessageDigest create() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
  }

  /** A stream that keeps nothing but the digest and the length of what is written. */
  public static final class Stream extends OutputStream {

    private final MessageDigest digest = fresh();
    private long length;

    @Override
    public void write(int b) {
      digest.update((byte) b);
      length++;
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      digest.update(bytes, from, count);
      length += count;
    }

    /** Returns the number of bytes so far. */
    public long length() {
      return length;
    }

    /**
     * Returns the digest, in URL-safe Base64 without padding. Nothing can be written after that.
     */
    public String base64() {
      return URL.encodeToString(digest.digest());
    }
  }
}
