package dev.corkboard.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** .env.example has every setting, and every file that a secret may stand in. */
class EnvExampleTest {
  private static final String FILE = "_FILE";
  private static final String MISSING = "/no/such/file";
  private static final Path DOCUMENT = Path.of("../docs/operations.md");

  private final Set<String> listed = names(Path.of("../.env.example"), "(?m)^#([A-Z_]+)=");

  EnvExampleTest() throws IOException {}

  @Test
  void everySettingOfTheDocumentIsListed() throws IOException {
    Set<String> documented = names(DOCUMENT, "(?m)^\\| `([A-Z_]+)`");
    assertThat(documented).hasSizeGreaterThan(30);
    assertThat(listed).containsAll(documented);
  }

  @Test
  void everySecretIsListedWithItsFileAndNothingElseIs() throws IOException {
    Set<String> files = listed.stream().filter(name -> name.endsWith(FILE)).collect(Collectors.toCollection(
        TreeSet::new));
    Set<String> read = listed.stream().filter(name -> !name.endsWith(FILE) && isReadFromAFile(name))
        .map(name -> name + FILE).collect(Collectors.toCollection(TreeSet::new));
    read.add("JWT_PRIVATE_KEY_FILE"); // has no other form
    assertThat(files).isEqualTo(read);
    assertThat(names(DOCUMENT, "(?m)^\\| `([A-Z_]+)` ¹")).allSatisfy(name -> assertThat(files).contains(name + FILE));
  }

  private static boolean isReadFromAFile(String name) {
    Map<String, String> env = Map.of(name.equals("DB_URL") ? "ANY" : "DB_URL", "jdbc:postgresql:any", name + FILE,
        MISSING);
    try {
      Settings.from(env);
      FirstStart.from(env, true);
      return false;
    } catch (SettingsException unreadable) {
      return unreadable.getMessage().startsWith(name + FILE);
    }
  }

  private static Set<String> names(Path file, String pattern) throws IOException {
    return Pattern.compile(pattern).matcher(Files.readString(file)).results().map((MatchResult it) -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
