package dev.sessionlog.login;

/** Decides over logins and opens their sessions. Called by several threads at once. */
public interface Admission {
  /** Returns the answer to a login; if it is recorded, its session is open then. Never throws. */
  Answer admit(Login login);
}
