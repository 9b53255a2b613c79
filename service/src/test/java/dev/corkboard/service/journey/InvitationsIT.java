package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.NOBODY;
import static dev.corkboard.service.journey.Team.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.service.embedded.CaughtMail;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Administrators let people in by mail, with the mail all the way through the broker to the mailbox. */
class InvitationsIT {
  private static final String PATH = "/api/admin/invitations";
  private static final Pattern LINK = Pattern.compile("/signup\\?invitation=([A-Za-z0-9_-]{43})\\s");

  @Test
  void linkOfTheMailLetsItsReaderInOnceWithAConfirmedAddress() {
    Reply invited = ROOT.post(PATH, "{\"email\": \"Ivy@example.org\", \"is_admin\": true}").is(201);
    assertThat(invited.json().propertyStream().map(java.util.Map.Entry::getKey)).containsExactly("id", "email",
        "is_admin", "invited_by", "created_at", "expires_at");
    assertThat(invited.text("invited_by")).isEqualTo("root");
    CaughtMail mail = mail("Ivy@example.org");
    assertThat(mail.text()).contains(BOARD.url() + "/signup?invitation=", "root invites you");
    String token = token(mail);
    signUp("ivy0", "somebody@example.org", token).isProblem(400, "bad-invitation", "invitation:bad-invitation");
    Reply profile = signUp("ivy", "ivy@example.org", token).is(201);
    assertThat(profile.get("email_confirmed").asBoolean()).isTrue();
    assertThat(profile.get("is_admin").asBoolean()).isTrue();
    signUp("ivy2", "ivy@example.org", token).isProblem(400, "bad-invitation", "invitation:bad-invitation");
    Client ivy = Team.signIn("ivy");
    ivy.get(PATH).is(200);
    ROOT.post(PATH, "{\"email\": \"IVY@example.org\"}").isProblem(409, "email-taken");
    ROOT.patch("/api/admin/users/ivy", "{\"is_admin\": false}").is(200);
  }

  @Test
  void takenNameDoesNotUseTheInvitationUp() {
    ROOT.post(PATH, address("igor")).is(201);
    String token = token(mail("igor@example.org"));
    signUp("root", "igor@example.org", token).isProblem(409, "username-taken");
    assertThat(signUp("igor", "igor@example.org", token).is(201).get("is_admin").asBoolean()).isFalse();
  }

  @Test
  void whatWasTakenBackOrInvitedAnewIsVoid() {
    String first = ROOT.post(PATH, address("ilse")).is(201).id();
    String voided = token(mail("ilse@example.org"));
    String second = ROOT.post(PATH, address("ilse")).is(201).id();
    signUp("ilse", "ilse@example.org", voided).isProblem(400, "bad-invitation", "invitation:bad-invitation");
    ROOT.delete(PATH + "/" + first).isProblem(404, "not-found");
    List<String> tokens = await().until(() -> BOARD.mails().stream().filter(it -> it.to().contains("ilse@example.org"))
        .map(InvitationsIT::token).toList(), all -> all.size() == 2);
    assertThat(ROOT.delete(PATH + "/" + second).is(204).http().body()).isEmpty();
    for (String token : tokens)
      signUp("ilse", "ilse@example.org", token).isProblem(400, "bad-invitation", "invitation:bad-invitation");
    signUp("ilse", "ilse@example.org", "nonsense").isProblem(400, "bad-invitation", "invitation:bad-invitation");
    ROOT.delete(PATH + "/nonsense").isProblem(404, "not-found");
  }

  @Test
  void whoIsNoAdministratorAnyMoreLetsNobodyIn() {
    Client boss = Team.person("boss");
    ROOT.patch("/api/admin/users/boss", "{\"is_admin\": true}").is(200);
    boss.post(PATH, "{\"email\": \"inge@example.org\", \"is_admin\": true}").is(201);
    String token = token(mail("inge@example.org"));
    ROOT.patch("/api/admin/users/boss", "{\"is_admin\": false}").is(200);
    signUp("inge", "inge@example.org", token).isProblem(400, "bad-invitation", "invitation:bad-invitation");
  }

  @Test
  void listIsPagedTheNewestFirst() {
    String older = ROOT.post(PATH, address("ida1")).is(201).id();
    String newer = ROOT.post(PATH, address("ida2")).is(201).id();
    Reply page = ROOT.get(PATH + "?limit=1").is(200);
    List<String> all = ROOT.get(PATH + "?limit=100").is(200).results("id");
    assertThat(all.indexOf(newer)).isLessThan(all.indexOf(older)).isNotNegative();
    assertThat(page.results("id")).isEqualTo(all.subList(0, 1));
    assertThat(page.header("Link").orElseThrow()).contains(PATH + "?limit=1&cursor=");
    assertThat(ROOT.get(PATH + "?limit=1&cursor=" + page.text("next")).results("id")).isEqualTo(all.subList(1, 2));
    for (JsonNode invitation : page.results())
      assertThat(invitation.has("token")).isFalse();
    ROOT.get(PATH + "?email=x").isProblem(400, "invalid", "email:unknown-parameter");
  }

  @Test
  void addressMustBeOne() {
    ROOT.post(PATH, "{\"email\": \"nobody\"}").isProblem(400, "invalid", "email:invalid-email");
    ROOT.post(PATH, "{\"email\": \"x@example.org\", \"days\": 9}").isProblem(400, "invalid", "days:unknown-field");
  }

  private static Reply signUp(String name, String email, String token) {
    return NOBODY.post("/auth/signup", """
        {"username": "%s", "email": "%s", "password": "%s", "invitation": "%s"}""".formatted(name, email,
        Team.PASSWORD, token));
  }

  private static String address(String name) {
    return "{\"email\": \"" + name + "@example.org\"}";
  }

  private static CaughtMail mail(String address) {
    return await().until(() -> BOARD.mails().stream().filter(mail -> mail.to().contains(address)).toList(),
        found -> !found.isEmpty()).getFirst();
  }

  private static String token(CaughtMail mail) {
    Matcher link = LINK.matcher(mail.text());
    assertThat(link.find()).as(mail.text()).isTrue();
    return link.group(1);
  }
}
