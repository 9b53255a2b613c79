package dev.corkboard.service.mail;

import java.util.Optional;

/**
 * Where mails go out and in whose name; with a user the connection must be encrypted, unless the server is embedded.
 *
 * @param embedded whether the server is in this process, so that nobody is between
 */
public record SmtpSettings(String host, int port, Optional<String> user, Optional<String> password, String from,
    boolean embedded) {

  public SmtpSettings(String host, int port, Optional<String> user, Optional<String> password, String from) {
    this(host, port, user, password, from, false);
  }

  @Override
  public String toString() {
    return "SmtpSettings[host=" + host + ", port=" + port + ", user=" + user.orElse("") + ", password=***, from=" + from
        + "]";
  }
}
