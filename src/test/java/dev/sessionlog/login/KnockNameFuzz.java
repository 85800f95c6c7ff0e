package dev.sessionlog.login;

import dev.sessionlog.fuzz.FuzzFolder;
import dev.sessionlog.fuzz.FuzzInput;
import dev.sessionlog.fuzz.Oracle;
import dev.sessionlog.session.UserWarnings;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user lays where logins knock, under any name: it is answered by a pid, or gone, and what
 * is told of it is printable. An input is a byte for its kind, then the name.
 */
public final class KnockNameFuzz {
  private static final Unix UNIX = Unix.load();
  private static final int LONGEST = 255;

  private KnockNameFuzz() {}

  /** Whom a knock came to, if it is one. */
  private static final class Door implements KnockAnswers {
    private final List<Path> answered = new ArrayList<>();

    @Override
    public Result answer(Path knock, Duration waited) {
      answered.add(knock);
      return Result.DONE;
    }

    @Override
    public Result promise(Path knock) {
      return Result.DONE;
    }
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    FuzzInput input = new FuzzInput(bytes);
    int kind = input.next();
    String name = input.text().replace('\0', '_').replace('/', '_');
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > LONGEST || name.equals(".") || name.equals("..")) {
      return;
    }
    Oracle.within2Seconds(() -> check(FuzzFolder.empty(), kind, name));
  }

  private static void check(Path root, int kind, String name) throws IOException {
    RunDir runDir = new RunDir(root.resolve("run"));
    new RunDirFolders(runDir).prepare(UNIX.uid());
    Path path = runDir.knocks().resolve(name);
    lay(kind % 5, path);
    boolean fails = kind >= 0x80;
    List<String> trouble = new ArrayList<>();
    RefusedKnocks refused =
        new RefusedKnocks(
            fails ? root.resolve("none") : runDir.refused(),
            new UserWarnings(() -> 0, trouble::add),
            () -> 0);
    Door door = new Door();
    KnockQueue.Limits limits = new KnockQueue.Limits(9, 9, 9, 1, Duration.ofSeconds(5), 9);
    KnockQueue queue = new KnockQueue(Runnable::run, limits, () -> 0);
    KnockSorter sorter =
        new KnockSorter(
            KnockLook.in(runDir.knocks(), UNIX),
            SubordinateUids.ofThisMachine(),
            new WaitingKnocks(queue, queue, door, (task, delay) -> {}, () -> 0),
            refused);
    sorter.accept(path);
    if (!fails) {
      refused.empty();
    }
    trouble.forEach(Oracle::printable);
    if (door.answered.isEmpty()) {
      Oracle.holds(fails || Files.notExists(path), "left, and not answered: " + name);
    } else {
      Oracle.holds(kind % 5 == 0 && name.matches("[1-9][0-9]*(\\.[A-Za-z0-9]+)?"), "no pid");
      Oracle.holds(pid(name) > 0, "no pid: " + name);
    }
  }

  private static long pid(String name) {
    return Long.parseLong(name.split("\\.", 2)[0]);
  }

  private static void lay(int kind, Path path) throws IOException {
    switch (kind) {
      case 0 -> UNIX.mkfifo(path, 0600);
      case 1 -> Files.createFile(path);
      case 2 -> Files.createFile(Files.createDirectory(path).resolve(path.getFileName()));
      case 3 -> Files.createSymbolicLink(path, path.getFileName());
      default -> {
        Path other = path.resolveSibling(path.getFileName().toString().equals("1") ? "2" : "1");
        UNIX.mkfifo(other, 0600);
        Files.createLink(path, other);
      }
    }
  }
}
