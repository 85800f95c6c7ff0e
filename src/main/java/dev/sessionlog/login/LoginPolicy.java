package dev.sessionlog.login;

import dev.sessionlog.config.LoginSettings;
import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.Unix;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** Decides who is recorded, and who is always let in. Queries the user database each time. */
public final class LoginPolicy {
  private static final long ROOT = 0;

  private final LoginSettings settings;
  private final Unix unix;

  /** Creates the policy of {@code settings}. */
  public LoginPolicy(LoginSettings settings, Unix unix) {
    this.settings = settings;
    this.unix = unix;
  }

  /** Returns true if the logins of {@code account} are to be recorded. */
  public boolean records(Account account) {
    if (listed(account, settings.exemptUsers(), settings.exemptGroups())) {
      return false;
    }
    return recordsEverybody() || listed(account, settings.recordUsers(), settings.recordGroups());
  }

  /** Returns true if {@code account} is let in even if others are refused; true for root. */
  public boolean letsIn(Account account) {
    return account.uid() == ROOT
        || listed(account, settings.exemptUsers(), settings.exemptGroups());
  }

  private boolean recordsEverybody() {
    return settings.recordUsers().isEmpty() && settings.recordGroups().isEmpty();
  }

  private boolean listed(Account account, Set<String> users, Set<String> groups) {
    if (users.contains(account.name())) {
      return true;
    }
    if (groups.isEmpty()) {
      return false;
    }
    Set<Long> theirs = unix.groups(account);
    return groups.stream().anyMatch(name -> unix.group(name).filter(theirs::contains).isPresent());
  }

  /**
   * Returns the sh script that decides, while no collector answers, whether a user is nevertheless
   * let in: root, exempt users, and users who would not be recorded anyway. It contains only
   * numbers, so nothing needs quoting, and uses id(1), not the environment, except to find whether
   * the user was already told.
   *
   * @param why the message to the user, without a quote
   * @param unknown receives each name that is not in the user database
   */
  String exemptScript(String why, Consumer<String> unknown) {
    Set<Long> exemptUids = uids(settings.exemptUsers(), "exempt", unknown);
    exemptUids.add(ROOT);
    Set<Long> exemptGids = gids(settings.exemptGroups(), "exempt", unknown);
    String others = "";
    if (!recordsEverybody()) {
      others =
          "listed ' %s ' ' %s ' || exit 0\n"
              .formatted(
                  words(uids(settings.recordUsers(), "record", unknown)),
                  words(gids(settings.recordGroups(), "record", unknown)));
    }
    return """
        # Whether its user gets in while the collector does not answer. Written by the collector.
        listed() {
          case $1 in *" $(/usr/bin/id -u) "*) return 0 ;; esac
          for gid in $(/usr/bin/id -G); do
            case $2 in *" $gid "*) return 0 ;; esac
          done
          return 1
        }
        if listed ' %2$s ' ' %3$s '; then
          [ "$SESSIONLOG_ASKED" = "$PPID" ] ||
            printf '%%s\n' 'sessionlog: this login is not recorded: %1$s' >&2
          exit 0
        fi
        %4$sprintf '%%s\n' 'sessionlog: login refused: %1$s' >&2
        exit 1
        """
        .formatted(why, words(exemptUids), words(exemptGids), others);
  }

  private Set<Long> uids(Set<String> names, String to, Consumer<String> unknown) {
    return ids(names, name -> unix.account(name).map(Account::uid), "user to " + to, unknown);
  }

  private Set<Long> gids(Set<String> names, String to, Consumer<String> unknown) {
    return ids(names, unix::group, "group to " + to, unknown);
  }

  private static Set<Long> ids(
      Set<String> names,
      Function<String, Optional<Long>> id,
      String kind,
      Consumer<String> unknown) {
    Set<Long> found = new TreeSet<>();
    for (String name : names) {
      id.apply(name)
          .ifPresentOrElse(found::add, () -> unknown.accept("no such " + kind + ": " + name));
    }
    return found;
  }

  private static String words(Collection<Long> ids) {
    return String.join(" ", ids.stream().map(String::valueOf).toList());
  }
}
