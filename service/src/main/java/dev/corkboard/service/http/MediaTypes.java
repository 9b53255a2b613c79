package dev.corkboard.service.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** Judges what a client sends (JSON in UTF-8, not compressed) and what it would accept. */
final class MediaTypes {
  private MediaTypes() {}

  static Optional<Problem> problem(HttpRequest request, Endpoint endpoint) {
    if (!request.entity().isKnownEmpty() && !isJson(request)) {
      return Optional.of(Problem.of(415, "unsupported-media-type", "Send application/json in UTF-8, not compressed."));
    }
    boolean acceptable = request.getHeader("Accept").map(HttpHeader::value)
        .map(accept -> accepts(accept, endpoint.produces())).orElse(true);
    return acceptable
        ? Optional.empty()
        : Optional.of(Problem.of(406, "not-acceptable", "Only " + endpoint.produces() + " can be had here."));
  }

  private static boolean isJson(HttpRequest request) {
    boolean plain = request.getHeader("Content-Encoding").map(HttpHeader::value)
        .map(encoding -> encoding.equalsIgnoreCase("identity")).orElse(true);
    ContentType type = request.entity().getContentType();
    String[] parts = type.toString().toLowerCase(Locale.ROOT).split(";");
    boolean json = parts[0].strip().equals("application/json")
        || parts[0].strip().equals("application/merge-patch+json") && request.method().value().equals("PATCH");
    return plain && json && Arrays.stream(parts).skip(1).map(String::strip)
        .filter(parameter -> parameter.startsWith("charset="))
        .allMatch(parameter -> parameter.replace("\"", "").equals("charset=utf-8"));
  }

  private static boolean accepts(String accept, String produced) {
    String group = produced.substring(0, produced.indexOf('/')) + "/*";
    for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = range.split(";");
      String type = parts[0].strip();
      boolean matches = type.equals("*/*") || type.equals(group) || type.equals(produced)
          || type.equals("application/problem+json");
      boolean refused = Arrays.stream(parts).skip(1).map(String::strip).anyMatch(p -> p.matches("q=0(\\.0*)?"));
      if (matches && !refused) return true;
    }
    return false;
  }
}
