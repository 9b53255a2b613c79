package dev.corkboard.service.serialization;

import dev.corkboard.domain.Event;
import dev.corkboard.readmodel.journal.EventDecoder;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Stores events and snapshots as JSON under names of ours, and reads every shape that was ever stored. */
public final class EventSerializer extends SerializerWithStringManifest {

  /** Stands in every row of the journal. */
  static final int IDENTIFIER = 7001;

  /** For those who read the journal by themselves. */
  public static EventDecoder decoder() {
    EventSerializer serializer = new EventSerializer();
    return (payload, manifest) -> (Event) serializer.fromBinary(payload, manifest);
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object value) {
    return WireNames.nameOf(value).name();
  }

  @Override
  public byte[] toBinary(Object value) {
    return WireJson.write(value);
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    return WireJson.read(WireNames.named(manifest), bytes);
  }
}
