package io.github.consent4j.spring.reactive;

import io.github.consent4j.servlet.exchange.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A page of the library itself. It is sent when the library has said all of its head. */
final class OwnPageReply extends ServerResponseHead implements Reply {

  private static final byte[] NOTHING = {};
  private static final int OK = 200;

  private final ServerHttpResponse response;
  private final Collection<String> before;
  private byte[] body = NOTHING;
  private @Nullable Body parts;

  OwnPageReply(ServerHttpResponse response) {
    super(response);
    this.response = response;
    before = headerNames();
  }

  @Override
  public void write(byte[] whole) {
    body = whole;
  }

  @Override
  public void write(Body whole) {
    parts = whole;
  }

  @Override
  public void flush() {
    // It is sent at the end.
  }

  @Override
  public void reset() {
    body = NOTHING;
    parts = null;
    setStatus(OK);
    headerNames().stream()
        .filter(name -> !before.contains(name))
        .forEach(name -> setHeader(name, null));
  }

  /** Sends it. */
  Mono<Void> send() {
    Body streamed = parts;
    if (streamed != null) {
      return response.writeWith(
          DataBufferUtils.outputStreamPublisher(
              out -> write(streamed, out),
              response.bufferFactory(),
              Schedulers.boundedElastic()::schedule));
    }
    return body.length == 0
        ? response.setComplete()
        : response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
  }

  private static void write(Body body, OutputStream out) {
    try {
      body.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
