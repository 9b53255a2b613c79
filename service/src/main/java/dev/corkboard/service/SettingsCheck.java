package dev.corkboard.service;

import dev.corkboard.service.doctor.Finding;
import dev.corkboard.service.http.HttpSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the environment can be understood: every wrong setting, where a start tells only the first. */
final class SettingsCheck {
  private static final String MATTER = "settings";
  private static final Pattern VARIABLES = Pattern.compile("[A-Z][A-Z0-9_]{2,}");

  private SettingsCheck() {}

  /** One finding for each; the rest of the settings is judged without those that are wrong. */
  static List<Finding> of(Map<String, String> env) {
    List<Finding> findings = new ArrayList<>();
    Map<String, String> rest = new HashMap<>(env);
    if (!Store.isElsewhere(env)) rest = Store.with(env, Map.of("DB_URL", "jdbc:postgresql:embedded"));
    while (true) {
      try {
        Settings.from(rest);
        break;
      } catch (SettingsException wrong) {
        findings.add(Finding.fail(MATTER, wrong.getMessage(), "See .env.example."));
        if (!drop(rest, wrong.getMessage())) break;
      }
    }
    if (findings.isEmpty() && proxyIsUnnamed(rest)) {
      findings.add(Finding.warn(MATTER, "PUBLIC_URL has another scheme or port than this node, so a proxy is in front,"
          + " but TRUSTED_PROXIES is not set: all clients count as one address, also for the limits on sign-ins.",
          "Set TRUSTED_PROXIES to the proxy's address."));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok(MATTER, "All can be understood; Java " + Runtime.version().feature() + "."));
    }
    return findings;
  }

  private static boolean proxyIsUnnamed(Map<String, String> env) {
    HttpSettings http = Settings.from(env).http();
    URI url = http.publicUrl();
    int port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
    boolean behindProxy = url.getScheme().equals("https") || port != http.port();
    return behindProxy && new Environment(env).list("TRUSTED_PROXIES").isEmpty();
  }

  /** Takes the variable out that the message begins with, so that the next wrong one is met. */
  private static boolean drop(Map<String, String> env, String message) {
    Matcher names = VARIABLES.matcher(message);
    while (names.find()) {
      boolean file = env.remove(names.group() + "_FILE") != null;
      if (env.remove(names.group()) != null || file) {
        if (names.group().startsWith("DB_URL")) env.put("DB_URL", "jdbc:postgresql:any");
        return true;
      }
    }
    return false;
  }
}
