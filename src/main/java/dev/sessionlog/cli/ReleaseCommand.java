package dev.sessionlog.cli;

import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.custody.AuditTrail;
import dev.sessionlog.custody.Holds;
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
      "Undoes a hold: from now on the limits of [retention] apply again. Sessions that are held"
          + " themselves stay so when their user is released, and the other way round.",
      "Noted in audit/audit.log of the log dir. Exit code 1 when one was not held."
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
    Holds holds = new Holds(logDir);
    AuditTrail trail = AuditedBy.caller(context, Unix.load(), logDir);
    boolean all = true;
    for (Recording recording : recordings.values()) {
      String name = "session " + recording.id() + " of " + recording.user();
      all &= tell(holds.release(recording.id(), () -> trail.note("release " + name)), name);
    }
    for (String user : targets.users()) {
      String name = "all of " + user;
      all &= tell(holds.releaseUser(user, () -> trail.note("release " + name)), name);
    }
    return all ? ExitCode.OK : ExitCode.FAILED;
  }

  private boolean tell(boolean released, String name) {
    if (released) {
      context.out().println(Visible.field(name) + ": released");
    } else {
      context.err().println("sessionlog: " + Visible.field(name) + ": was not held");
    }
    return released;
  }
}
