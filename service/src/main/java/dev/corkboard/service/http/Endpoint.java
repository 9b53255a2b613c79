package dev.corkboard.service.http;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.HttpMethods;

/**
 * One call of the API: what reaches it, who may make it, which query parameters it takes and what answers it. The
 * list of all endpoints is the API's table of contents; routing, rights, metrics and documents are derived from it.
 *
 * @param template the path, with {@code {name}} for a segment that varies
 */
public record Endpoint(HttpMethod method, String template, Right right, Set<String> parameters,
    List<String> produces, boolean takesForms, Handler handler) {

  /** Matches every path that no other template matches; the variable is the whole path. */
  static final String ANYWHERE = "/{page}";
  private static final List<String> JSON = List.of(Answer.JSON);
  /** A sign-up with the longest names and password, each character escaped, has 7 KiB. */
  private static final long LARGEST_OPEN = 8 << 10;
  private static final long LARGEST_OF_ACCOUNTS = 16 << 10;
  /** A post of 100,000 characters of four bytes. */
  private static final long LARGEST_POST = 404 << 10;
  /** A task or sprint whose description has 20,000 of them, with 20 labels. */
  private static final long LARGEST_ANSWER = 96 << 10;

  /** Answers a call, on a virtual thread of its own, so it may block. */
  public interface Handler {
    Answer handle(Call call) throws Exception;
  }

  public static Endpoint get(String template, Right right, Handler handler) {
    return new Endpoint(HttpMethods.GET, template, right, Set.of(), JSON, false, handler);
  }

  public static Endpoint post(String template, Right right, Handler handler) {
    return new Endpoint(HttpMethods.POST, template, right, Set.of(), JSON, false, handler);
  }

  public static Endpoint put(String template, Right right, Handler handler) {
    return new Endpoint(HttpMethods.PUT, template, right, Set.of(), JSON, false, handler);
  }

  public static Endpoint patch(String template, Right right, Handler handler) {
    return new Endpoint(HttpMethods.PATCH, template, right, Set.of(), JSON, false, handler);
  }

  public static Endpoint delete(String template, Right right, Handler handler) {
    return new Endpoint(HttpMethods.DELETE, template, right, Set.of(), JSON, false, handler);
  }

  /** The same endpoint with these query parameters (more); any other is refused. */
  public Endpoint taking(String... names) {
    return taking(List.of(names));
  }

  Endpoint taking(List<String> names) {
    Set<String> all = new HashSet<>(parameters);
    all.addAll(names);
    return new Endpoint(method, template, right, Set.copyOf(all), produces, takesForms, handler);
  }

  /** The same endpoint with other media types than JSON in its answers; the first is for who does not mind. */
  public Endpoint producing(String... mediaTypes) {
    return new Endpoint(method, template, right, parameters, List.of(mediaTypes), takesForms, handler);
  }

  /** The same endpoint for bodies that are no JSON, but what a page's form sends. */
  public Endpoint takingForms() {
    return new Endpoint(method, template, right, parameters, produces, true, handler);
  }

  /**
   * Whether it answers whatever stands in the query: probes, documents and pages that are open to everybody and take no
   * parameter are asked with what load balancers, caches and mail programs add.
   */
  boolean ignoresQuery() {
    return method.equals(HttpMethods.GET) && right == Right.OPEN && parameters.isEmpty();
  }

  /** The largest answer to a write, or 0 where it is small: room for it is taken before the write is carried out. */
  long largestAnswer() {
    if (method.equals(HttpMethods.GET) || !template.startsWith("/api/")) return 0;
    if (template.equals(TaskBulk.PATH)) return TaskBulk.MOST * LARGEST_ANSWER;
    return template.startsWith("/api/posts") ? LARGEST_POST : LARGEST_ANSWER;
  }

  /** The largest body that it takes: what needs no account takes little, and so does what is about accounts. */
  long largestBody(long usual) {
    if (right == Right.OPEN) return Math.min(usual, LARGEST_OPEN);
    return template.startsWith("/auth/") ? Math.min(usual, LARGEST_OF_ACCOUNTS) : usual;
  }

  List<String> segments() {
    return template.equals("/") ? List.of() : Arrays.asList(template.substring(1).split("/"));
  }

  String name() {
    return method.value() + " " + template;
  }
}
