package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.OPEN;

import dev.corkboard.service.geo.Place;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tells a client from where it seems to call. */
public final class WhoamiRoutes {

  private record Whoami(String ip, Optional<String> userAgent, Optional<String> country, Optional<String> countryName,
      Optional<String> city, Optional<Long> asn) {}

  private final Function<InetAddress, Place> locate;

  public WhoamiRoutes(Function<InetAddress, Place> locate) {
    this.locate = locate;
  }

  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/api/whoami", OPEN, call -> Answer.ok(whoami(call))));
  }

  private Whoami whoami(Call call) {
    Place place = Addresses.literal(call.address()).map(locate).orElse(Place.UNKNOWN);
    return new Whoami(call.address(), call.header("User-Agent"), place.country(), place.countryName(), place.city(),
        place.asn());
  }
}
