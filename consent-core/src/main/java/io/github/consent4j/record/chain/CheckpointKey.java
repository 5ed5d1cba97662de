package io.github.consent4j.record.chain;

import io.github.consent4j.format.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The key that signs checkpoints, or the public keys that only verify them. Always Ed25519.
 * Immutable and thread-safe.
 */
public final class CheckpointKey {

  private static final int ID_LENGTH = 16;

  private final @Nullable PrivateKey signer;

  /** The public keys by their identifiers, the signer's first. */
  private final Map<String, PublicKey> verifiers = new LinkedHashMap<>();

  private CheckpointKey(@Nullable PrivateKey signer, List<PublicKey> verifiers) {
    this.signer = signer;
    verifiers.forEach(key -> this.verifiers.put(id(key), key));
  }

  /**
   * Returns the key of a pair of keys.
   *
   * @param pair its private key is null if it shall only verify
   * @throws IllegalArgumentException if the keys are not Ed25519, or no pair
   */
  public static CheckpointKey of(KeyPair pair) {
    return of(pair.getPrivate(), List.of(pair.getPublic()));
  }

  private static CheckpointKey of(@Nullable PrivateKey signer, List<PublicKey> verifiers) {
    CheckpointKey key = new CheckpointKey(signer, verifiers);
    Checkpoint trial = Checkpoint.unsigned("", 1, 1, 0, ChainEntry.START, Instant.EPOCH);
    try {
      if (signer != null && !key.verifies(key.sign(trial))) {
        throw new IllegalArgumentException("The private and the public key are no pair");
      }
      for (PublicKey verifier : verifiers) {
        Signature.getInstance(KeyFile.ALGORITHM).initVerify(verifier);
      }
    } catch (GeneralSecurityException | IllegalStateException e) {
      throw new IllegalArgumentException("Expected an Ed25519 key", e);
    }
    return key;
  }

  /**
   * Reads keys from a file with PEM blocks: a private key (PKCS #8), from which the public one
   * follows, or public keys (X.509), or both. Further public keys verify what earlier keys signed.
   *
   * @throws IOException if the file cannot be read or holds no such key
   */
  public static CheckpointKey read(Path file) throws IOException {
    KeyFile.Keys keys = KeyFile.read(file);
    try {
      return of(keys.signer(), keys.verifiers());
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ":1: " + e.getMessage(), e);
    }
  }

  /** Returns a new key. */
  public static CheckpointKey generate() {
    try {
      return of(KeyPairGenerator.getInstance(KeyFile.ALGORITHM).generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("Every Java platform from 15 on has Ed25519", e);
    }
  }

  /** Returns whether the private key is there. */
  public boolean canSign() {
    return signer != null;
  }

  /** Returns the identifier of the public key: the beginning of its SHA-256. */
  public String id() {
    return verifiers.keySet().iterator().next();
  }

  /** Returns whether a public key with this identifier is there. */
  public boolean has(@Nullable String id) {
    return id != null && verifiers.containsKey(id);
  }

  /**
   * Returns a checkpoint with a signature of this key.
   *
   * @throws IllegalStateException if the private key is not there or cannot be used
   */
  public Checkpoint sign(Checkpoint checkpoint) {
    if (signer == null) {
      throw new IllegalStateException("A public key cannot sign");
    }
    try {
      Signature signature = Signature.getInstance(KeyFile.ALGORITHM);
      signature.initSign(signer);
      signature.update(bytes(checkpoint));
      return new Checkpoint(
          checkpoint.node(),
          checkpoint.sequence(),
          checkpoint.first(),
          checkpoint.number(),
          checkpoint.link(),
          checkpoint.at(),
          id(),
          Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The key cannot sign", e);
    }
  }

  /** Returns whether a checkpoint has a right signature of one of these keys. */
  public boolean verifies(Checkpoint checkpoint) {
    String id = checkpoint.key();
    String given = checkpoint.signature();
    PublicKey verifier = id == null ? null : verifiers.get(id);
    if (verifier == null || given == null) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(KeyFile.ALGORITHM);
      signature.initVerify(verifier);
      signature.update(bytes(checkpoint));
      return signature.verify(Base64.getUrlDecoder().decode(given));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false; // the signature has not even the form of one
    }
  }

  /**
   * Returns the private key as a PEM block (PKCS #8).
   *
   * @throws IllegalStateException if it is not there
   */
  public String privatePem() {
    if (signer == null) {
      throw new IllegalStateException("The private key is not there");
    }
    return KeyFile.pem(KeyFile.PRIVATE, signer);
  }

  /** Returns the public key as a PEM block (X.509). */
  public String publicPem() {
    return KeyFile.pem(KeyFile.PUBLIC, Objects.requireNonNull(verifiers.get(id())));
  }

  /** Returns a text for logs, without the private key. */
  @Override
  public String toString() {
    return (canSign() ? "private key " : "public key ") + id();
  }

  private static String id(PublicKey key) {
    return Sha256.base64(key.getEncoded()).substring(0, ID_LENGTH);
  }

  private static byte[] bytes(Checkpoint checkpoint) {
    return checkpoint.text().getBytes(StandardCharsets.UTF_8);
  }
}
