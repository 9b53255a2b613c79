package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.OPEN;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The web page at all its addresses, and its files; where a node was built without it, the way to the documents. */
public final class PageRoutes {
  /** Paths in mails: they serve the page whatever the client accepts. */
  private static final Set<String> LINKED = Set.of("signup", "confirm", "reset");
  private static final String HTML = "text/html";
  private static final String DOCUMENTS = "/api/docs";
  private static final String TASK_DOCUMENTS = "/api/docs#/Tasks/showTask";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String ASK_EACH_TIME = "no-cache";
  /** No style, script or HTML but what was built; Vue and DOMPurify make HTML by policies of their own. */
  private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
      + " font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none';"
      + " form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script';"
      + " trusted-types vue dompurify corkboard";

  private final PageFiles files;

  public PageRoutes(PageFiles files) {
    this.files = files;
  }

  public List<Endpoint> endpoints() {
    return List.of(page("/", call -> pageOr(call, DOCUMENTS)),
        page("/tasks/{id}", call -> pageOr(call, TASK_DOCUMENTS)),
        page("/assets/{file}", this::asset),
        page(Endpoint.ANYWHERE, this::anywhere));
  }

  private static Endpoint page(String template, Endpoint.Handler handler) {
    return Endpoint.get(template, OPEN, handler).producing(MediaTypes.ANY);
  }

  private Answer pageOr(Call call, String otherwise) {
    return files.isThere() ? index(call) : Answer.status(302).with("Location", otherwise);
  }

  private Answer asset(Call call) {
    return files.find("assets/" + call.variable(0)).map(file -> answer(call, file, FOR_EVER))
        .orElseGet(() -> Problem.notFound().answer());
  }

  /** A file, or else the page for clients that name text/html; a program with a wrong address gets a 404. */
  private Answer anywhere(Call call) {
    String path = call.variable(0);
    Optional<PageFiles.File> file = files.find(path).filter(it -> !path.equals(PageFiles.INDEX));
    if (file.isPresent()) return answer(call, file.get(), ASK_EACH_TIME);
    boolean wanted = LINKED.contains(path) || call.headers("accept").stream().anyMatch(it -> it.startsWith(HTML));
    return wanted && files.isThere() ? index(call) : Problem.notFound().answer();
  }

  private Answer index(Call call) {
    return answer(call, files.find(PageFiles.INDEX).orElseThrow(), ASK_EACH_TIME)
        .with("Content-Security-Policy", POLICY);
  }

  private static Answer answer(Call call, PageFiles.File file, String keep) {
    Optional<Map.Entry<String, Document>> coded = coded(call, file.coded());
    Document document = coded.map(Map.Entry::getValue).orElse(file.plain());
    boolean known = Preconditions.isKnown(call, document.etag());
    Answer answer = (known ? Answer.status(304) : Answer.content(file.type(), document.body()))
        .with("ETag", document.etag()).with("Cache-Control", keep);
    if (!file.coded().isEmpty()) answer = answer.with("Vary", "Accept-Encoding");
    return coded.isPresent() && !known ? answer.with("Content-Encoding", coded.get().getKey()) : answer;
  }

  /** The smaller one of those that the client takes. */
  private static Optional<Map.Entry<String, Document>> coded(Call call, Map<String, Document> coded) {
    List<String> taken = call.headers("accept-encoding");
    return coded.entrySet().stream().filter(it -> Coded.takes(taken, List.of(it.getKey())))
        .min(Comparator.comparingInt(it -> it.getValue().body().plain().length));
  }
}
