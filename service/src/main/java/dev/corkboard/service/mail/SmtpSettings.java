package dev.corkboard.service.mail;

import dev.corkboard.domain.EmailAddress;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
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

  /** An address, or a name with its address in angle brackets; no part of it is read as anything else. */
  public static boolean isSender(String from) {
    try {
      String address = new InternetAddress(from, true).getAddress();
      return EmailAddress.anywhere(address).isPresent()
          && (from.equals(address) || from.endsWith("<" + address + ">"));
    } catch (AddressException none) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "SmtpSettings[host=" + host + ", port=" + port + ", user=" + user.orElse("") + ", password=***, from=" + from
        + "]";
  }
}
