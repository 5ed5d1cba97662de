package io.github.consent4j.spring.reactive;

import io.github.consent4j.servlet.plan.ResponseGate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * The response as a reactive application sees it. Its headers wait until the application has run
 * what it does before the response leaves, and the first bytes of the body have decided how the
 * body is handled. A buffer comes out for a buffer that goes in, so that a slow visitor holds up
 * the application as without the library.
 */
final class GatedResponse extends ServerHttpResponseDecorator {

  /** Stands among the buffers where the application flushes. */
  private static final Object FLUSH = new Object();

  private final ResponseGate gate;
  private final Mono<Void> afterBegin;
  private final List<Supplier<? extends Mono<Void>>> beforeCommit = new CopyOnWriteArrayList<>();
  private final AtomicBoolean begun = new AtomicBoolean();

  /**
   * @param afterBegin runs when the headers are decided, before they leave
   */
  GatedResponse(ServerHttpResponse server, ResponseGate gate, Mono<Void> afterBegin) {
    super(server);
    this.gate = gate;
    this.afterBegin = afterBegin;
  }

  ResponseGate gate() {
    return gate;
  }

  @Override
  public void beforeCommit(Supplier<? extends Mono<Void>> action) {
    beforeCommit.add(action);
  }

  @Override
  public boolean isCommitted() {
    return begun.get() || super.isCommitted();
  }

  /** Runs once what the application does last, and takes its headers. */
  private Mono<Void> begin() {
    return Mono.defer(
        () ->
            begun.compareAndSet(false, true)
                ? Flux.fromIterable(beforeCommit)
                    .concatMap(Supplier::get)
                    .doOnError(failure -> begun.set(false))
                    .doOnError(failure -> beforeCommit.clear())
                    .then(Mono.<Void>fromRunnable(gate::begin))
                    .then(afterBegin)
                : Mono.empty());
  }

  @Override
  public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
    if (body instanceof Mono<? extends DataBuffer> whole) {
      return super.writeWith(whole.flatMap(this::whole).switchIfEmpty(begin().then(last())));
    }
    return super.writeWith(gated(Flux.from(body)));
  }

  @Override
  public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
    // Nothing is fetched before the server wants it.
    Flux<Object> parts =
        Flux.from(body).concatMap(part -> Flux.<Object>from(part).concatWithValues(FLUSH), 0);
    return super.writeAndFlushWith(gated(parts).map(Mono::just));
  }

  @Override
  public Mono<Void> setComplete() {
    return end().then(Mono.defer(super::setComplete));
  }

  /** Decides about a response without a body, which the server completes. */
  Mono<Void> end() {
    return super.isCommitted() || begun.get() ? Mono.empty() : begin().then(last()).then();
  }

  /** Handles a body that is one buffer, so that its length can be announced. */
  private Mono<DataBuffer> whole(DataBuffer buffer) {
    return begin()
        .then(
            Mono.<DataBuffer>fromSupplier(
                () -> {
                  byte[] first = gate.write(bytes(buffer));
                  byte[] rest = gate.finish();
                  DataBuffer out = bufferFactory().allocateBuffer(first.length + rest.length);
                  return out.write(first).write(rest);
                }))
        .doOnError(failure -> gate.release())
        .doOnCancel(gate::release);
  }

  /** Passes buffers and flushes through the gate. */
  private Flux<DataBuffer> gated(Flux<?> parts) {
    return parts
        .<DataBuffer>switchOnFirst(
            (first, all) ->
                first.isOnError()
                    // The application may still answer in another way.
                    ? all.cast(DataBuffer.class)
                    : begin()
                        .thenMany(all.<DataBuffer>handle(this::pass).concatWith(last()))
                        .doOnError(failure -> fail())
                        .doOnCancel(gate::release))
        .doOnDiscard(DataBuffer.class, DataBufferUtils::release);
  }

  /** Frees the gate. If nothing has left, the application may still answer in another way. */
  private void fail() {
    if (!super.isCommitted() && gate.beginAnew()) {
      beforeCommit.clear();
      begun.set(false);
    } else {
      gate.release();
    }
  }

  private void pass(Object part, SynchronousSink<DataBuffer> sink) {
    if (part instanceof DataBuffer buffer) {
      if (gate.isPassing()) {
        sink.next(buffer);
      } else {
        leave(gate.write(bytes(buffer)), sink);
      }
    } else {
      leave(gate.flush(), sink);
    }
  }

  private void leave(byte[] bytes, SynchronousSink<DataBuffer> sink) {
    if (bytes.length > 0) {
      sink.next(bufferFactory().wrap(bytes));
    }
  }

  private Mono<DataBuffer> last() {
    return Mono.fromSupplier(() -> wrapped(gate.finish()));
  }

  private @Nullable DataBuffer wrapped(byte[] bytes) {
    return bytes.length == 0 ? null : bufferFactory().wrap(bytes);
  }

  /** Returns the bytes of a buffer, and frees it. */
  static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }
}
