package dev.sessionlog.login;

/** Decides over logins and opens their sessions. Called by several threads at once. */
public interface Admission {
  /** Returns what a login is told, whose session is open then if it is recorded. Never throws. */
  Answer admit(Login login);
}
