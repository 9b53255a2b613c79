package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostsIT {
  private static final String POSTS = "/api/posts";

  @Test
  void postIsCreatedShownChangedAndDeleted() {
    Reply created = ANNA.post(POSTS, "{\"title\": \"Hello\", \"content\": \"First\\nlines\"}").is(201);
    assertThat(created.json().propertyStream().map(Map.Entry::getKey)).containsExactlyInAnyOrder("id", "title",
        "content", "author", "created_at", "updated_at", "revision");
    assertThat(created.text("author")).isEqualTo("anna");
    assertThat(created.text("created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z")
        .isEqualTo(created.text("updated_at"));
    String post = POSTS + "/" + created.id();
    assertThat(created.header("Location")).contains(BOARD.url() + post);
    assertThat(ANNA.after(created).get(post).is(200).json()).isEqualTo(created.json());

    Reply changed = ANNA.patch(post, "{\"title\": \"Bye\"}").is(200);
    assertThat(changed.text("title")).isEqualTo("Bye");
    assertThat(changed.text("content")).isEqualTo("First\nlines");
    assertThat(changed.text("created_at")).isEqualTo(created.text("created_at"));
    assertThat(changed.revision()).isEqualTo(2);
    assertThat(BEN.after(changed).get(post).is(200).json()).isEqualTo(changed.json());

    Reply deleted = ANNA.delete(post).is(204);
    assertThat(deleted.http().body()).isEmpty();
    ANNA.after(deleted).get(post).isProblem(404, "not-found");
    ANNA.patch(post, "{\"title\": \"x\"}").isProblem(404, "not-found");
    ANNA.delete(post).isProblem(404, "not-found");
    assertThat(ANNA.after(deleted).get(POSTS).results("id")).doesNotContain(created.id());
  }

  @Test
  void onlyTheAuthorOrAnAdminChangesAndDeletes() {
    String post = POSTS + "/" + ANNA.post(POSTS, "{\"title\": \"Mine\", \"content\": \"x\"}").is(201).id();
    BEN.patch(post, "{\"title\": \"Ours\"}").isProblem(403, "forbidden");
    BEN.patch(post, "{}").isProblem(403, "forbidden");
    BEN.delete(post).isProblem(403, "forbidden");
    Reply changed = ROOT.patch(post, "{\"title\": \"Theirs\"}").is(200);
    assertThat(changed.text("author")).isEqualTo("anna");
    ROOT.delete(post).is(204);
  }

  @Test
  void fieldsHaveTheirLimits() {
    ANNA.post(POSTS, post("t".repeat(50), "c".repeat(100_000))).is(201);
    ANNA.post(POSTS, post("\uD83D\uDE00".repeat(50), "\uD83D\uDE00".repeat(100_000))).is(201);
    ANNA.post(POSTS, post("t".repeat(51), "c".repeat(100_001))).isProblem(400, "invalid", "title:too-long",
        "content:too-long");
    ANNA.post(POSTS, post("", "")).isProblem(400, "invalid", "title:too-short", "content:too-short");
    ANNA.post(POSTS, "{}").isProblem(400, "invalid", "title:required", "content:required");
    ANNA.post(POSTS, "{\"title\": null, \"content\": 7}").isProblem(400, "invalid", "title:null-not-allowed",
        "content:wrong-type");
    ANNA.post(POSTS, post("a\\u0000b", "\\ud800")).isProblem(400, "invalid", "title:forbidden-character",
        "content:forbidden-character");
    ANNA.post(POSTS, "{\"title\": \"a\", \"content\": \"b\", \"author\": \"ben\", \"id\": \"1\"}").isProblem(400,
        "invalid", "author:unknown-field", "id:unknown-field");
  }

  @Test
  void patchJudgesFieldsAsCreationDoes() {
    String post = POSTS + "/" + ANNA.post(POSTS, post("Title", "Content")).is(201).id();
    ANNA.patch(post, "{\"title\": null}").isProblem(400, "invalid", "title:null-not-allowed");
    ANNA.patch(post, "{\"title\": \"\", \"revision\": 7}").isProblem(400, "invalid", "title:too-short",
        "revision:unknown-field");
    assertThat(ANNA.patch(post, "{}").is(200).revision()).isEqualTo(1);
  }

  @Test
  void listShowsTheNewestFirst() {
    Reply first = ANNA.post(POSTS, post("1", "a")).is(201);
    Reply second = BEN.post(POSTS, post("2", "b")).is(201);
    Reply third = ANNA.post(POSTS, post("3", "c")).is(201);
    assertThat(ANNA.after(third, second, first).get(POSTS + "?limit=3").is(200).results("id")).containsExactly(
        third.id(), second.id(), first.id());
    assertThat(List.of(first.id(), second.id(), third.id())).isSorted();
  }

  @Test
  void listIsFilteredByAuthorAndWords() {
    Reply found = ANNA.post(POSTS, post("Zebrafink crossing", "Mind the Straße")).is(201);
    Reply other = BEN.post(POSTS, post("Another", "zebrafink in the text")).is(201);
    Client reader = ANNA.after(found, other);
    assertThat(reader.get(POSTS + "?q=zebrafink").results("id")).containsExactly(other.id(), found.id());
    assertThat(reader.get(POSTS + "?q=ZEBRAFINK%20stra%C3%9Fe").results("id")).containsExactly(found.id());
    assertThat(reader.get(POSTS + "?q=zebrafink&author=ben").results("id")).containsExactly(other.id());
    assertThat(reader.get(POSTS + "?q=zebrafinkx").results("id")).isEmpty();
    assertThat(reader.get(POSTS + "?author=nobody").is(200).results("id")).isEmpty();
    assertThat(reader.get(POSTS + "?author=ben&limit=100").results("author")).containsOnly("ben");
    reader.get(POSTS + "?author=").isProblem(400, "invalid", "author:invalid");
    for (String nothing : List.of("", "%20", "...", "%22%22", "++", "%C2%AD", "%E2%80%8B", "%E3%85%A4"))
      reader.get(POSTS + "?q=" + nothing).isProblem(400, "nothing-to-search", "q:nothing-to-search");
    reader.get(POSTS + "?q=...&author=").isProblem(400, "invalid", "author:invalid", "q:nothing-to-search");
  }

  private static String post(String title, String content) {
    return "{\"title\": \"%s\", \"content\": \"%s\"}".formatted(title, content);
  }
}
