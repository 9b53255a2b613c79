package dev.corkboard.service.geo;

import com.maxmind.db.Reader;
import com.maxmind.db.Reader.FileMode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells where an address is, from databases that stay on disk and are mapped into memory. */
public final class GeoIp {
  private static final Logger LOG = LoggerFactory.getLogger(GeoIp.class);
  private static final String BUNDLED = "iptoasn-country.mmdb";

  private final List<Reader> databases;

  private GeoIp(List<Reader> databases) {
    this.databases = databases;
  }

  /** The operator's databases: what the first does not know the next may. Fails with a file that is none. */
  public static GeoIp of(List<Path> files) throws IOException {
    List<Reader> databases = new ArrayList<>();
    for (Path file : files)
      databases.add(open(file));
    return new GeoIp(List.copyOf(databases));
  }

  /** The database that comes with us. Without a place to unpack it, nothing is known of any address. */
  public static GeoIp bundled() {
    try {
      Path file = Files.createTempFile("corkboard-", ".mmdb");
      try (InputStream packed = GeoIp.class.getResourceAsStream(BUNDLED)) {
        Files.copy(packed, file, StandardCopyOption.REPLACE_EXISTING);
        return new GeoIp(List.of(open(file)));
      } finally {
        Files.deleteIfExists(file); // what is mapped stays
      }
    } catch (IOException noRoom) {
      LOG.warn("The GeoIP database cannot be unpacked, so no address is located: {}", noRoom.toString());
      return new GeoIp(List.of());
    }
  }

  public Place locate(InetAddress address) {
    Place place = Place.UNKNOWN;
    if (isPrivate(address)) return place;
    for (Reader database : databases)
      place = place.or(look(database, address));
    return place;
  }

  private static Reader open(Path file) throws IOException {
    return new Reader(file.toFile(), FileMode.MEMORY_MAPPED);
  }

  private static boolean isPrivate(InetAddress address) {
    return address.isLoopbackAddress() || address.isSiteLocalAddress() || address.isLinkLocalAddress()
        || address.isAnyLocalAddress();
  }

  /** A damaged database is like one that does not know. */
  private static Place look(Reader database, InetAddress address) {
    try {
      return Optional.ofNullable(database.get(address, Map.class)).map(Fields::place).orElse(Place.UNKNOWN);
    } catch (IOException | RuntimeException damaged) {
      LOG.warn("A GeoIP database ({}) cannot be read: {}", database.getMetadata().databaseType(), damaged.toString());
      return Place.UNKNOWN;
    }
  }
}
