package dev.sessionlog.login;

import dev.sessionlog.config.LoginSettings;
import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.Unix;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Who is to be recorded, and who is let in whatever happens. Asks the user database each time. */
public final class LoginPolicy {
  private static final long ROOT = 0;

  private final LoginSettings settings;
  private final Unix unix;

  /** Creates the policy that {@code settings} describe. */
  public LoginPolicy(LoginSettings settings, Unix unix) {
    this.settings = settings;
    this.unix = unix;
  }

  /** Returns true when the logins of {@code account} are to be recorded. */
  public boolean records(Account account) {
    if (listed(account, settings.exemptUsers(), settings.exemptGroups())) {
      return false;
    }
    return (settings.recordUsers().isEmpty() && settings.recordGroups().isEmpty())
        || listed(account, settings.recordUsers(), settings.recordGroups());
  }

  /** Returns true when {@code account} gets in also where others are refused: root does, too. */
  public boolean letsIn(Account account) {
    return account.uid() == ROOT
        || listed(account, settings.exemptUsers(), settings.exemptGroups());
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
   * Returns the sh script by which a login finds out, while no collector answers, whether its user
   * gets in all the same. It knows numbers alone, so there is nothing to quote, and asks id(1), not
   * the environment.
   *
   * @param why what the user is told, without a quote
   * @param unknown is told of each name that the user database does not know
   */
  String exemptScript(String why, Consumer<String> unknown) {
    Set<Long> uids = new TreeSet<>(Set.of(ROOT));
    Set<Long> gids = new TreeSet<>();
    for (String name : settings.exemptUsers()) {
      add(uids, unix.account(name).map(Account::uid), "user", name, unknown);
    }
    for (String name : settings.exemptGroups()) {
      add(gids, unix.group(name), "group", name, unknown);
    }
    return """
        # Whether its user gets in while the collector does not answer. Written by the collector.
        let_in() {
          printf '%%s\\n' 'sessionlog: this login is not recorded: %1$s' >&2
          exit 0
        }
        case ' %2$s ' in *" $(/usr/bin/id -u) "*) let_in ;; esac
        for gid in $(/usr/bin/id -G); do
          case ' %3$s ' in *" $gid "*) let_in ;; esac
        done
        printf '%%s\\n' 'sessionlog: login refused: %1$s' >&2
        exit 1
        """
        .formatted(why, words(uids), words(gids));
  }

  private static void add(
      Set<Long> ids, Optional<Long> id, String kind, String name, Consumer<String> unknown) {
    id.ifPresentOrElse(ids::add, () -> unknown.accept("no such " + kind + " to exempt: " + name));
  }

  private static String words(Collection<Long> ids) {
    return String.join(" ", ids.stream().map(String::valueOf).toList());
  }
}
