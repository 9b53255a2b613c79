package dev.corkboard.service.auth;

/** From where somebody signs in, as their list of sessions shows it. */
public record Client(String address, String userAgent) {

  private static final int LONGEST = 300;

  public Client {
    userAgent = userAgent.replaceAll("\\p{Cntrl}", " ");
    if (userAgent.length() > LONGEST) userAgent = userAgent.substring(0, LONGEST);
  }
}
