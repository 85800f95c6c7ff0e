package dev.sessionlog.login;

import java.util.OptionalInt;

/**
 * What the kernel says of a process, in proc(5).
 *
 * @param pid its number
 * @param parent its parent's number
 * @param leader the process that leads its session
 * @param tty the device number of its controlling terminal; empty when it has none
 */
record ProcessFacts(long pid, long parent, long leader, OptionalInt tty) {
  /** Returns true when it leads its session, as the first process on a terminal does. */
  boolean leads() {
    return pid == leader;
  }
}
