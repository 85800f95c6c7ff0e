package dev.sessionlog.config;

import java.time.Duration;
import java.util.Set;

/**
 * The settings of logins, table {@code [login]}.
 *
 * @param answerTimeout how long a login waits for the collector's answer
 * @param openTimeout how long a new session waits for {@code script} to open its pipe
 * @param onUnavailable what happens to a login without an answer
 * @param notice the message to a recorded user; empty for none
 * @param consent the text to which a recorded user must agree; empty for none
 * @param marks whether the shells of recorded logins mark their prompts and commands
 * @param exemptUsers users who are never recorded, and always let in
 * @param exemptGroups groups whose members are exempt, too
 * @param recordUsers users who are recorded; see {@link #recordGroups}
 * @param recordGroups groups whose members are recorded; if both sets are empty, everybody is
 * @param limits how many sessions may be open
 */
public record LoginSettings(
    Duration answerTimeout,
    Duration openTimeout,
    OnUnavailable onUnavailable,
    String notice,
    String consent,
    boolean marks,
    Set<String> exemptUsers,
    Set<String> exemptGroups,
    Set<String> recordUsers,
    Set<String> recordGroups,
    SessionLimitSettings limits) {

  /** What happens to a login if no collector answers. */
  public enum OnUnavailable {
    /** It continues unrecorded, with a warning. */
    ALLOW,
    /** It ends with a message. */
    DENY
  }
}
