package dev.corkboard.service.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.corkboard.service.http.DocRoutes;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** docs/api/openapi.yaml as it is packed into the service, and what can be found in it. */
public final class ApiDocument {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  /** One call that it describes; {@code path} has what its siblings share. */
  public record Operation(String method, String template, JsonNode path, JsonNode node) {
    @Override
    public String toString() {
      return method + " " + template;
    }
  }

  private final JsonNode root;
  private final List<Operation> operations;

  private ApiDocument(JsonNode root) {
    this.root = root;
    this.operations = operations(root);
  }

  public static ApiDocument packed() {
    try (InputStream in = DocRoutes.class.getResourceAsStream("docs/openapi.yaml")) {
      return new ApiDocument(new YAMLMapper().readTree(in));
    } catch (Exception unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /** Those with fewer variables first, as the router has it. */
  private static List<Operation> operations(JsonNode root) {
    List<Operation> operations = new ArrayList<>();
    root.get("paths").properties()
        .forEach(path -> path.getValue().properties().stream().filter(entry -> METHODS.contains(entry.getKey()))
            .forEach(entry -> operations
                .add(new Operation(entry.getKey().toUpperCase(), path.getKey(), path.getValue(), entry.getValue()))));
    operations.sort(Comparator.comparing(operation -> operation.template().chars().filter(c -> c == '{').count()));
    return List.copyOf(operations);
  }

  public JsonNode root() {
    return root;
  }

  public List<Operation> operations() {
    return operations;
  }

  /** The one that a call of this method and path leads to. */
  Optional<Operation> find(String method, String path) {
    Optional<String> template = template(path);
    return operations.stream()
        .filter(it -> it.method().equals(method) && template.filter(it.template()::equals).isPresent()).findFirst();
  }

  /** What can be done with a path; nothing with one that is not described. */
  Set<String> methods(String path) {
    Optional<String> template = template(path);
    Set<String> methods = new TreeSet<>();
    operations.stream().filter(it -> template.filter(it.template()::equals).isPresent())
        .forEach(it -> methods.add(it.method()));
    return methods;
  }

  private Optional<String> template(String path) {
    return operations.stream().map(Operation::template).filter(template -> fits(template, path)).findFirst();
  }

  private static boolean fits(String template, String path) {
    List<String> wanted = Arrays.asList(template.split("/", -1));
    List<String> given = Arrays.asList(path.split("/", -1));
    if (wanted.size() != given.size()) return false;
    for (int i = 0; i < wanted.size(); i++) {
      boolean variable = wanted.get(i).startsWith("{");
      if (variable ? given.get(i).isEmpty() : !wanted.get(i).equals(given.get(i))) return false;
    }
    return true;
  }

  /** What a node is, or what it refers to. */
  public JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? resolve(root.at(node.get("$ref").asText().substring(1))) : node;
  }

  public List<JsonNode> parameters(Operation operation) {
    List<JsonNode> parameters = new ArrayList<>();
    for (JsonNode owner : List.of(operation.path(), operation.node())) {
      owner.path("parameters").forEach(parameter -> parameters.add(resolve(parameter)));
    }
    return parameters;
  }
}
