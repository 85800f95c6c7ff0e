/**
 * The line in a user's profile that starts recording: {@link dev.sessionlog.profile.ProfileHook}
 * adds and removes it.
 */
@NullMarked
package dev.sessionlog.profile;

import org.jspecify.annotations.NullMarked;
