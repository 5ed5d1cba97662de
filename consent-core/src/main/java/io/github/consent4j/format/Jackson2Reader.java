package io.github.consent4j.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads JSON with Jackson 2. */
final class Jackson2Reader implements JsonReader {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // The default pool keeps the application's class loader alive in every thread.
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final JsonParser json;

  private Jackson2Reader(JsonParser json) {
    this.json = json;
  }

  static JsonReader of(String json) throws IOException {
    return new Jackson2Reader(JSON.createParser(json));
  }

  static JsonReader of(byte[] json, int length) throws IOException {
    return new Jackson2Reader(JSON.createParser(json, 0, length));
  }

  static JsonReader of(InputStream json) throws IOException {
    return new Jackson2Reader(JSON.createParser(json));
  }

  @Override
  public Token next() throws IOException {
    json.nextToken();
    return token();
  }

  @Override
  public Token token() {
    return Token.of(json.currentTokenId());
  }

  /** Returns what the value stands in. */
  private @Nullable JsonStreamContext context() {
    JsonStreamContext context = json.getParsingContext();
    Token token = token();
    return token == Token.BEGIN_OBJECT || token == Token.BEGIN_ARRAY
        ? context.getParent()
        : context;
  }

  @Override
  public String name() {
    JsonStreamContext context = context();
    if (context != null && context.inArray()) {
      context = context.getParent();
    }
    String name = context == null ? null : context.getCurrentName();
    return name == null ? "" : name;
  }

  @Override
  public boolean isElement() {
    JsonStreamContext context = context();
    return context != null && context.inArray();
  }

  @Override
  public String text() throws IOException {
    return json.getText();
  }

  @Override
  public long number() throws IOException {
    return json.getLongValue();
  }

  @Override
  public boolean truth() throws IOException {
    return json.getBooleanValue();
  }

  @Override
  public void skip() throws IOException {
    json.skipChildren();
  }

  @Override
  public int start() {
    return (int) json.currentTokenLocation().getCharOffset();
  }

  @Override
  public int end() {
    return (int) json.currentLocation().getCharOffset();
  }

  @Override
  public int line() {
    return json.currentLocation().getLineNr();
  }

  @Override
  public int column() {
    return json.currentLocation().getColumnNr();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
