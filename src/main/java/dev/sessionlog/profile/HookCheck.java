package dev.sessionlog.profile;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The result of checking whether a login runs the hook.
 *
 * @param reached true if it does, as far as that is visible without a login
 * @param hookFile the file with the hook; empty if none has it
 * @param profile the file that the login shell reads, or that would be created
 * @param explanation one line for people, without a full stop
 */
public record HookCheck(
    boolean reached, Optional<Path> hookFile, Path profile, String explanation) {}
