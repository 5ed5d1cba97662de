package io.github.consent4j.servlet;

import io.github.consent4j.consent.Consent;
import jakarta.servlet.ServletContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consent that application code receives for every visitor while {@code consent.enabled} is
 * {@code false}. Nothing is blocked and no visitor is asked then. Thread-safe.
 */
public enum WhenDisabled {
  /** Every category and service is allowed, because nothing is blocked. */
  ALLOWED,

  /** No category and no service is allowed. */
  UNDECIDED;

  private static final Logger LOG = LoggerFactory.getLogger(WhenDisabled.class);
  private static final String ENABLED = "consent.enabled";
  private static final String WHEN_DISABLED = "consent.when-disabled";
  private static final String ATTRIBUTE = WhenDisabled.class.getName();

  /** Consents without a policy. They are made when the library is switched off and is asked. */
  private static final class Unasked {
    static final Consent ALLOWING_ALL = Consent.allowingAll();
    static final Consent ALLOWING_NOTHING = Consent.allowingNothing();
  }

  /**
   * Reads a value of {@code consent.when-disabled}; {@code null} means {@link #ALLOWED}.
   *
   * @throws IllegalArgumentException if there is no such value
   */
  public static WhenDisabled parse(@Nullable String text) {
    return text == null
        ? ALLOWED
        : Arrays.stream(values())
            .filter(value -> value.id().equals(text.strip().toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'"
                            + text
                            + "' is not a value of consent.when-disabled; known are "
                            + Arrays.stream(values())
                                .map(WhenDisabled::id)
                                .collect(Collectors.joining(", "))));
  }

  /** Returns the value of {@code consent.when-disabled} for an application. */
  static WhenDisabled configured(ServletContext context) {
    return parse(property(context, WHEN_DISABLED));
  }

  /** Returns whether {@code consent.enabled} is true for an application. */
  static boolean isEnabled(ServletContext context) {
    return !"false".equals(property(context, ENABLED));
  }

  private static @Nullable String property(ServletContext context, String name) {
    String parameter = context.getInitParameter(name);
    return parameter == null ? System.getProperty(name) : parameter;
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the consent of every visitor. */
  public Consent consent() {
    return this == ALLOWED ? Unasked.ALLOWING_ALL : Unasked.ALLOWING_NOTHING;
  }

  /** Tells the operator in the log that nothing is blocked. */
  public void announce() {
    LOG.warn(
        "consent.enabled is false: nothing is blocked, no visitor is asked, and code that asks for"
            + " the consent of a visitor learns that {} is allowed. Remove it to protect visitors"
            + " again.",
        this == ALLOWED ? "everything" : "nothing");
  }

  /**
   * Makes {@link ConsentFilter#consent} and {@link VisitorConsent} use this consent in an
   * application.
   *
   * @param attributes sets an attribute of the application, such as {@code context::setAttribute}
   */
  public void answerIn(BiConsumer<String, Object> attributes) {
    announce();
    attributes.accept(ATTRIBUTE, this);
  }

  /** Returns the value for an application; null if the library is not switched off there. */
  static @Nullable WhenDisabled in(ServletContext context) {
    return context.getAttribute(ATTRIBUTE) instanceof WhenDisabled disabled ? disabled : null;
  }
}
