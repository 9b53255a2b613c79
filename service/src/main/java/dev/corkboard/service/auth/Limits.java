package dev.corkboard.service.auth;

/**
 * How often something about accounts may be tried.
 *
 * @param wrongPasswords for one account from one address, within 15 minutes
 * @param wrongPasswordsOfNetwork from one network for all accounts, within 15 minutes
 * @param signUps from one network, an hour
 * @param resets mails to one address by which a new password is chosen, an hour
 * @param resends of the mail that confirms an address, for one account, an hour
 * @param confirmations mails of that kind, for one account and to one address, a day
 * @param invitations by one administrator, an hour
 */
public record Limits(int wrongPasswords, int wrongPasswordsOfNetwork, int signUps, int resets, int resends,
    int confirmations, int invitations) {

  public static final Limits USUAL = new Limits(5, 50, 20, 5, 3, 20, 100);
}
