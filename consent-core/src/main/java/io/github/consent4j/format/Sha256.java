package io.github.consent4j.format;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest SHA-256. */
public final class Sha256 {

  private Sha256() {}

  /** Returns the digest of these arrays, one after the other. */
  public static byte[] of(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
  }
}
