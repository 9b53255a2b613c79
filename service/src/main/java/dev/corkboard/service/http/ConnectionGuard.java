package dev.corkboard.service.http;

import dev.corkboard.service.http.Connection.Order;
import dev.corkboard.service.http.Connection.Phase;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.BidiShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/**
 * Stands between a client's connection and Pekko HTTP, which bounds each header but not all of them, nor the time that
 * they take, and which keeps a chunk until it is whole. Here every byte that comes is counted, and a connection ends
 * when it takes too much or too long. After an answer to a request that has not come whole, the rest is thrown away
 * for a while: a client that is still sending would see a broken connection instead of the answer. Of a stream of events
 * it hears at once that its client has gone; whoever closes his side only, and would still read, is taken for gone too.
 */
final class ConnectionGuard extends GraphStage<BidiShape<ByteString, ByteString, ByteString, ByteString>> {
  /** The request line and all headers, the spaces between included. */
  private static final int LARGEST_HEAD = Headers.LARGEST_TOGETHER + (4 << 10);
  private static final long MOST_THROWN_AWAY = 16 << 20;

  private final Connection connection;
  private final RawAnswers answers;
  private final Runnable whenClosed;
  private final Inlet<ByteString> fromHttp = Inlet.create("ConnectionGuard.fromHttp");
  private final Outlet<ByteString> toNet = Outlet.create("ConnectionGuard.toNet");
  private final Inlet<ByteString> fromNet = Inlet.create("ConnectionGuard.fromNet");
  private final Outlet<ByteString> toHttp = Outlet.create("ConnectionGuard.toHttp");

  ConnectionGuard(Connection connection, RawAnswers answers, Runnable whenClosed) {
    this.connection = connection;
    this.answers = answers;
    this.whenClosed = whenClosed;
  }

  @Override
  public BidiShape<ByteString, ByteString, ByteString, ByteString> shape() {
    return BidiShape.of(fromHttp, toNet, fromNet, toHttp);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends GraphStageLogic {
    private ByteString head = ByteString.emptyByteString();
    private long thrownAway;
    private boolean throwsAway;
    /** Bytes that were read ahead, only to notice that the client has closed. */
    private ByteString early = ByteString.emptyByteString();

    private Logic() {
      super(shape());
      setHandler(fromNet, new FromNet());
      setHandler(toHttp, new ToHttp());
      setHandler(fromHttp, new FromHttp());
      setHandler(toNet, new ToNet());
    }

    @Override
    public void preStart() {
      AsyncCallback<Order> orders = createAsyncCallback(this::obey);
      connection.listen(orders::invoke);
    }

    @Override
    public void postStop() {
      whenClosed.run();
      connection.bytes().abandon();
    }

    /** What was asked for from outside may have been overtaken by what the client did. */
    private void obey(Order order) {
      boolean headIsLate = order == Order.TOO_SLOW && connection.phase() == Phase.HEAD && !connection.isStreaming();
      if (headIsLate) {
        refuse(answers.tooSlow(head));
      } else if (order != Order.MAKE_ROOM || connection.isFree()) {
        completeStage();
      }
    }

    /** Answers in place of Pekko HTTP, which has no request yet. */
    private void refuse(ByteString answer) {
      if (connection.isStreaming() || isClosed(toNet)) {
        completeStage();
        return;
      }
      cancel(fromHttp);
      emit(toNet, answer, this::linger);
    }

    private void linger() {
      complete(toNet);
      if (isClosed(fromNet)) {
        completeStage();
        return;
      }
      connection.enter(Phase.LINGERING);
      complete(toHttp);
      throwAway();
    }

    private void throwAway() {
      throwsAway = true;
      head = ByteString.emptyByteString();
      if (!isClosed(fromNet) && !hasBeenPulled(fromNet)) pull(fromNet);
    }

    private boolean fits(ByteString bytes) {
      return switch (connection.phase()) {
        case NEW, HEAD, KEPT -> {
          boolean begins = connection.phase() != Phase.HEAD;
          if (begins) connection.enter(Phase.HEAD);
          head = begins ? bytes : head.concat(bytes);
          yield connection.bytes().add(bytes.size());
        }
        case REQUEST -> {
          head = ByteString.emptyByteString();
          yield connection.bytes().add(bytes.size());
        }
        case LINGERING -> false;
      };
    }

    private final class FromNet extends AbstractInHandler {
      @Override
      public void onPush() {
        ByteString bytes = grab(fromNet);
        connection.bytePassed();
        throwsAway = throwsAway || connection.isCutShort();
        if (throwsAway) {
          thrownAway += bytes.size();
          if (thrownAway > MOST_THROWN_AWAY) {
            completeStage();
          } else {
            pull(fromNet);
          }
        } else if (fits(bytes)) {
          if (connection.phase() == Phase.HEAD && answers.isBadlyFramed(head, bytes)) {
            refuse(answers.badFraming(head));
          } else {
            toHttp(bytes);
          }
        } else {
          boolean unanswered = connection.phase() == Phase.HEAD;
          ByteString seen = head;
          throwAway();
          if (unanswered) refuse(answers.noRoom(seen));
        }
      }

      @Override
      public void onUpstreamFinish() {
        if (isClosed(toNet) || connection.isFollowing()) {
          completeStage();
        } else if (early.isEmpty()) {
          complete(toHttp);
        }
      }
    }

    private void toHttp(ByteString bytes) {
      if (isAvailable(toHttp)) {
        push(toHttp, bytes);
      } else {
        early = bytes;
      }
    }

    /** Pekko HTTP does not read while it answers, so it would not notice that the client has closed. */
    private void listenForTheEnd() {
      if (isClosed(fromNet)) {
        completeStage();
      } else if (!hasBeenPulled(fromNet) && early.isEmpty()) {
        pull(fromNet);
      }
    }

    private final class ToHttp extends AbstractOutHandler {
      @Override
      public void onPull() {
        if (connection.phase() == Phase.HEAD && head.size() > LARGEST_HEAD) {
          ByteString seen = head;
          throwAway();
          refuse(answers.headTooLarge(seen));
        } else if (!early.isEmpty()) {
          push(toHttp, early);
          early = ByteString.emptyByteString();
          if (isClosed(fromNet)) complete(toHttp);
        } else if (!isClosed(fromNet) && !hasBeenPulled(fromNet)) {
          pull(fromNet);
        }
      }

      /** The answer may still be on its way. */
      @Override
      public void onDownstreamFinish(Throwable cause) {}
    }

    private final class FromHttp extends AbstractInHandler {
      @Override
      public void onPush() {
        ByteString bytes = grab(fromHttp);
        connection.bytePassed();
        boolean unreadable = connection.phase() == Phase.HEAD && !connection.isStreaming();
        connection.sent(false);
        push(toNet, unreadable ? answers.completed(bytes, head) : bytes);
        if (connection.phase() != Phase.HEAD) head = ByteString.emptyByteString();
        if (connection.isFollowing()) listenForTheEnd();
      }

      @Override
      public void onUpstreamFinish() {
        linger();
      }
    }

    private final class ToNet extends AbstractOutHandler {
      @Override
      public void onPull() {
        connection.sent(true);
        if (!isClosed(fromHttp)) pull(fromHttp);
      }
    }
  }
}
