package dev.sessionlog.config;

import java.time.Duration;
import java.util.Set;

/**
 * What is configured of logins, table {@code [login]}.
 *
 * @param answerTimeout how long a login waits for the collector's answer
 * @param openTimeout how long a new session waits for {@code script} to open its pipe
 * @param onUnavailable what a login does that gets no answer
 * @param notice what a recorded login is told; empty for nothing
 * @param consent what a login must agree to before its shell starts; empty for nothing
 * @param exemptUsers users who are never recorded, and always let in
 * @param exemptGroups groups whose members are exempt likewise
 * @param recordUsers users who are recorded; see {@link #recordGroups}
 * @param recordGroups groups whose members are recorded; when both sets are empty, everybody is
 * @param limits how many sessions may be open
 */
public record LoginSettings(
    Duration answerTimeout,
    Duration openTimeout,
    OnUnavailable onUnavailable,
    String notice,
    String consent,
    Set<String> exemptUsers,
    Set<String> exemptGroups,
    Set<String> recordUsers,
    Set<String> recordGroups,
    SessionLimitSettings limits) {

  /** What a login does when no collector answers. */
  public enum OnUnavailable {
    /** It goes on, unrecorded and warned. */
    ALLOW,
    /** It ends, with a message that says why. */
    DENY
  }
}
