package dev.corkboard.service.http;

import dev.corkboard.readmodel.journal.Position;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Places in the journal as clients have them: with the epoch of the store in front, so that one from before a restore, or
 * from another board, is known as such. They sort as they were given.
 *
 * @param epoch of the store, 16 hex digits
 * @param plain whether positions without one count, which an older release gave
 */
public record Positions(String epoch, boolean plain) {

  private static final String START = "0";
  private static final Pattern FORM = Pattern.compile("(?:([0-9a-f]{16})-)?([0-9a-f]{16}-[0-9a-f]{16})");

  /** What a client gave: a place in this journal, or in one that is gone. */
  record Given(Position position, boolean isGone) {}

  /** A place for clients to come back to. */
  public String text(Position position) {
    return position.equals(Position.START) ? START : epoch + '-' + position;
  }

  /** Empty if no store has ever given that. */
  Optional<Given> parse(String text) {
    if (text.equals(START)) return Optional.of(new Given(Position.START, false));
    return Optional.of(FORM.matcher(text)).filter(form -> form.matches()).flatMap(
        form -> Position.parse(form.group(2)).map(place -> new Given(place, !isOurs(form.group(1)))));
  }

  /** {@code null} for one without an epoch. */
  private boolean isOurs(String given) {
    return given == null ? plain : given.equals(epoch);
  }
}
