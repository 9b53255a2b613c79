package dev.corkboard.service.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.pekko.http.javadsl.model.HttpMethod;

/** Finds the endpoint for a path and a method. */
final class Router {

  /** Where a path leads. */
  sealed interface Route {
    /** To an endpoint, with what stands in the place of its variables. */
    record Found(Endpoint endpoint, List<String> variables) implements Route {}

    /** To something that this method cannot be used on. */
    record WrongMethod(List<String> allowed) implements Route {}

    /** Nowhere. */
    record Nowhere() implements Route {}
  }

  private static final class Node {
    private final Map<String, Node> named = new HashMap<>();
    private final Map<String, Endpoint> endpoints = new TreeMap<>();
    private Node variable;

    private Node child(String segment) {
      if (!segment.startsWith("{")) return named.computeIfAbsent(segment, any -> new Node());
      if (variable == null) variable = new Node();
      return variable;
    }
  }

  /** Unknown paths under these are 404; all other unknown paths belong to the page. */
  private static final Set<String> OWN = Set.of("api", "auth", "assets", "dev", ".well-known", "healthcheck",
      "smoketests", "metrics");

  private final Node root = new Node();
  private Optional<Endpoint> anywhere = Optional.empty();

  Router(List<Endpoint> endpoints) {
    for (Endpoint endpoint : endpoints) {
      if (endpoint.template().equals(Endpoint.ANYWHERE)) {
        anywhere = Optional.of(endpoint);
        continue;
      }
      Node node = root;
      for (String segment : endpoint.segments())
        node = node.child(segment);
      if (node.endpoints.put(endpoint.method().value(), endpoint) != null) {
        throw new IllegalArgumentException("two endpoints for " + endpoint.name());
      }
    }
  }

  /** The path decoded and split at its slashes, without a trailing one. */
  Route find(HttpMethod method, List<String> path) {
    List<String> variables = new ArrayList<>(2);
    Optional<Node> node = walk(root, path, 0, variables);
    if (node.isEmpty() || node.get().endpoints.isEmpty()) return anywhere(method, path);
    Endpoint endpoint = node.get().endpoints.get(method.value());
    if (endpoint != null) return new Route.Found(endpoint, variables);
    return new Route.WrongMethod(allowed(node.get()));
  }

  private Route anywhere(HttpMethod method, List<String> path) {
    if (anywhere.isEmpty() || OWN.contains(path.getFirst())) return new Route.Nowhere();
    boolean right = anywhere.get().method().equals(method);
    return right
        ? new Route.Found(anywhere.get(), List.of(String.join("/", path)))
        : new Route.WrongMethod(List.of("GET", "HEAD"));
  }

  private static Optional<Node> walk(Node node, List<String> path, int depth, List<String> variables) {
    if (depth == path.size()) return Optional.of(node);
    Node named = node.named.get(path.get(depth));
    if (named != null) {
      Optional<Node> found = walk(named, path, depth + 1, variables);
      if (found.isPresent() || node.variable == null) return found;
    }
    if (node.variable == null) return Optional.empty();
    variables.add(path.get(depth));
    Optional<Node> found = walk(node.variable, path, depth + 1, variables);
    if (found.isEmpty()) variables.removeLast();
    return found;
  }

  private static List<String> allowed(Node node) {
    List<String> methods = new ArrayList<>(node.endpoints.keySet());
    if (methods.contains("GET")) methods.add("HEAD");
    return methods;
  }
}
