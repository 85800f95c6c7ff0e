package dev.sessionlog.login;

import java.util.OptionalInt;

/**
 * The facts of a process from proc(5).
 *
 * @param pid its number
 * @param parent its parent's number
 * @param leader the leader of its session
 * @param tty the device number of its controlling terminal; empty if it has none
 */
record ProcessFacts(long pid, long parent, long leader, OptionalInt tty) {
  /** Returns true if it leads its session, like the first process on a terminal. */
  boolean leads() {
    return pid == leader;
  }
}
