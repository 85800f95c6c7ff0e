/**
 * The line in a user's profile that has logins recorded: {@link dev.sessionlog.profile.ProfileHook}
 * puts it there, and takes it out again.
 */
@NullMarked
package dev.sessionlog.profile;

import org.jspecify.annotations.NullMarked;
