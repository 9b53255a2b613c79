package dev.corkboard.service.auth;

/** What somebody signs up with, before it is checked. */
public record NewAccount(String username, String email, String password, String firstName, String lastName,
    String timeZone) {

  public NewAccount(String username, String email, String password) {
    this(username, email, password, "", "", "UTC");
  }

  @Override
  public String toString() {
    return "NewAccount[" + username + "]";
  }
}
