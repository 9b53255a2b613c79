import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Builds or checks the page with the Node of this machine, and does nothing twice. Maven runs it as a source file:
 * {@code java Build.java optional|required page|check}. Without a usable Node it says so in one line and succeeds,
 * unless the page is required; the jar has no page then.
 */
final class Build {
  private static final Path HERE = Path.of("").toAbsolutePath();
  private static final Path TARGET = HERE.resolve("target");
  /** Where Maven takes what goes into the jar. */
  private static final Path PAGE = TARGET.resolve("classes/dev/corkboard/web");
  private static final Path LOCK = HERE.resolve("package-lock.json");
  private static final Path INSTALLED = HERE.resolve("node_modules/.installed");
  /** Which Node there was when the page could not be built. The launcher looks whether there is another one now. */
  private static final Path WITHOUT = TARGET.resolve("without-page");
  private static final String NPM = System.getProperty("os.name").startsWith("Windows") ? "npm.cmd" : "npm";

  public static void main(String... args) throws Exception {
    boolean required = args[0].equals("required");
    Files.createDirectories(PAGE);
    String node = node();
    if (!usable(node)) {
      String fault = node.equals("none") ? "there is no Node on the PATH" : "Node is " + node;
      System.out.println((required ? "The page cannot be built: " : "Built WITHOUT the web page: ") + fault
          + "; it needs Node.js 20.19 or newer, with npm.");
      if (required) System.exit(1);
      if (args[1].equals("page")) forget(node);
      return;
    }
    switch (args[1]) {
      case "page" -> once("page", () -> npm("run", "build", "--", "--logLevel", "warn", "--outDir", PAGE.toString(), "--emptyOutDir"));
      case "check" -> once("check", () -> {
        npm("run", "check");
        npm("test");
      });
      default -> throw new IllegalArgumentException(args[1]);
    }
    Files.deleteIfExists(WITHOUT);
  }

  private static void once(String name, Work work) throws Exception {
    Path stamp = TARGET.resolve(name + ".stamp");
    String inputs = digest();
    boolean built = !name.equals("page") || Files.exists(PAGE.resolve("index.html"));
    if (built && Files.exists(stamp) && Files.readString(stamp).equals(inputs)) return;
    Files.deleteIfExists(stamp);
    install();
    work.run();
    Files.writeString(stamp, inputs);
  }

  private static void install() throws Exception {
    String wanted = hex(Files.readAllBytes(LOCK));
    if (Files.exists(INSTALLED) && Files.readString(INSTALLED).equals(wanted)) return;
    npm("ci", "--no-audit", "--no-fund", "--loglevel=error");
    Files.writeString(INSTALLED, wanted);
  }

  /** Leaves no page of an earlier build behind. */
  private static void forget(String node) throws IOException {
    try (Stream<Path> files = Files.walk(PAGE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) Files.delete(file);
    }
    Files.deleteIfExists(TARGET.resolve("page.stamp"));
    Files.writeString(WITHOUT, node + "\n");
  }

  private static String node() throws Exception {
    try {
      Process node = new ProcessBuilder("node", "--version").redirectErrorStream(true).start();
      String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return node.waitFor() == 0 ? version : "none";
    } catch (IOException absent) {
      return "none";
    }
  }

  private static boolean usable(String node) {
    Matcher numbers = Pattern.compile("v(\\d+)\\.(\\d+)\\..*").matcher(node);
    if (!numbers.matches()) return false;
    int major = Integer.parseInt(numbers.group(1));
    return major > 20 || major == 20 && Integer.parseInt(numbers.group(2)) >= 19;
  }

  private static void npm(String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of(NPM, "--silent"));
    command.addAll(List.of(args));
    int status = new ProcessBuilder(command).directory(HERE.toFile()).inheritIO().start().waitFor();
    if (status != 0) System.exit(status);
  }

  /** Of everything that the page is made from. */
  private static String digest() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (String name : List.of("src", "build", "e2e", "index.html", "package.json", "package-lock.json", "vite.config.ts",
        "tsconfig.json", "eslint.config.js", "playwright.config.ts", "Build.java", "../docs/api/openapi.yaml")) {
      Path root = HERE.resolve(name);
      if (!Files.exists(root)) continue;
      try (Stream<Path> files = Files.walk(root)) {
        files.filter(Files::isRegularFile).sorted().forEach(file -> {
          digest.update(HERE.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
          digest.update(bytes(file));
        });
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String hex(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }

  private interface Work {
    void run() throws Exception;
  }
}
