package dev.sessionlog.evidence;

import dev.sessionlog.recording.Recording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares one recording with all its seals. */
final class SessionCheck {
  private final KnownSession known;
  private final LedgerPlaces places;

  SessionCheck(KnownSession known, LedgerPlaces places) {
    this.known = known;
    this.places = places;
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

  private Verdict result(Verdict.Status status, String more) {
    return new Verdict(known.id(), known.user(), status, more);
  }
}
