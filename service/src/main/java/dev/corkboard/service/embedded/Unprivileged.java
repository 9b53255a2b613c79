package dev.corkboard.service.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How PostgreSQL, which refuses to run as root, is started by root all the same. */
final class Unprivileged {

  private static final int ROOT = 0;
  private static final int NOBODY = 65534;

  private Unprivileged() {}

  /** The words to put before a command so that it may own what is in the folder. */
  static List<String> prefix(Path folder) throws IOException {
    if (currentUser(folder) != ROOT) {
      return List.of();
    }
    int owner = owner(folder);
    if (owner != ROOT) {
      return as(owner);
    }
    if (works(List.of("unshare", "-U"), folder, folder)) {
      return List.of("unshare", "-U");
    }
    if (works(as(NOBODY), folder, folder.getRoot())) {
      give(folder, NOBODY);
      if (works(as(NOBODY), folder, folder)) {
        return as(NOBODY);
      }
    }
    throw new LocalStackException("PostgreSQL cannot be run by root in " + folder.getParent()
        + ". Start Corkboard as another user, or set CORKBOARD_HOME to a folder that every user may enter.");
  }

  private static List<String> as(int user) {
    return List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups");
  }

  private static boolean works(List<String> prefix, Path folder, Path entered) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("sh", "-c", "cd \"$0\" && id -u", entered.toString()));
    try {
      Program.Outcome outcome = Program.run(folder, command);
      return !outcome.failed() && !outcome.output().equals(Integer.toString(ROOT));
    } catch (IOException e) {
      return false;
    }
  }

  private static int currentUser(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, ".probe-", "");
    try {
      return owner(probe);
    } finally {
      Files.delete(probe);
    }
  }

  private static int owner(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  private static void give(Path folder, int user) throws IOException {
    Set<PosixFilePermission> home = Files.getPosixFilePermissions(folder.getParent());
    home.add(PosixFilePermission.OTHERS_EXECUTE);
    Files.setPosixFilePermissions(folder.getParent(), home);
    // The folder itself last: its owner says that all below it was given away.
    List<Path> below;
    try (Stream<Path> all = Files.walk(folder)) {
      below = all.toList().reversed();
    }
    for (Path path : below) {
      Files.setAttribute(path, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
    }
  }
}
