package dev.sessionlog.collector;

import dev.sessionlog.login.LoginPolicy;
import dev.sessionlog.login.UnrecordedTerminals;
import dev.sessionlog.login.UnrecordedTerminals.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reports terminals without a session to the status. A terminal counts only if it was there at the
 * previous check, too, because a login may just be waiting for its answer. For one thread.
 */
final class UnrecordedWatch implements Runnable {
  private final Essentials essentials;
  private final UnrecordedTerminals terminals;
  private Map<Path, Terminal> before = Map.of();
  private List<Terminal> told = List.of();

  UnrecordedWatch(Essentials essentials, UnrecordedTerminals terminals) {
    this.essentials = essentials;
    this.terminals = terminals;
  }

  @Override
  public void run() {
    LoginPolicy policy = new LoginPolicy(essentials.configuration().login(), essentials.unix());
    Map<Path, Terminal> now = terminals.find(policy);
    List<Terminal> lasting = new ArrayList<>(now.values());
    lasting.retainAll(before.values());
    for (Terminal terminal : lasting) {
      if (!told.contains(terminal)) {
        essentials
            .status()
            .warnOf(
                terminal.user(),
                "not recorded: "
                    + terminal.user()
                    + " on "
                    + terminal.tty()
                    + ", pid "
                    + terminal.pid());
      }
    }
    if (!lasting.equals(told)) {
      essentials.status().unrecorded(lasting);
    }
    told = lasting;
    before = now;
  }
}
