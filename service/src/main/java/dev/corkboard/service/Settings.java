package dev.corkboard.service;

import dev.corkboard.readmodel.Database;
import dev.corkboard.readmodel.store.StoreFence;
import dev.corkboard.service.auth.Limits;
import dev.corkboard.service.auth.SigningKeys;
import dev.corkboard.service.geo.GeoIp;
import dev.corkboard.service.http.Addresses;
import dev.corkboard.service.http.HttpSettings;
import dev.corkboard.service.http.Origin;
import dev.corkboard.service.log.SyslogServer;
import dev.corkboard.service.mail.SmtpSettings;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * All that an operator can set, read once from the environment at start; wrong settings are told by name.
 *
 * @param viewCheck how often the views are compared with the journal; zero for never
 * @param streamsOfOne how many streams of changes one person may have open on a node
 */
public record Settings(HttpSettings http, ManagementSettings management, Database database,
    Database views, URI redis, URI rabbitmq, SmtpSettings smtp, AccountSettings accounts,
    ClusterSettings cluster, Predicate<InetAddress> trustedProxies, List<Path> geoIp,
    LogSettings logs, Duration viewCheck, int streamsOfOne) {

  /** Where metrics and health are served, for operators only. */
  public record ManagementSettings(String host, int port) {}

  /** Who may sign up, which key signs tokens, how soon a logout bites on other nodes, and how often what is tried. */
  public record AccountSettings(boolean signupOpen, Optional<Path> privateKeyFile, Duration revocation,
      Limits limits) {}

  /**
   * How this node finds the others; without seeds and discovery it is a cluster of one.
   *
   * @param discovery names whose addresses are nodes, each with the management port that they answer on
   */
  public record ClusterSettings(String host, int port, List<String> seeds, List<String> discovery) {}

  /** Where log lines go besides standard error, and whether they are JSON. */
  public record LogSettings(boolean json, Optional<SyslogServer> syslog) {}

  private static final long MIB = 1 << 20;
  private static final int MANAGEMENT_PORT = 8558;
  private static final Pattern ADDRESS = Pattern.compile("[^:\\s]+:\\d{1,5}");
  /** Logback reads LOG_LEVEL and LOG_FORMAT itself, before anything else runs; here they are only judged. */
  private static final Map<String, String> LOG_LEVELS = Map.of("ERROR", "ERROR", "WARN", "WARN", "INFO", "INFO",
      "DEBUG", "DEBUG", "TRACE", "TRACE");

  public static Settings from(Map<String, String> variables) {
    return from(variables, false);
  }

  /** Those of a node whose mailbox is in the same process: what goes there need not be encrypted on the way. */
  static Settings withEmbeddedMailbox(Map<String, String> variables) {
    return from(variables, true);
  }

  private static Settings from(Map<String, String> variables, boolean embeddedMailbox) {
    Environment env = new Environment(variables);
    int port = env.port("HTTP_PORT", 8080);
    Database database = database(env);
    return new Settings(
        new HttpSettings(env.text("HTTP_HOST", "0.0.0.0"), port, bytes(env), publicUrl(env, port), origins(env)),
        new ManagementSettings(env.text("MANAGEMENT_HOST", "127.0.0.1"), env.port("MANAGEMENT_PORT", MANAGEMENT_PORT)),
        database,
        env.secret("READ_DB_URL").map(url -> new Database(jdbc("READ_DB_URL", url), database.user(),
            database.password())).orElse(database),
        url(env, "REDIS_URL", "redis://localhost:6379", List.of("redis", "rediss")),
        url(env, "RABBITMQ_URL", "amqp://guest:guest@localhost:5672", List.of("amqp", "amqps")),
        smtp(env, embeddedMailbox),
        new AccountSettings(env.choice("SIGNUP", true, Map.of("open", true, "closed", false)),
            keyFile(env),
            Duration.ofSeconds(env.number("REVOCATION_SECONDS", 5, 0, 60)), limits(env)),
        cluster(env),
        trusted(env), geoIp(env), logs(env), Duration.ofHours(env.number("VIEW_CHECK_HOURS", 24, 0, 8_760)),
        env.number("STREAMS_PER_PERSON", 20, 1, 2_000));
  }

  /** The same, with nothing but the right stores behind the pools that are made. */
  Settings behind(StoreFence main, StoreFence read) {
    return new Settings(http, management, database.behind(main), views.behind(read), redis, rabbitmq, smtp, accounts,
        cluster, trustedProxies, geoIp, logs, viewCheck, streamsOfOne);
  }

  private static Database database(Environment env) {
    String url = env.secret("DB_URL").orElseThrow(() -> new SettingsException(
        "DB_URL is not set; it is the JDBC URL of the PostgreSQL database, as jdbc:postgresql://localhost/corkboard."));
    return new Database(jdbc("DB_URL", url), env.text("DB_USER", "corkboard"),
        env.secret("DB_PASSWORD").orElse(""));
  }

  private static String jdbc(String name, String url) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new SettingsException(
          name + " must begin with jdbc:postgresql:, as jdbc:postgresql://localhost/corkboard.");
    }
    return url;
  }

  private static SmtpSettings smtp(Environment env, boolean embedded) {
    return new SmtpSettings(env.text("SMTP_HOST", "localhost"), env.port("SMTP_PORT", 25), env.text("SMTP_USER"),
        env.secret("SMTP_PASSWORD"), sender(env), embedded);
  }

  private static Limits limits(Environment env) {
    Limits usual = Limits.USUAL;
    return new Limits(env.number("ACCOUNTS_WRONG_PASSWORDS", usual.wrongPasswords(), 1, 1_000),
        env.number("ACCOUNTS_WRONG_PASSWORDS_OF_NETWORK", usual.wrongPasswordsOfNetwork(), 1, 10_000),
        env.number("ACCOUNTS_SIGNUPS_AN_HOUR", usual.signUps(), 1, 10_000),
        env.number("ACCOUNTS_RESETS_AN_HOUR", usual.resets(), 1, 100),
        env.number("ACCOUNTS_RESENDS_AN_HOUR", usual.resends(), 1, 100),
        env.number("ACCOUNTS_CONFIRMATIONS_A_DAY", usual.confirmations(), 1, 1_000),
        env.number("ACCOUNTS_INVITATIONS_AN_HOUR", usual.invitations(), 1, 1_000));
  }

  private static String sender(Environment env) {
    String sender = env.text("MAIL_FROM", "Corkboard <corkboard@localhost>");
    if (SmtpSettings.isSender(sender)) return sender;
    throw Environment.wrong("MAIL_FROM", sender, "a mail address, as Corkboard <board@example.org>");
  }

  private static long bytes(Environment env) {
    return env.parsed("HTTP_MAX_BODY", MIB, "a number of bytes up to 16 MiB, as 1048576", text -> {
      long bytes = Long.parseLong(text);
      return bytes < 1 || bytes > 16 * MIB ? Optional.empty() : Optional.of(bytes);
    });
  }

  private static URI publicUrl(Environment env, int port) {
    URI url = url(env, "PUBLIC_URL", "http://localhost:" + port, List.of("http", "https"));
    return URI.create(url.toString().replaceFirst("/+$", "")); // paths are put behind it
  }

  private static List<String> origins(Environment env) {
    return env.list("CORS_ORIGINS").stream()
        .map(text -> Origin.parse(text).orElseThrow(() -> Environment.wrong("CORS_ORIGINS", text,
            "origins, as https://board.example.org or http://localhost:3000, with commas between")))
        .toList();
  }

  private static URI url(Environment env, String name, String otherwise, List<String> schemes) {
    URI url = env.secret(name).map(text -> {
      try {
        return URI.create(text);
      } catch (IllegalArgumentException notAnUrl) {
        throw new SettingsException(name + " is not a URL.");
      }
    }).orElse(URI.create(otherwise));
    if (url.getScheme() == null || !schemes.contains(url.getScheme()) || url.getHost() == null) {
      throw new SettingsException(name + " must be a URL that begins with " + schemes.getFirst() + "://.");
    }
    return url;
  }

  private static Optional<Path> keyFile(Environment env) {
    Optional<Path> file = env.text("JWT_PRIVATE_KEY_FILE").map(Path::of);
    try {
      file.ifPresent(SigningKeys::check);
      return file;
    } catch (IllegalArgumentException unusable) {
      throw new SettingsException(unusable.getMessage() + ".");
    }
  }

  private static ClusterSettings cluster(Environment env) {
    List<String> seeds = env.list("CLUSTER_SEEDS");
    for (String seed : seeds) {
      if (!ADDRESS.matcher(seed).matches())
        throw Environment.wrong("CLUSTER_SEEDS", seed, "host:port, with commas between");
    }
    List<String> discovery = env.list("CLUSTER_DISCOVERY").stream().map(name -> contactPoint(env, name)).toList();
    if (!seeds.isEmpty() && !discovery.isEmpty()) {
      throw new SettingsException("CLUSTER_SEEDS and CLUSTER_DISCOVERY are both set; keep one.");
    }
    if (!discovery.isEmpty() && env.port("MANAGEMENT_PORT", MANAGEMENT_PORT) == 0) {
      throw new SettingsException(
          "MANAGEMENT_PORT must be a fixed port, as CLUSTER_DISCOVERY has the others ask there.");
    }
    return new ClusterSettings(env.text("CLUSTER_HOST", "127.0.0.1"), env.port("CLUSTER_PORT", 0), seeds, discovery);
  }

  /** Where no port is given, the other nodes have the same management port as this one. */
  private static String contactPoint(Environment env, String name) {
    String full = name.contains(":") ? name : name + ":" + env.port("MANAGEMENT_PORT", MANAGEMENT_PORT);
    if (!ADDRESS.matcher(full).matches()) {
      throw Environment.wrong("CLUSTER_DISCOVERY", name, "host or host:port, with commas between");
    }
    return full;
  }

  private static Predicate<InetAddress> trusted(Environment env) {
    List<IpSubnetFilterRule> rules = env.list("TRUSTED_PROXIES").stream().map(Settings::subnet).toList();
    return address -> rules.stream().anyMatch(rule -> rule.matches(new InetSocketAddress(address, 0)));
  }

  private static IpSubnetFilterRule subnet(String text) {
    int slash = text.indexOf('/');
    try {
      InetAddress address = Addresses.literal(slash < 0 ? text : text.substring(0, slash)).orElseThrow();
      int bits = slash < 0 ? address.getAddress().length * 8 : Integer.parseInt(text.substring(slash + 1));
      return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
    } catch (RuntimeException notASubnet) {
      throw Environment.wrong("TRUSTED_PROXIES", text, "addresses or subnets, as 10.0.0.0/8, with commas between");
    }
  }

  private static LogSettings logs(Environment env) {
    env.choice("LOG_LEVEL", "INFO", LOG_LEVELS);
    return new LogSettings(env.choice("LOG_FORMAT", false, Map.of("text", false, "json", true)),
        env.parsed("SYSLOG_HOST", Optional.empty(), "host or host:port, as logs.example.org:514",
            text -> SyslogServer.parse(text).map(Optional::of)));
  }

  private static List<Path> geoIp(Environment env) {
    List<Path> files = env.list("GEOIP_DB").stream().map(Path::of).toList();
    for (Path file : files) {
      try {
        GeoIp.of(List.of(file));
      } catch (IOException | RuntimeException unreadable) {
        throw Environment.wrong("GEOIP_DB", file.toString(),
            "files in MMDB form that can be read, with commas between");
      }
    }
    return files;
  }
}
