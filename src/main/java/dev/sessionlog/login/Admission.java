package dev.sessionlog.login;

import dev.sessionlog.session.SessionId;
import java.util.Optional;

/** Decides over logins and opens their sessions. Called by several threads at once. */
public interface Admission {
  /** Opens a session for a login and returns what it is to be told. Never throws. */
  Answer admit(Login login);

  /**
   * Returns what a login is told whose user is in no user database, and so has no name under which
   * a session could be kept. Never throws.
   *
   * @param login its account has the numbers that the kernel knows, and a name that nobody has
   */
  Answer unknownUser(Login login);

  /** Returns the active session whose pipe a process of the session's own user writes. */
  Optional<SessionId> sessionOfPipe(OpenPipe pipe);

  /** Notes that a user logged in inside a session that is recorded already, by {@code su} or so. */
  void loggedInInside(SessionId session, Login login);
}
