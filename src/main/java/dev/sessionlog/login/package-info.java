/**
 * The login handshake. A login <i>knocks</i>: it makes a named pipe in the run dir. {@link
 * dev.sessionlog.login.Doorkeeper} sees it, asks the kernel who knocks, lets an {@link
 * dev.sessionlog.login.Admission} open the session, and writes the answer, which is shell code.
 * {@link dev.sessionlog.login.KnockClient} is the other side, which the launcher implements in sh.
 */
@NullMarked
package dev.sessionlog.login;

import org.jspecify.annotations.NullMarked;
