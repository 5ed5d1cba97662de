package io.github.consent4j.spring.view;

import java.util.Set;
import org.thymeleaf.dialect.AbstractProcessorDialect;
import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.standard.processor.StandardXmlNsTagProcessor;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * The attributes with which templates of Thymeleaf ask for the visitor's consent. Spring Boot adds
 * the dialect to its engine; elsewhere, add it with {@code addDialect}. Thread-safe.
 *
 * <table>
 * <caption>Attributes</caption>
 * <tr><td>{@code consent:if="statistics"}</td><td>the element is part of the page only if the
 *     visitor allows a service, or a category with every service in it</td></tr>
 * <tr><td>{@code consent:unless="statistics"}</td><td>the opposite</td></tr>
 * <tr><td>{@code consent:placeholder="youtube"}</td><td>a placeholder takes the place of the
 *     element until the visitor allows the service or category</td></tr>
 * <tr><td>{@code consent:cookie-table}</td><td>everything that the policy declares becomes the
 *     content of the element</td></tr>
 * <tr><td>{@code consent:settings-link}</td><td>the link leads to the settings; another element
 *     gets such a link as its content</td></tr>
 * </table>
 *
 * <p>The value may be an expression, such as {@code ${film.service}}. What is inserted has the
 * language of the template, if the policy has that language.
 */
public final class ConsentDialect extends AbstractProcessorDialect {

  /** The usual prefix of the attributes. */
  public static final String PREFIX = "consent";

  /** The precedences of {@code th:if}, {@code th:unless}, {@code th:attr} and {@code th:utext}. */
  private static final int IF = 300;

  private static final int UNLESS = 400;
  private static final int ATTRIBUTE = 700;
  private static final int BODY = 1400;

  /** Makes the dialect. */
  public ConsentDialect() {
    super("Consent4j", PREFIX, StandardDialect.PROCESSOR_PRECEDENCE);
  }

  @Override
  public Set<IProcessor> getProcessors(String prefix) {
    return Set.of(
        new ConsentProcessor(
            prefix,
            "if",
            IF,
            (element, consent) -> {
              if (!consent.allows(element.id())) {
                element.structure().removeElement();
              }
            }),
        new ConsentProcessor(
            prefix,
            "unless",
            UNLESS,
            (element, consent) -> {
              if (consent.allows(element.id())) {
                element.structure().removeElement();
              }
            }),
        new ConsentProcessor(
            prefix,
            "placeholder",
            UNLESS,
            (element, consent) -> {
              if (!consent.allows(element.id())) {
                element.structure().replaceWith(consent.placeholder(element.id()), false);
              }
            }),
        new ConsentProcessor(
            prefix,
            "settings-link",
            ATTRIBUTE,
            (element, consent) -> {
              if (element.isLink()) {
                element.set("href", consent.settingsAddress());
              } else {
                element.structure().setBody(consent.settingsLink(), false);
              }
            }),
        new ConsentProcessor(
            prefix,
            "cookie-table",
            BODY,
            (element, consent) -> element.structure().setBody(consent.cookieTable(), false)),
        new StandardXmlNsTagProcessor(TemplateMode.HTML, prefix));
  }
}
