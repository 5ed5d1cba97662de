package io.github.consent4j.policy;

import io.github.consent4j.text.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * A signal for a tool with its own consent interface. Immutable and thread-safe.
 *
 * @param id category or service that decides the signal
 * @param tool receiver of the signal
 * @param type the tool's own name for what the signal is about; empty if the tool has only one
 */
public record Signal(String id, Tool tool, String type) {

  /** A tool that receives signals. */
  public enum Tool {
    /** Google Consent Mode, version 2, in its basic form: the tag itself waits for consent. */
    GOOGLE(
        "google",
        "ad_storage",
        "ad_user_data",
        "ad_personalization",
        "analytics_storage",
        "functionality_storage",
        "personalization_storage",
        "security_storage"),
    /** Microsoft Advertising's Universal Event Tracking. */
    UET("uet", "ad_storage"),
    /** Microsoft Clarity's {@code consentv2}. */
    CLARITY("clarity", "ad_Storage", "analytics_Storage"),
    /** Matomo: all tracking waits, or only its cookies do. */
    MATOMO("matomo", "tracking", "cookies"),
    /** The privacy interface of econda. */
    ECONDA("econda"),
    /** An event in the {@code dataLayer} of a tag manager. */
    DATA_LAYER("data-layer");

    private final String id;
    private final List<String> types;

    Tool(String id, String... types) {
      this.id = id;
      this.types = List.of(types);
    }

    /** The name in the file and in the script. */
    public String id() {
      return id;
    }
  }

  /**
   * Reads {@code tool} or {@code tool:type}.
   *
   * @throws IllegalArgumentException if there is no such tool or type
   */
  public static Signal parse(String id, String text) {
    String[] parts = text.split(":", 2);
    Tool tool =
        Arrays.stream(Tool.values())
            .filter(known -> known.id.equals(parts[0]))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'"
                            + parts[0]
                            + "' hears no signal"
                            + Suggestions.didYouMean(parts[0], ids())));
    String type = parts.length > 1 ? parts[1] : tool.types.size() == 1 ? tool.types.get(0) : "";
    if (!tool.types.contains(type) && !(tool.types.isEmpty() && type.isEmpty())) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no signal: expected "
              + (tool.types.isEmpty() ? tool.id : tool.id + ":" + String.join("|", tool.types)));
    }
    return new Signal(id, tool, type);
  }

  private static TreeSet<String> ids() {
    TreeSet<String> ids = new TreeSet<>();
    Arrays.stream(Tool.values()).map(Tool::id).forEach(ids::add);
    return ids;
  }
}
