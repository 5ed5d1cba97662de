package io.github.consent4j.format;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Reads JSON with Jackson 3, whose exceptions are unchecked. */
final class Jackson3Reader implements JsonReader {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // A shared pool would be one with the application's.
          .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final JsonParser json;

  private Jackson3Reader(JsonParser json) {
    this.json = json;
  }

  static JsonReader of(String json) throws IOException {
    try {
      return new Jackson3Reader(JSON.createParser(ObjectReadContext.empty(), json));
    } catch (JacksonException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  static JsonReader of(byte[] json, int length) throws IOException {
    try {
      return new Jackson3Reader(JSON.createParser(ObjectReadContext.empty(), json, 0, length));
    } catch (JacksonException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  static JsonReader of(InputStream json) throws IOException {
    try {
      return new Jackson3Reader(JSON.createParser(ObjectReadContext.empty(), json));
    } catch (JacksonException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public Token next() throws IOException {
    try {
      json.nextToken();
    } catch (JacksonException e) {
      throw new IOException(e.getMessage(), e);
    }
    return token();
  }

  @Override
  public Token token() {
    return Token.of(json.currentTokenId());
  }

  /** Returns what the value stands in. */
  private @Nullable TokenStreamContext context() {
    TokenStreamContext context = json.streamReadContext();
    Token token = token();
    return token == Token.BEGIN_OBJECT || token == Token.BEGIN_ARRAY
        ? context.getParent()
        : context;
  }

  @Override
  public String name() {
    TokenStreamContext context = context();
    if (context != null && context.inArray()) {
      context = context.getParent();
    }
    String name = context == null ? null : context.currentName();
    return name == null ? "" : name;
  }

  @Override
  public boolean isElement() {
    TokenStreamContext context = context();
    return context != null && context.inArray();
  }

  @Override
  public String text() throws IOException {
    try {
      return json.getString();
    } catch (JacksonException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public long number() throws IOException {
    try {
      return json.getLongValue();
    } catch (JacksonException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public boolean truth() throws IOException {
    try {
      return json.getBooleanValue();
    } catch (JacksonException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void skip() throws IOException {
    try {
      json.skipChildren();
    } catch (JacksonException e) {
      throw new IOException(e.getMessage(), e);
    }
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
  public void close() {
    json.close();
  }
}
