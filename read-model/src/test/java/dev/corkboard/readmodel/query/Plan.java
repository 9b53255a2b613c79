package dev.corkboard.readmodel.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** How PostgreSQL answered a query. */
record Plan(String sql, JsonNode root) {

  /** Tables of which it read every row. */
  List<String> sequentialScans() {
    return nodes().stream().filter(node -> node.get("Node Type").asText().equals("Seq Scan"))
        .map(node -> node.get("Relation Name").asText()).toList();
  }

  /** How many rows were sorted at once, at most. */
  long sorted() {
    return nodes().stream().filter(node -> node.get("Node Type").asText().equals("Sort"))
        .mapToLong(node -> (long) node.get("Plans").get(0).get("Actual Rows").asDouble()).max().orElse(0);
  }

  /** How many rows or index entries it looked at, whether they were of use or not. */
  private long touched() {
    return nodes().stream().mapToLong(Plan::touched).sum();
  }

  /** For who reads why a test failed. */
  String line(String name) {
    return "%s: sorted %d, touched %d: %s".formatted(name, sorted(), touched(), shape());
  }

  private String shape() {
    List<String> names = new ArrayList<>();
    nodes().forEach(node -> names.add(node.get("Node Type").asText()
        + (node.has("Index Name") ? " " + node.get("Index Name").asText() : "")));
    return String.join(" < ", names);
  }

  private static long touched(JsonNode node) {
    if (!node.get("Node Type").asText().contains("Scan")) return 0;
    double rows = node.path("Actual Rows").asDouble() + node.path("Rows Removed by Filter").asDouble()
        + node.path("Rows Removed by Index Recheck").asDouble();
    return (long) (rows * node.path("Actual Loops").asDouble(1));
  }

  private List<JsonNode> nodes() {
    List<JsonNode> nodes = new ArrayList<>();
    collect(root, nodes);
    return nodes;
  }

  private static void collect(JsonNode node, List<JsonNode> into) {
    into.add(node);
    node.path("Plans").forEach(plan -> collect(plan, into));
  }
}
