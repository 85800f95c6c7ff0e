/**
 * How a login becomes a session: the knock and its answer, what the kernel says of who knocks, and
 * the line in the user's profile that starts it all, {@link dev.sessionlog.login.ProfileHook}.
 */
@NullMarked
package dev.sessionlog.login;

import org.jspecify.annotations.NullMarked;
