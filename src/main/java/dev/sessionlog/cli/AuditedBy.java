package dev.sessionlog.cli;

import dev.sessionlog.custody.AuditTrail;
import dev.sessionlog.login.ProcessTable;
import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.Unix;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The audit trail for the caller of this command. */
final class AuditedBy {
  private AuditedBy() {}

  static AuditTrail caller(CommandContext context, Unix unix, Path logDir) {
    long uid = context.surroundings().uid();
    long pid = ProcessHandle.current().pid();
    OptionalLong loginUid = new ProcessTable(Path.of("/proc")).loginUid(pid);
    String who = AuditTrail.who(uid, unix.account(uid).map(Account::name), loginUid, pid);
    return new AuditTrail(logDir, context.clock(), who);
  }
}
