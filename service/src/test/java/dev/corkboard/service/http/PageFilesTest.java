package dev.corkboard.service.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageFilesTest {
  @TempDir
  private Path folder;

  @Test
  void pageIsReadOutOfAJar() throws Exception {
    PageFiles files = in("dev/corkboard/web/index.html", "dev/corkboard/web/assets/a.js",
        "dev/corkboard/web/assets/a.js.br", "dev/corkboard/other.txt");
    assertThat(files.isThere()).isTrue();
    PageFiles.File script = files.find("assets/a.js").orElseThrow();
    assertThat(script.type()).startsWith("text/javascript");
    assertThat(new String(script.plain().body().plain(), UTF_8)).isEqualTo("dev/corkboard/web/assets/a.js");
    assertThat(script.coded().keySet()).containsExactly("br");
    assertThat(files.find("assets/a.js.br")).isEmpty();
    assertThat(files.find("../other.txt")).isEmpty();
  }

  @Test
  void jarWithoutThePageIsNoFault() throws Exception {
    assertThat(in("dev/corkboard/other.txt").isThere()).isFalse();
  }

  /** Each file has its name as its content. */
  private PageFiles in(String... names) throws IOException {
    Path jar = folder.resolve("page.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : names) {
        out.putNextEntry(new JarEntry(name));
        out.write(name.getBytes(UTF_8));
      }
    }
    try (URLClassLoader classPath = new URLClassLoader(new URL[]{jar.toUri().toURL()}, null)) {
      return PageFiles.in(classPath);
    }
  }
}
