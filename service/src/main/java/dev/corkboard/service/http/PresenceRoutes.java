package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.SIGNED_IN;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.service.changes.Presences.Place;
import dev.corkboard.service.changes.Presences.Said;
import dev.corkboard.service.id.Ids;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/** People tell what they look at, for others to see. */
public final class PresenceRoutes {
  private final Consumer<Said> presences;
  private final SortedSet<String> kinds;

  public PresenceRoutes(Consumer<Said> presences, SortedSet<String> kinds) {
    this.presences = presences;
    this.kinds = kinds;
  }

  public List<Endpoint> endpoints() {
    Shape shape = Shape.of().requiredOrNull("on", this::place);
    return List.of(Endpoint.put("/api/presence", SIGNED_IN, call -> shape.whole(call).then(body -> {
      Optional<Place> on = BodyFields.<Optional<Place>>given(body, "on").orElseThrow();
      presences.accept(new Said(call.principal().username().value(), on, call.at()));
      return Answer.noContent();
    })));
  }

  private Reader.Result place(JsonNode node) {
    if (!node.isObject() || node.size() != 2 || !node.path("kind").isTextual() || !node.path("id").isTextual()) {
      return Reader.wrongType("an object with kind and id, or null");
    }
    String kind = node.get("kind").textValue();
    String id = node.get("id").textValue();
    if (!kinds.contains(kind)) return new Reader.Wrong("unknown-value", "One of " + String.join(", ", kinds) + ".");
    if (!Ids.isId(id)) return new Reader.Wrong("invalid", "There can be no such id.");
    return new Reader.Value(new Place(kind, id));
  }
}
