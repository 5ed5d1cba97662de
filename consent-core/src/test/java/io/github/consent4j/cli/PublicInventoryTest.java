package io.github.consent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.consent4j.audit.Inventory;
import io.github.consent4j.cli.Standing.Need;
import io.github.consent4j.cli.evidence.Contact;
import io.github.consent4j.cli.evidence.Stored;
import io.github.consent4j.cli.evidence.Stored.Flags;
import io.github.consent4j.cli.evidence.Stored.Kind;
import io.github.consent4j.cli.evidence.Stored.SetBy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a site publishes of itself, as an audit of the site reads it. */
class PublicInventoryTest {

  @TempDir private Path folder;

  private PublicInventory inventory() {
    Path file =
        Cli.file(
            folder,
            "consent.yaml",
            """
            site: { name: Institute, privacy-policy: /privacy }
            languages: [en]
            categories:
              necessary: { required: true, services: [java-web] }
              external-media: { services: [youtube] }
            """);
    byte[] json = new Inventory(new PolicyFiles().read(file)).toJson();
    return PublicInventory.read(new String(json, StandardCharsets.UTF_8)).orElseThrow();
  }

  private static Stored stored(Kind kind, String name) {
    return new Stored(
        kind,
        name,
        "www.example.org",
        "/",
        OptionalLong.empty(),
        Flags.NONE,
        SetBy.SERVER,
        "/",
        false);
  }

  @Test
  void it_says_what_is_necessary_and_what_needs_consent() {
    PublicInventory inventory = inventory();
    Contact video = new Contact("www.youtube.com", "/embed/x", "document", "GET", "/", 1, true);
    Contact other = new Contact("cdn.example.com", "/", "script", "GET", "/", 1, true);

    assertThat(inventory.of(stored(Kind.COOKIE, "JSESSIONID")).map(Standing::need))
        .contains(Need.NONE);
    assertThat(inventory.of(video).orElseThrow())
        .isEqualTo(new Standing(Need.CONSENT, "the site declares it: youtube"));
    assertThat(inventory.of(stored(Kind.LOCAL_STORAGE, "JSESSIONID"))).isEmpty();
    assertThat(inventory.of(other)).isEmpty();
  }

  @Test
  void another_document_is_no_inventory() {
    assertThat(PublicInventory.read("{\"name\": \"x\"}")).isEmpty();
    assertThat(PublicInventory.read("<!doctype html>")).isEmpty();
  }
}
