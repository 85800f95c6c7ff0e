package dev.sessionlog.profile;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a login reaches the hook.
 *
 * @param reached true when it does, as far as can be seen without logging in
 * @param hookFile the file that has the hook; empty when none has
 * @param profile the file that the login shell reads; the one to be made when there is none
 * @param explanation one line for people, without a full stop
 */
public record HookCheck(
    boolean reached, Optional<Path> hookFile, Path profile, String explanation) {}
