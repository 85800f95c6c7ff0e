/**
 * The vocabulary of sessionlog: what a session is called, who it belongs to, how it ended.
 * Immutable values without I/O, used by every other package.
 */
@NullMarked
package dev.sessionlog.session;

import org.jspecify.annotations.NullMarked;
