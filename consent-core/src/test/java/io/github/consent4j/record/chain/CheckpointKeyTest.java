package io.github.consent4j.record.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointKeyTest {

  private static final Checkpoint CHECKPOINT =
      Checkpoint.unsigned("a", 1, 1, 7, "link", Instant.parse("2026-03-03T10:15:30.123456Z"));

  @TempDir Path directory;

  private CheckpointKey read(String pem) throws IOException {
    Path file = directory.resolve("key.pem");
    Files.writeString(file, pem);
    return CheckpointKey.read(file);
  }

  @Test
  void what_a_private_key_signs_its_public_key_verifies() throws IOException {
    CheckpointKey key = CheckpointKey.generate();
    Checkpoint signed = read(key.privatePem()).sign(CHECKPOINT);
    CheckpointKey verifier = read(key.publicPem());
    assertThat(verifier.canSign()).isFalse();
    assertThat(verifier.id()).isEqualTo(key.id());
    assertThat(verifier.verifies(signed)).isTrue();
    assertThat(key.verifies(signed)).isTrue();
    assertThat(CheckpointKey.generate().verifies(signed)).isFalse();
    assertThatThrownBy(() -> verifier.sign(CHECKPOINT)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void the_public_key_follows_from_the_private_one() throws IOException {
    CheckpointKey generated = CheckpointKey.generate();
    CheckpointKey read = read(generated.privatePem());
    assertThat(read.canSign()).isTrue();
    assertThat(read.publicPem()).isEqualTo(generated.publicPem());
  }

  @Test
  void earlier_public_keys_verify_what_they_signed() throws IOException {
    CheckpointKey earlier = CheckpointKey.generate();
    CheckpointKey later = CheckpointKey.generate();
    CheckpointKey both = read(earlier.publicPem() + later.privatePem());
    assertThat(both.id()).isEqualTo(later.id());
    assertThat(both.verifies(earlier.sign(CHECKPOINT))).isTrue();
    assertThat(both.verifies(both.sign(CHECKPOINT))).isTrue();
  }

  @Test
  void the_signature_covers_every_part() {
    CheckpointKey key = CheckpointKey.generate();
    Checkpoint c = key.sign(CHECKPOINT);
    assertThat(c.at()).isEqualTo(Instant.parse("2026-03-03T10:15:30.123Z"));
    assertThat(key.verifies(c)).isTrue();
    for (Checkpoint changed :
        new Checkpoint[] {
          new Checkpoint("b", 1, 1, 7, "link", c.at(), c.key(), c.signature()),
          new Checkpoint("a", 2, 1, 7, "link", c.at(), c.key(), c.signature()),
          new Checkpoint("a", 1, 2, 7, "link", c.at(), c.key(), c.signature()),
          new Checkpoint("a", 1, 1, 8, "link", c.at(), c.key(), c.signature()),
          new Checkpoint("a", 1, 1, 7, "lank", c.at(), c.key(), c.signature()),
          new Checkpoint("a", 1, 1, 7, "link", c.at().plusMillis(1), c.key(), c.signature()),
          new Checkpoint("a", 1, 1, 7, "link", c.at(), "other", c.signature()),
          new Checkpoint("a", 1, 1, 7, "link", c.at(), c.key(), "%%"),
          CHECKPOINT
        }) {
      assertThat(key.verifies(changed)).isFalse();
    }
  }

  @Test
  void a_pair_of_keys_of_the_application_is_taken() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Checkpoint signed = CheckpointKey.of(pair).sign(CHECKPOINT);
    assertThat(CheckpointKey.of(new KeyPair(pair.getPublic(), null)).verifies(signed)).isTrue();
    assertThat(CheckpointKey.of(pair)).hasToString("private key " + signed.key());
    KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    assertThatThrownBy(() -> CheckpointKey.of(new KeyPair(other.getPublic(), pair.getPrivate())))
        .hasMessage("The private and the public key are no pair");
    KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    assertThatThrownBy(() -> CheckpointKey.of(rsa)).hasMessage("Expected an Ed25519 key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no key",
        "\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n"
      })
  void what_is_no_key_is_an_error_with_its_place(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            ".*key\\.pem:[12]: .*expected an Ed25519 key as PEM.*openssl genpkey.*");
  }
}
