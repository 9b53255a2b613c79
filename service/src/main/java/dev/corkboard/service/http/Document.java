package dev.corkboard.service.http;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.corkboard.readmodel.json.Json;
import dev.corkboard.readmodel.query.ContentTag;
import dev.corkboard.readmodel.query.Packed;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** A file that is served as it is, and the tag of its content. */
record Document(Packed body, String etag) {

  private static final String WEBJAR = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

  /** Reads a file out of a jar. */
  interface Content {
    byte[] read() throws IOException;
  }

  static Document of(Content content) {
    try {
      byte[] body = content.read();
      return new Document(new Packed(body), ContentTag.of(body));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** docs/api/openapi.yaml as JSON. */
  static byte[] openApi() throws IOException {
    return Json.bytes(new YAMLMapper().readTree(resource("docs/openapi.yaml")));
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream in = Document.class.getResourceAsStream(name)) {
      return bytes(in, name);
    }
  }

  /** The folder in the package has its version for a name, which only the pom is to know. */
  static byte[] swaggerUi(String name) throws IOException {
    Properties pom = new Properties();
    try (InputStream in = loader().getResourceAsStream(WEBJAR)) {
      if (in == null) throw new FileNotFoundException(WEBJAR);
      pom.load(in);
    }
    String path = "META-INF/resources/webjars/swagger-ui/" + pom.getProperty("version") + "/" + name;
    try (InputStream in = loader().getResourceAsStream(path)) {
      return bytes(in, path);
    }
  }

  private static ClassLoader loader() {
    return Document.class.getClassLoader();
  }

  private static byte[] bytes(InputStream in, String name) throws IOException {
    if (in == null) throw new FileNotFoundException(name);
    return in.readAllBytes();
  }
}
