package io.github.consent4j.spring.reactive;

import io.github.consent4j.servlet.exchange.Reply;
import java.util.Collection;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/** A page of the library itself. It is gathered, and sent when it is complete. */
final class OwnPageReply extends ServerResponseHead implements Reply {

  private static final byte[] NOTHING = {};
  private static final int OK = 200;

  private final ServerHttpResponse response;
  private final Collection<String> before;
  private byte[] body = NOTHING;

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
  public void flush() {
    // It is sent as a whole.
  }

  @Override
  public void reset() {
    body = NOTHING;
    setStatus(OK);
    headerNames().stream()
        .filter(name -> !before.contains(name))
        .forEach(name -> setHeader(name, null));
  }

  /** Sends it. */
  Mono<Void> send() {
    return body.length == 0
        ? response.setComplete()
        : response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
  }
}
