package io.github.consent4j.record.chain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes Ed25519 keys as PEM blocks (RFC 7468). */
final class KeyFile {

  /**
   * The keys of a file.
   *
   * @param signer the private key; null if there is none
   * @param verifiers the public keys, the signer's first; at least one
   */
  record Keys(@Nullable PrivateKey signer, List<PublicKey> verifiers) {}

  static final String ALGORITHM = "Ed25519";

  static final String PRIVATE = "PRIVATE KEY";
  static final String PUBLIC = "PUBLIC KEY";

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private static final String EXPECTED =
      "expected an Ed25519 key as PEM, \"BEGIN PRIVATE KEY\" or \"BEGIN PUBLIC KEY\","
          + " as \"openssl genpkey -algorithm ed25519\" writes it";

  private KeyFile() {}

  static String pem(String label, Key key) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
        + "\n-----END "
        + label
        + "-----\n";
  }

  static Keys read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    PrivateKey signer = null;
    List<PublicKey> verifiers = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      String place = file + ":" + (1 + text.substring(0, block.start()).lines().count());
      try {
        byte[] encoded = Base64.getMimeDecoder().decode(block.group(2));
        KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
        switch (block.group(1)) {
          case PRIVATE -> {
            if (signer != null) {
              throw new IOException(
                  place + ": a second private key; one signs, leave the other out");
            }
            signer = factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
            verifiers.add(0, publicKey(signer));
          }
          case PUBLIC -> verifiers.add(factory.generatePublic(new X509EncodedKeySpec(encoded)));
          default ->
              throw new IOException(place + ": \"BEGIN " + block.group(1) + "\"; " + EXPECTED);
        }
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        throw new IOException(place + ": the key cannot be read; " + EXPECTED, e);
      }
    }
    if (verifiers.isEmpty()) {
      throw new IOException(file + ":1: no key; " + EXPECTED);
    }
    return new Keys(signer, verifiers);
  }

  /**
   * Returns the public key of a private one. Java has no method for that, but its generator takes
   * the private key from its source of random numbers.
   */
  private static PublicKey publicKey(PrivateKey key) throws GeneralSecurityException {
    byte[] seed =
        ((EdECPrivateKey) key)
            .getBytes()
            .orElseThrow(() -> new GeneralSecurityException("The private key is not readable"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
    generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
    return generator.generateKeyPair().getPublic();
  }

  /** A source of random numbers that gives the bytes of a key. */
  private static final class Seed extends SecureRandom {

    private static final long serialVersionUID = 1;

    private final byte[] bytes;

    Seed(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] to) {
      System.arraycopy(bytes, 0, to, 0, Math.min(to.length, bytes.length));
    }
  }
}
