package dev.sessionlog.cli;

import dev.sessionlog.evidence.BundleCheck;
import dev.sessionlog.evidence.BundleVerdict;
import dev.sessionlog.evidence.KeptCheckpoints;
import dev.sessionlog.evidence.MalformedBundleException;
import dev.sessionlog.evidence.NoteKey;
import dev.sessionlog.session.ReadableUnits;
import dev.sessionlog.session.Visible;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Checks a bundle of evidence and prints the result. */
final class BundleReport {
  private final CommandContext context;
  private final boolean json;

  BundleReport(CommandContext context, boolean json) {
    this.context = context;
    this.json = json;
  }

  /** Returns true if an argument of {@code verify} is a file, not a session or user. */
  static boolean isOne(String argument) {
    return argument.indexOf('/') >= 0 || argument.endsWith(".tar");
  }

  int print(Path file, Optional<NoteKey> first, KeptCheckpoints anchors) throws IOException {
    BundleVerdict verdict = verdict(file, first, anchors);
    if (json) {
      printJson(verdict);
    } else {
      print(verdict);
    }
    if (!verdict.problems().isEmpty()) {
      return ExitCode.CORRUPT;
    }
    return verdict.trusted().isPresent() ? ExitCode.OK : ExitCode.FAILED;
  }

  private BundleVerdict verdict(Path file, Optional<NoteKey> first, KeptCheckpoints anchors)
      throws IOException {
    if (Files.isDirectory(file)) {
      throw new CommandFailure(
          ExitCode.USAGE, file + ": a folder, expected a file of 'sessionlog export -f evidence'");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        Progress progress = new Progress(context, "checking", Files.size(file))) {
      AtomicLong done = new AtomicLong();
      return new BundleCheck(first, anchors, bytes -> progress.done(done.addAndGet(bytes)))
          .verdict(in);
    } catch (MalformedBundleException e) {
      throw new CommandFailure(
          ExitCode.CORRUPT,
          file
              + ": damaged, or not an evidence file: "
              + Visible.line(String.valueOf(e.getMessage())));
    }
  }

  private void print(BundleVerdict verdict) {
    String how = verdict.whole() ? " sealed at " : " sealed until ";
    context
        .out()
        .println(
            verdict.session()
                + " "
                + Visible.field(verdict.user())
                + (verdict.problems().isEmpty()
                    ? how + ReadableUnits.time(verdict.sealed().toString(), context.zone())
                    : " not as it was sealed")
                + " in "
                + Visible.field(verdict.origin()));
    verdict.problems().forEach(problem -> context.out().println("WRONG " + Visible.line(problem)));
    context
        .out()
        .println(
            verdict
                .trusted()
                .map(by -> "proved by " + by + after(verdict))
                .orElse(verdict.problems().isEmpty() ? "not proved" : "changed"));
    verdict.notes().forEach(note -> context.err().println("sessionlog: " + Visible.line(note)));
  }

  /** Content dated earlier than the key that sealed it may be made up, so this is reported. */
  private String after(BundleVerdict verdict) {
    return verdict
        .after()
        .map(at -> "; sealed after " + ReadableUnits.time(at.toString(), context.zone()))
        .orElse("");
  }

  private void printJson(BundleVerdict verdict) throws IOException {
    JsonLines lines = new JsonLines(context.out());
    lines.object(
        object -> {
          object.writeStringField("session", verdict.session().toString());
          object.writeStringField("user", verdict.user());
          object.writeStringField("ledger", verdict.origin());
          object.writeStringField("sealed", verdict.sealed().toString());
          object.writeStringField("after", verdict.after().map(Object::toString).orElse(""));
          object.writeBooleanField("whole", verdict.whole());
          object.writeStringField("proved_by", verdict.trusted().orElse(""));
          JsonLines.strings(object, "problems", verdict.problems());
          JsonLines.strings(object, "notes", verdict.notes());
        });
    lines.finish();
  }
}
