package dev.sessionlog.login;

/**
 * The variables of the environment by which the dynamic loader and libc load code into a program,
 * write files, or change what it does: those that glibc ignores in a set-uid program. They are
 * saved while the login shell becomes {@code script}, and restored inside, so that a library of the
 * user affects the user's programs, but not the one that records them.
 */
final class LoaderVariables {
  /** Their names, separated by blanks. */
  static final String NAMES =
      "LD_PRELOAD LD_AUDIT LD_LIBRARY_PATH LD_ORIGIN_PATH LD_PROFILE LD_PROFILE_OUTPUT LD_DEBUG"
          + " LD_DEBUG_OUTPUT LD_DYNAMIC_WEAK LD_BIND_NOT LD_BIND_NOW LD_SHOW_AUXV LD_VERBOSE"
          + " LD_WARN LD_TRACE_LOADED_OBJECTS LD_TRACE_PRELINKING LD_USE_LOAD_BIAS LD_HWCAP_MASK"
          + " LD_ASSUME_KERNEL LD_POINTER_GUARD LD_PREFER_MAP_32BIT_EXEC GLIBC_TUNABLES GCONV_PATH"
          + " GETCONF_DIR LOCPATH NLSPATH MALLOC_TRACE MALLOC_CHECK_ MALLOC_PERTURB_";

  /** The prefix of the name of a saved variable. */
  static final String ASIDE = "SL_";

  /** The shell variable that lists the saved ones; not exported. */
  static final String KEPT = "_kept";

  /** Code of sh that restores them. It must be the last before the program that gets them. */
  static final String GIVE_BACK =
      "for v in $"
          + KEPT
          + "; do eval \"$v=\\$"
          + ASIDE
          + "$v\"; export \"$v\"; unset \""
          + ASIDE
          + "$v\"; done; ";

  private LoaderVariables() {}
}
