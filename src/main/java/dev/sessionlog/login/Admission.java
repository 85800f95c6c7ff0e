package dev.sessionlog.login;

/** Decides over logins and opens their sessions. Called by several threads at once. */
public interface Admission {
  /**
   * What becomes of a login.
   *
   * @param answer the answer to it; if it is recorded, its session is open by then
   * @param afterwards what remains to be done once the login has the answer, or cannot get it
   */
  record Decision(Answer answer, Runnable afterwards) {
    /** Creates one after which nothing remains to be done. */
    public Decision(Answer answer) {
      this(answer, () -> {});
    }
  }

  /** Decides about a login. Never throws. */
  Decision admit(Login login);
}
