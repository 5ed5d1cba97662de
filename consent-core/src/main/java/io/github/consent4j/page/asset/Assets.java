package io.github.consent4j.page.asset;

import io.github.consent4j.consent.Consent;
import io.github.consent4j.consent.Decision;
import io.github.consent4j.consent.RevisionMarks;
import io.github.consent4j.format.Sha256;
import io.github.consent4j.gate.cookie.ConsentCookie;
import io.github.consent4j.policy.Policy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The scripts and style sheets of the library. The path of each file contains a hash of its
 * content, so that browsers may cache it without limit. Thread-safe.
 *
 * <p>The file names are plain on purpose: content blockers remove files named after cookies, and
 * with them the visitor's way to say no.
 */
public final class Assets {

  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final int HASH_LETTERS = 12;

  private static final String GUARD = "guard.js";

  /** A function that returns all consent cookies as text, to notice another decision. */
  private static final String DECISION =
      "()=>`${document.cookie.match(/$PATTERN=$VERSION[^;]*/g)??\"\"}`";

  /** The events after which Turbo, htmx, Astro and Livewire show another document. */
  private static final String SWAPS =
      Stream.of(
              "turbo:render",
              "htmx:afterSwap",
              "htmx:after:swap",
              "astro:after-swap",
              "livewire:navigated")
          .map(JavaScript::string)
          .collect(Collectors.joining(","));

  private static final Pattern ANY = Pattern.compile("[0-9a-f]{" + HASH_LETTERS + "}/([^/]+)");

  private final String guardDirectory;
  private final GuardVariants guards;
  private final String strictest;
  private final String colorScheme;
  private final Map<String, Asset> byPath = new HashMap<>();
  private final Map<String, String> pathByName = new HashMap<>();

  private Assets(Policy policy, RevisionMarks marks) {
    GuardScript guard = new GuardScript(policy, marks);
    String rules = guard.rules();
    String everybody = guard.forEverybody(rules);
    String follow = script("follow.js", policy);
    String refused = guard.forVisitor(new BitSet(), true);
    guardDirectory = hash(bytes(everybody + refused + follow)) + '/';
    add(guardDirectory, GUARD, asset(SCRIPT, everybody));
    // The guard looks for this file in its own directory.
    add(guardDirectory, "follow.js", asset(SCRIPT, follow));
    guards =
        new GuardVariants(
            policy.services().size(),
            (allowed, sweeps) -> asset(SCRIPT, guard.forVisitor(allowed, sweeps)),
            Clock.systemUTC());
    strictest = GuardVariants.name(Consent.of(policy, marks, Decision.UNDECIDED));
    add("page.js", SCRIPT, script("page.js", policy));
    String shared = Resources.text("stage.js") + Resources.text("shared.js");
    add("shared.js", SCRIPT, GuardScript.withQueries(shared, GuardScript.haveQueries(policy)));
    add("notes.js", SCRIPT, Resources.text("notes.js"));
    add("rules.js", SCRIPT, guard.rulesAnew(rules));
    add("swap.js", SCRIPT, script("swap.js", policy));
    add("tabs.js", SCRIPT, script("tabs.js", policy));
    if (!policy.settings().presence().signals().isEmpty()) {
      add("signals.js", SCRIPT, new SignalScript(policy).text());
    }
    if (policy.settings().seenStorage()) {
      add("stored.js", SCRIPT, Resources.text("stored.js"));
    }
    add("settings.js", SCRIPT, script("settings.js", policy));
    add("embed.js", SCRIPT, Resources.text("embed.js"));
    colorScheme = LookStyle.schemes(policy.settings().look().scheme());
    LookStyle style = new LookStyle(policy.settings().look());
    add("panel.css", STYLE, style.panel());
    add("document.css", STYLE, style.document());
    add("insert.css", STYLE, Resources.text("insert.css"));
  }

  /** Returns a script with what is the same in all of them filled in. */
  private static String script(String name, Policy policy) {
    String cookie = policy.settings().cookie().name();
    return Resources.text(name)
        .replace("$DECISION", DECISION)
        .replace("$NAME", GuardNames.inQuotes(cookie))
        .replace("$PATTERN", GuardRegex.ofGlob(cookie, ""))
        .replace("$VERSION", ConsentCookie.VERSIONS)
        .replace("$SWAPS", SWAPS);
  }

  /** Makes the assets for a policy. The rules of the policy are compiled into the guard script. */
  public static Assets of(Policy policy, RevisionMarks marks) {
    return new Assets(policy, marks);
  }

  /**
   * Finds a file.
   *
   * @param path path below {@code <base>/assets/}, such as {@code 1f3c9a0b7e21/panel.css}
   */
  public Optional<Asset> find(String path) {
    Asset asset = byPath.get(path);
    return asset == null && path.startsWith(guardDirectory)
        ? guards.find(path.substring(guardDirectory.length()))
        : Optional.ofNullable(asset);
  }

  /**
   * Finds a substitute for a file of another policy. The page that refers to it comes from a cache,
   * or from a server that has another version of the policy. Any guard is replaced by the strictest
   * one, because it is not known here what the guard of that page would allow.
   *
   * @param path as for {@link #find}; one that it does not find
   */
  public Optional<Asset> standIn(String path) {
    Matcher matcher = ANY.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String name = matcher.group(1);
    if (path.startsWith(guardDirectory)) {
      return guards.has(name) ? Optional.of(guards.require(strictest)) : Optional.empty();
    }
    if (name.equals(GUARD) || GuardVariants.isName(name)) {
      return Optional.of(guards.require(strictest));
    }
    return Optional.ofNullable(pathByName.get(name)).map(byPath::get);
  }

  /** Returns the names of all files but the guards for one visitor. */
  Set<String> names() {
    return Set.copyOf(pathByName.keySet());
  }

  /** Returns the color schemes that the style sheets support, as HTML names them. */
  public String colorScheme() {
    return colorScheme;
  }

  /** Returns the path of the guard for pages that are made for this visitor. */
  public String guardFor(Consent consent) {
    return guardDirectory + GuardVariants.name(consent);
  }

  /**
   * Returns the path of the guard for pages that everybody shares. That guard reads the visitor's
   * decision in the browser.
   */
  public String guardForEverybody() {
    return pathOf(GUARD);
  }

  /**
   * Returns the path of a file below {@code <base>/assets/}, such as {@code
   * 1f3c9a0b7e21/panel.css}.
   */
  public String pathOf(String name) {
    String path = pathByName.get(name);
    if (path == null) {
      throw new IllegalArgumentException("There is no asset '" + name + "'");
    }
    return path;
  }

  /** Returns the text of a file, for documents that contain it. */
  public String textOf(String name) {
    return new String(
        Objects.requireNonNull(byPath.get(pathOf(name))).bytes(), StandardCharsets.UTF_8);
  }

  /** Adds a file to a directory that is named after the file's content. */
  private void add(String name, String contentType, String text) {
    Asset asset = asset(contentType, text);
    add(hash(asset.bytes()) + '/', name, asset);
  }

  private void add(String directory, String name, Asset asset) {
    pathByName.put(name, directory + name);
    byPath.put(directory + name, asset);
  }

  private static Asset asset(String contentType, String text) {
    byte[] bytes = bytes(text);
    return new Asset(contentType, bytes, gzip(bytes));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.of(bytes)).substring(0, HASH_LETTERS);
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (BestGzip gzip = new BestGzip(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    return out.toByteArray();
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
