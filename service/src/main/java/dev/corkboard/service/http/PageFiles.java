package dev.corkboard.service.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The files of the web page, read once out of a folder of the class path; beside some are their compressed forms. */
public final class PageFiles {
  static final String INDEX = "index.html";
  private static final String FOLDER = "dev/corkboard/web/";
  /** A real page has some hundred KB; more means that the build is broken. */
  private static final long MOST_BYTES = 16 << 20;
  private static final Map<String, String> TYPES = Map.ofEntries(
      Map.entry("html", "text/html; charset=utf-8"), Map.entry("js", "text/javascript; charset=utf-8"),
      Map.entry("css", "text/css; charset=utf-8"), Map.entry("txt", "text/plain; charset=utf-8"),
      Map.entry("json", "application/json"), Map.entry("map", "application/json"),
      Map.entry("webmanifest", "application/manifest+json"), Map.entry("svg", "image/svg+xml"),
      Map.entry("png", "image/png"), Map.entry("ico", "image/x-icon"), Map.entry("webp", "image/webp"),
      Map.entry("woff2", "font/woff2"));

  /** A file, and how it looks compressed, by the names that Accept-Encoding has for that. */
  record File(String type, Document plain, Map<String, Document> coded) {}

  private final Map<String, File> files;

  private PageFiles(Map<String, File> files) {
    this.files = files;
  }

  /** Nothing where the node was built without the page. */
  public static PageFiles none() {
    return new PageFiles(Map.of());
  }

  public static PageFiles packed() {
    return in(PageFiles.class.getClassLoader());
  }

  static PageFiles in(ClassLoader classPath) {
    URL index = classPath.getResource(FOLDER + INDEX);
    if (index == null) return none();
    try {
      return of(index.openConnection() instanceof JarURLConnection jar ? inJar(jar) : inFolder(index.toURI()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  boolean isThere() {
    return files.containsKey(INDEX);
  }

  /** By its path within the page, without a slash before it. */
  Optional<File> find(String path) {
    return Optional.ofNullable(files.get(path));
  }

  private static PageFiles of(Map<String, byte[]> contents) {
    long size = contents.values().stream().mapToLong(content -> content.length).sum();
    if (size > MOST_BYTES) throw new IllegalStateException("the page has " + size + " bytes, so it was built wrongly");
    Map<String, File> files = new HashMap<>();
    contents.forEach((path, content) -> {
      if (path.endsWith(".br") || path.endsWith(".gz")) return;
      Map<String, Document> coded = new HashMap<>();
      Optional.ofNullable(contents.get(path + ".br")).ifPresent(it -> coded.put("br", document(it)));
      Optional.ofNullable(contents.get(path + ".gz")).ifPresent(it -> coded.put("gzip", document(it)));
      String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
      files.put(path, new File(type, document(content), Map.copyOf(coded)));
    });
    return new PageFiles(Map.copyOf(files));
  }

  private static Document document(byte[] content) {
    return Document.of(() -> content);
  }

  private static Map<String, byte[]> inJar(JarURLConnection connection) throws IOException {
    connection.setUseCaches(false);
    Map<String, byte[]> contents = new HashMap<>();
    try (JarFile jar = connection.getJarFile()) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (entry.isDirectory() || !entry.getName().startsWith(FOLDER)) continue;
        try (InputStream in = jar.getInputStream(entry)) {
          contents.put(entry.getName().substring(FOLDER.length()), in.readAllBytes());
        }
      }
    }
    return contents;
  }

  private static Map<String, byte[]> inFolder(URI index) throws IOException {
    Path folder = Path.of(index).getParent();
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile).forEach(found::add);
    }
    Map<String, byte[]> contents = new HashMap<>();
    for (Path file : found)
      contents.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
    return contents;
  }
}
