package dev.sessionlog.evidence;

import dev.sessionlog.recording.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares one recording with all its seals. */
final class SessionCheck {
  private final KnownSession known;
  private final LedgerPlaces places;
  private final boolean grows;

  /**
   * Creates it.
   *
   * @param grows whether more of the recording is on its way here: then only what is here is
   *     compared
   */
  SessionCheck(KnownSession known, LedgerPlaces places, boolean grows) {
    this.known = known;
    this.places = places;
    this.grows = grows;
  }

  Verdict verdict(Recording recording) throws IOException {
    if (!recording.user().equals(known.user())) {
      return result(
          Verdict.Status.CHANGED,
          "it lies in the folder of " + recording.user() + ", and is of " + known.user());
    }
    List<FileCheck.Seal> typescript = new ArrayList<>();
    List<FileCheck.Seal> timing = new ArrayList<>();
    List<FileCheck.Seal> sessionFile = new ArrayList<>();
    for (long place : known.trail().places().toArray()) {
      LedgerEntry entry = places.entry(place);
      if (entry instanceof LedgerEntry.Part part) {
        typescript.add(new FileCheck.Seal(part.at(), part.typescript()));
        timing.add(new FileCheck.Seal(part.at(), part.timing()));
      } else if (entry instanceof LedgerEntry.Close close) {
        typescript.add(new FileCheck.Seal(close.at(), close.typescript()));
        timing.add(new FileCheck.Seal(close.at(), close.timing()));
        sessionFile.add(new FileCheck.Seal(close.at(), close.sessionFile()));
      }
    }
    if (grows) {
      return growing(recording, typescript, timing);
    }
    boolean closed = known.closed();
    Optional<FileCheck.Finding> wrong =
        new FileCheck(recording.typescript(), typescript)
            .finding(closed)
            .or(() -> new FileCheck(recording.timing(), timing).finding(closed));
    if (wrong.isEmpty() && closed) {
      wrong = new FileCheck(recording.sessionFile(), sessionFile).finding(true);
    }
    return wrong
        .map(finding -> result(finding.status(), finding.text()))
        .orElseGet(
            () ->
                closed
                    ? result(Verdict.Status.SEALED, "")
                    : result(Verdict.Status.SEALED_UNTIL, known.at().toString()));
  }

  private Verdict growing(
      Recording recording, List<FileCheck.Seal> typescript, List<FileCheck.Seal> timing)
      throws IOException {
    List<FileCheck.Seal> here = reached(recording.typescript(), typescript);
    return new FileCheck(recording.typescript(), here)
        .finding(false)
        .or(
            () ->
                new FileCheck(recording.timing(), reached(recording.timing(), timing))
                    .finding(false))
        .map(finding -> result(finding.status(), finding.text()))
        .orElseGet(
            () ->
                here.isEmpty()
                    ? result(Verdict.Status.NOT_BROUGHT_YET, "")
                    : result(
                        Verdict.Status.SEALED_UNTIL, here.get(here.size() - 1).at().toString()));
  }

  private static List<FileCheck.Seal> reached(Path file, List<FileCheck.Seal> seals) {
    long length = file.toFile().length();
    return seals.stream().takeWhile(seal -> seal.content().bytes() <= length).toList();
  }

  private Verdict result(Verdict.Status status, String more) {
    return new Verdict(known.id(), known.user(), status, more);
  }
}
