package dev.sessionlog.login;

/**
 * The variables of the environment by which the dynamic loader and libc load code into a program,
 * write files, or change what it does: those of which glibc takes no notice in a set-uid program.
 * They are set aside while the login shell becomes {@code script}, and given back inside, so that a
 * library of the user's gets into their programs, and not into the one that records them.
 */
final class LoaderVariables {
  /** Their names, with blanks between. */
  static final String NAMES =
      "LD_PRELOAD LD_AUDIT LD_LIBRARY_PATH LD_ORIGIN_PATH LD_PROFILE LD_PROFILE_OUTPUT LD_DEBUG"
          + " LD_DEBUG_OUTPUT LD_DYNAMIC_WEAK LD_BIND_NOT LD_BIND_NOW LD_SHOW_AUXV LD_VERBOSE"
          + " LD_WARN LD_TRACE_LOADED_OBJECTS LD_TRACE_PRELINKING LD_USE_LOAD_BIAS LD_HWCAP_MASK"
          + " LD_ASSUME_KERNEL LD_POINTER_GUARD LD_PREFER_MAP_32BIT_EXEC GLIBC_TUNABLES GCONV_PATH"
          + " GETCONF_DIR LOCPATH NLSPATH MALLOC_TRACE MALLOC_CHECK_ MALLOC_PERTURB_";

  /** What the name of such a variable begins with while it is set aside. */
  static final String ASIDE = "SL_";

  /** The shell variable that lists which were set aside; not exported. */
  static final String KEPT = "_kept";

  /** Code of sh that gives them back. It must be the last before the program that gets them. */
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
