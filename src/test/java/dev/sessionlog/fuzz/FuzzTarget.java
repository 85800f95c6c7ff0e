package dev.sessionlog.fuzz;

import dev.sessionlog.config.ConfigurationFuzz;
import dev.sessionlog.evidence.BundleFuzz;
import dev.sessionlog.evidence.LedgerFuzz;
import dev.sessionlog.export.ExportFuzz;
import dev.sessionlog.export.ImportFuzz;
import dev.sessionlog.login.KnockNameFuzz;
import dev.sessionlog.profile.ProfileFuzz;
import dev.sessionlog.recording.SessionFileFuzz;
import dev.sessionlog.recording.TimingFuzz;
import dev.sessionlog.search.ExpressionFuzz;
import dev.sessionlog.terminal.CostFuzz;
import dev.sessionlog.terminal.SkimFuzz;
import dev.sessionlog.transcript.TranscriptFuzz;
import dev.sessionlog.userlog.LogLineFuzz;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;

/** The fuzz targets. {@code scripts/fuzz} finds them by the names of their classes. */
enum FuzzTarget {
  BUNDLE(BundleFuzz.class),
  CONFIGURATION(ConfigurationFuzz.class),
  COST(CostFuzz.class),
  EXPORT(ExportFuzz.class),
  EXPRESSION(ExpressionFuzz.class),
  IMPORT(ImportFuzz.class),
  KNOCKNAME(KnockNameFuzz.class),
  LEDGER(LedgerFuzz.class),
  LOGLINE(LogLineFuzz.class),
  PROFILE(ProfileFuzz.class),
  SESSIONFILE(SessionFileFuzz.class),
  SKIM(SkimFuzz.class),
  TIMING(TimingFuzz.class),
  TRANSCRIPT(TranscriptFuzz.class);

  private static final String METHOD = "fuzzerTestOneInput";

  private final Class<?> harness;

  FuzzTarget(Class<?> harness) {
    this.harness = harness;
  }

  /** Returns its name on the command line and among the cases. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Class<?> harness() {
    return harness;
  }

  /** Gives it an input, as the fuzzer does. */
  void run(byte[] bytes) {
    try {
      harness.getMethod(METHOD, byte[].class).invoke(null, (Object) bytes);
    } catch (InvocationTargetException e) {
      throw new AssertionError(word() + ": " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(harness + " is no fuzz target", e);
    }
  }
}
