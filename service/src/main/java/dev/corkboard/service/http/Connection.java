package dev.corkboard.service.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.RemoteAddress;

/**
 * A connection of a client, and what goes on there. Written by the connection's own stream, read by the others; what
 * others want of it they tell the stream.
 */
final class Connection {

  /** What a connection is at. */
  enum Phase {
    /** No byte has come. */
    NEW,
    /** A request line and headers are coming. */
    HEAD,
    /** A request is being answered. */
    REQUEST,
    /** The last answer was given, and no further request has begun. */
    KEPT,
    /** All is answered; what the client still sends is thrown away, so that it reads the answer. */
    LINGERING
  }

  /** What the stream of a connection is told from outside. */
  enum Order {
    /** The client takes too long. */
    TOO_SLOW,
    /** The place is needed, or the server ends. */
    MAKE_ROOM,
    /** The server has ended. */
    STOP
  }

  /** Pekko HTTP leaves a raw header of this name out. */
  private static final HttpHeader CLOSE = org.apache.pekko.http.javadsl.model.headers.Connection.create("close");

  private static final String EVENTS = "text/event-stream";

  private final InetSocketAddress peer;
  private final ReceivedBytes received;
  private volatile Phase phase = Phase.NEW;
  private volatile long since = System.nanoTime();
  private volatile long lastByte = since;
  private volatile boolean streaming;
  private volatile boolean following;
  private volatile boolean sent = true;
  private volatile boolean cutShort;
  private volatile boolean ending;
  private volatile Consumer<Order> orders = order -> {};
  private final HeaderNames names = new HeaderNames();
  private RequestBytes bytes;

  Connection(InetSocketAddress peer, ReceivedBytes received) {
    this.peer = peer;
    this.received = received;
    this.bytes = new RequestBytes(received);
  }

  InetSocketAddress peer() {
    return peer;
  }

  Phase phase() {
    return phase;
  }

  void enter(Phase next) {
    since = System.nanoTime();
    phase = next;
  }

  /** The bytes of the request that comes, or came last. */
  RequestBytes bytes() {
    return bytes;
  }

  /** Whether an answer may still be on its way that has no length. */
  boolean isStreaming() {
    return streaming;
  }

  /** Whether the answer on its way is a stream of events, which ends with its connection only. */
  boolean isFollowing() {
    return following;
  }

  /** Whether nobody would lose an answer with this connection. */
  boolean isFree() {
    return sent && !streaming && phase != Phase.REQUEST;
  }

  /** Whether the last request was answered before all of it had come: there is none after it then. */
  boolean isCutShort() {
    return cutShort;
  }

  long since() {
    return since;
  }

  void bytePassed() {
    lastByte = System.nanoTime();
  }

  /** Whether the network has taken all that was answered so far. */
  void sent(boolean all) {
    sent = all;
  }

  boolean isInPhaseFor(Duration time) {
    return System.nanoTime() - since >= time.toNanos();
  }

  boolean isSilentFor(Duration time) {
    return System.nanoTime() - lastByte >= time.toNanos();
  }

  void listen(Consumer<Order> stream) {
    orders = stream;
  }

  void tell(Order order) {
    orders.accept(order);
  }

  /** Ends with the answer to the request that it is at. */
  void end() {
    ending = true;
    if (isFree()) tell(Order.MAKE_ROOM);
  }

  /** A request's head is whole. */
  HttpRequest began(HttpRequest request) {
    enter(Phase.REQUEST);
    names.add(request);
    return bytes.on(request.addAttribute(AttributeKeys.remoteAddress, RemoteAddress.create(peer)));
  }

  /** The answer is there, though not all of it has been sent. */
  HttpResponse answered(HttpResponse response) {
    cutShort = bytes.isCutShort();
    streaming = !(response.entity() instanceof HttpEntity.Strict);
    following = response.entity().getContentType().mediaType().toString().equals(EVENTS);
    bytes = new RequestBytes(received);
    enter(Phase.KEPT);
    return ending || names.areTooMany() ? response.addHeader(CLOSE) : response;
  }
}
