package io.github.consent4j.servlet.endpoint;

import io.github.consent4j.audit.form.InventoryTable;
import io.github.consent4j.page.View;
import io.github.consent4j.servlet.exchange.Exchange;
import io.github.consent4j.servlet.exchange.Languages;
import io.github.consent4j.servlet.exchange.Reply;
import io.github.consent4j.servlet.exchange.RequestHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Serves the inventory as a table for people, in the language that the address names, or else in
 * the one that the browser asks for. It is the same for all readers of a language.
 *
 * @param contentType the media type
 * @param form makes the table
 */
record TableEndpoint(String contentType, Form form) implements Endpoint {

  /** The table for spreadsheets. */
  static final TableEndpoint CSV =
      new TableEndpoint(
          "text/csv;charset=utf-8", (exchange, language) -> table(exchange, language).toCsv());

  /** The tables as Markdown. */
  static final TableEndpoint MARKDOWN =
      new TableEndpoint(
          "text/markdown;charset=utf-8",
          (exchange, language) -> table(exchange, language).toMarkdown());

  /** The cookie table alone, which servers include in a page. */
  static final TableEndpoint HTML =
      new TableEndpoint("text/html;charset=utf-8", TableEndpoint::fragment);

  /** Makes a table in a language. */
  @FunctionalInterface
  interface Form {
    byte[] in(Exchange exchange, String language);
  }

  private static InventoryTable table(Exchange exchange, String language) {
    return new InventoryTable(exchange.compiled().policy(), language);
  }

  private static byte[] fragment(Exchange exchange, String language) {
    View view =
        new View(exchange.compiled().undecided(), language, exchange.base(), exchange.base());
    return exchange.compiled().pages().cookieTable(view).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void serve(Exchange exchange, RequestHead request, Reply response) throws IOException {
    List<String> languages = exchange.compiled().policy().languages();
    Optional<String> named =
        Optional.ofNullable(request.parameter("lang"))
            .flatMap(tag -> Languages.matching(tag, languages));
    if (named.isEmpty() && languages.size() > 1) {
      response.addHeader("Vary", "Accept-Language");
    }
    byte[] table = form.in(exchange, named.orElseGet(exchange::language));
    Responses.revalidated(request, response, contentType, table);
  }
}
