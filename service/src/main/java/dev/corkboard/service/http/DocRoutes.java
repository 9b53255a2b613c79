package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.OPEN;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Serves the description of the API, and a page to browse and try it: a fixed list of files out of our own jars. */
public final class DocRoutes {
  private static final String PAGE = "/api/docs";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  /** Swagger UI has its icons as data: in its style sheet; nothing else may come from anywhere but here. */
  private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
      + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** A file of the page: its media type and how it is read. */
  private record Source(String type, Document.Content content) {
    static Source ours(String name, String type) {
      return new Source(type, () -> Document.resource("docs/" + name));
    }

    static Source swagger(String name, String type) {
      return new Source(type, () -> Document.swaggerUi(name));
    }
  }

  private static final Source INDEX = Source.ours("index.html", HTML);
  private static final Source DESCRIPTION = new Source(Answer.JSON, Document::openApi);
  private static final Map<String, Source> FILES = Map.of(
      "docs.css", Source.ours("docs.css", CSS),
      "docs.js", Source.ours("docs.js", SCRIPT),
      "favicon-32x32.png", Source.swagger("favicon-32x32.png", "image/png"),
      "swagger-ui.css", Source.swagger("swagger-ui.css", CSS),
      "swagger-ui-bundle.js", Source.swagger("swagger-ui-bundle.js", SCRIPT),
      "swagger-ui-bundle.js.LICENSE.txt", Source.swagger("swagger-ui-bundle.js.LICENSE.txt",
          "text/plain; charset=utf-8"));

  /** Read when it is first asked for: most nodes are never asked. */
  private final Map<Source, Document> documents = new ConcurrentHashMap<>();

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/openapi.json", OPEN, call -> answer(call, DESCRIPTION)),
        Endpoint.get(PAGE, OPEN, call -> answer(call, INDEX).with("Content-Security-Policy", POLICY))
            .producing("text/html"),
        Endpoint.get(PAGE + "/{file}", OPEN, this::file).producing(MediaTypes.ANY));
  }

  private Answer file(Call call) {
    return Optional.ofNullable(FILES.get(call.variable(0)))
        .map(source -> answer(call, source).with("Cache-Control", "public, max-age=3600"))
        .orElseGet(() -> Problem.notFound().answer());
  }

  private Answer answer(Call call, Source source) {
    Document document = documents.computeIfAbsent(source, it -> Document.of(it.content()));
    boolean known = Preconditions.isKnown(call, document.etag());
    return (known ? Answer.status(304) : Answer.content(source.type(), document.body())).with("ETag", document.etag());
  }
}
