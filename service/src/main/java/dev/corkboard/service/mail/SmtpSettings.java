package dev.corkboard.service.mail;

import java.util.Optional;

/** Where mails go out and in whose name; with a user the connection must be encrypted. */
public record SmtpSettings(String host, int port, Optional<String> user, Optional<String> password, String from) {

  @Override
  public String toString() {
    return "SmtpSettings[host=" + host + ", port=" + port + ", user=" + user.orElse("") + ", password=***, from=" + from
        + "]";
  }
}
