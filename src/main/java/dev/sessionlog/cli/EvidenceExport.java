package dev.sessionlog.cli;

import dev.sessionlog.evidence.EvidenceBundle;
import dev.sessionlog.evidence.SignedNote;
import dev.sessionlog.export.Destination;
import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.Visible;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Writes a session with its proof for others. */
final class EvidenceExport {
  /** The format's name on the command line. */
  static final String WORD = "evidence";

  /** The usual limit of checkpoints: about a megabyte, and a minute when checked by hand. */
  private static final int USUAL_LINKS = 1000;

  private static final int MOST_LINKS = 50_000;

  private final CommandContext context;

  EvidenceExport(CommandContext context) {
    this.context = context;
  }

  /**
   * Collects the evidence, and reports what is missing.
   *
   * @throws CommandFailure if nothing of the session is sealed, or no checkpoint of {@code anchors}
   *     covers it
   */
  EvidenceBundle bundle(Path logDir, Recording recording, List<Path> anchors, boolean chain)
      throws IOException {
    List<SignedNote> kept = new ArrayList<>();
    for (Path anchor : anchors) {
      kept.addAll(Anchors.read(anchor));
    }
    EvidenceBundle bundle =
        EvidenceBundle.of(logDir, recording, kept, chain ? MOST_LINKS : USUAL_LINKS)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.NOT_FOUND,
                        recording.id()
                            + ": not sealed yet, so it cannot be proved; see 'sessionlog verify "
                            + recording.id()
                            + "'"));
    if (!kept.isEmpty() && kept.stream().noneMatch(bundle.checkpoints()::contains)) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "--anchor: none of these checkpoints covers "
              + recording.id()
              + "; expected a later one");
    }
    if (chain && !bundle.leadsFromTheFirstKey()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "--chain: more than "
              + MOST_LINKS
              + " checkpoints lead from the first key to this session; use --anchor instead");
    }
    return bundle;
  }

  /** Writes it to {@code destination} and commits that. */
  int write(EvidenceBundle bundle, Destination destination, LongConsumer progress)
      throws IOException {
    try (OutputStream out = new Counted(destination.open("evidence.tar"), progress)) {
      bundle.write(out);
    } catch (CorruptRecordingException e) {
      throw new CommandFailure(
          ExitCode.CORRUPT,
          Visible.line(String.valueOf(e.getMessage()))
              + ": the file proves nothing; check it with 'sessionlog verify'");
    }
    destination.commit();
    if (!bundle.isWhole()) {
      context
          .err()
          .println(
              "sessionlog: the session is still being recorded; the file ends where the seals end");
    }
    if (!bundle.leadsFromTheFirstKey()) {
      context
          .err()
          .println(
              "sessionlog: the first key alone does not prove this session, because more than "
                  + USUAL_LINKS
                  + " checkpoints lie between them. Give a checkpoint that the recipient has with"
                  + " --anchor, or include all with --chain");
    }
    return ExitCode.OK;
  }

  /** Reports the number of bytes written. */
  private static final class Counted extends FilterOutputStream {
    private final LongConsumer progress;
    private long bytes;

    Counted(OutputStream out, LongConsumer progress) {
      super(out);
      this.progress = progress;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      out.write(source, offset, length);
      bytes += length;
      progress.accept(bytes);
    }
  }
}
