package dev.sessionlog.cli;

import dev.sessionlog.login.ProcessTable;
import dev.sessionlog.recording.AuditTrail;
import dev.sessionlog.unix.Unix;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The audit trail of whoever runs this command. */
final class AuditedBy {
  private AuditedBy() {}

  static AuditTrail caller(CommandContext context, Unix unix, Path logDir) {
    long uid = context.surroundings().uid();
    long pid = ProcessHandle.current().pid();
    String name = unix.account(uid).map(account -> " (" + account.name() + ")").orElse("");
    OptionalLong loginUid = new ProcessTable(Path.of("/proc")).loginUid(pid);
    String login = loginUid.isPresent() ? Long.toString(loginUid.getAsLong()) : "none";
    return new AuditTrail(
        logDir, context.clock(), "uid " + uid + name + " loginuid " + login + " pid " + pid);
  }
}
