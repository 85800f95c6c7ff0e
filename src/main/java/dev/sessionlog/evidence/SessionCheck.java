package dev.sessionlog.evidence;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.recording.Recording;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Compares one recording with what was sealed of it. */
final class SessionCheck {
  private final LedgerFolder folder;
  private final SessionHistory sealed;

  SessionCheck(LedgerFolder folder, SessionHistory sealed) {
    this.folder = folder;
    this.sealed = sealed;
  }

  Verdict verdict(Recording recording) throws IOException {
    Optional<Verdict> wrong =
        check(recording.typescript(), sealed.typescript(), LedgerEntry.Part::typescript)
            .or(() -> check(recording.timing(), sealed.timing(), LedgerEntry.Part::timing));
    if (wrong.isEmpty() && sealed.closed()) {
      wrong = check(recording.sessionFile(), sealed.sessionFile(), part -> null);
    }
    return wrong.orElseGet(
        () ->
            sealed.closed()
                ? result(Verdict.Status.SEALED, "")
                : result(Verdict.Status.SEALED_UNTIL, sealed.at().toString()));
  }

  private Verdict result(Verdict.Status status, String more) {
    return new Verdict(sealed.id(), sealed.user(), status, more);
  }

  /** What was closed has exactly the bytes that were sealed; what goes on begins with them. */
  private Optional<Verdict> check(
      Path file, SealedPrefixes prefixes, Function<LedgerEntry.Part, Prefix> which) {
    String name = String.valueOf(file.getFileName());
    PrefixDigest digest = new PrefixDigest(file);
    try {
      Optional<Prefix> other = digest.firstOther(prefixes.rising());
      if (other.isPresent() && digest.length() < other.get().bytes()) {
        return Optional.of(
            result(
                Verdict.Status.CUT,
                name
                    + " has "
                    + digest.length()
                    + " bytes; "
                    + prefixes.last().bytes()
                    + " were sealed at "
                    + sealed.at()));
      }
      if (other.isPresent()) {
        return Optional.of(result(Verdict.Status.CHANGED, where(file, which)));
      }
      if (sealed.closed() && digest.to(digest.length() + 1)) {
        return Optional.of(
            result(
                Verdict.Status.CHANGED,
                name
                    + " has more than the "
                    + prefixes.last().bytes()
                    + " bytes that were sealed"));
      }
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.of(result(Verdict.Status.MISSING, name + " is missing"));
    } catch (CorruptRecordingException e) {
      return Optional.of(result(Verdict.Status.CHANGED, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      return Optional.of(
          result(Verdict.Status.CHANGED, name + " cannot be read: " + e.getMessage()));
    }
  }

  /** Looks up what was sealed before, to say up to where the file is right. */
  private String where(Path file, Function<LedgerEntry.Part, Prefix> which) throws IOException {
    List<LedgerEntry.Part> parts = new ArrayList<>();
    new LedgerReader(folder)
        .read(
            (index, line, entry) -> {
              if (entry instanceof LedgerEntry.Part part
                  && part.session().equals(sealed.id())
                  && which.apply(part) != null) {
                parts.add(part);
              }
            });
    PrefixDigest digest = new PrefixDigest(file);
    long right = 0;
    String since = "";
    for (LedgerEntry.Part part : parts) {
      Prefix prefix = which.apply(part);
      if (prefix.bytes() < digest.length() || !digest.to(prefix.bytes())) {
        break;
      }
      if (!digest.prefix().equals(prefix)) {
        return name(file)
            + " from byte "
            + right
            + " on, before byte "
            + prefix.bytes()
            + " that was sealed at "
            + part.at()
            + since;
      }
      right = prefix.bytes();
      since = ", after what was sealed at " + part.at();
    }
    return name(file) + " from byte " + right + " on" + since;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
