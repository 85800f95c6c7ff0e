package dev.sessionlog.cli;

import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.custody.AuditTrail;
import dev.sessionlog.custody.LegalHolds;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.Visible;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Undoes a hold. */
@Command(
    name = "release",
    description = {
      "Releases a legal hold, so that the limits of [retention] apply again.",
      "Releasing a user does not release sessions that are held themselves, and the other way"
          + " round. Releasing something that is not held is not an error.",
      "Each release is written to audit/audit.log in the log dir."
    })
final class ReleaseCommand implements Callable<Integer> {
  @Mixin private final HoldTargets targets = new HoldTargets();

  private final CommandContext context;

  ReleaseCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    Path logDir = context.configuration().logDir();
    var recordings = targets.recordings(logDir);
    LegalHolds holds = new LegalHolds(logDir);
    AuditTrail trail = AuditedBy.caller(context, Unix.load(), logDir);
    for (Recording recording : recordings.values()) {
      String name = "session " + recording.id() + " of " + recording.user();
      tell(holds.release(recording.id(), () -> trail.note("release " + name)), name);
    }
    for (String user : targets.users()) {
      String name = "all of " + user;
      tell(holds.releaseUser(user, () -> trail.note("release " + name)), name);
    }
    return ExitCode.OK;
  }

  private void tell(boolean released, String name) {
    context.out().println(Visible.field(name) + (released ? ": released" : ": was not held"));
  }
}
