/**
 * The collector: opens a session for each login, moves its bytes from the pipe into the recording,
 * and writes the transcript behind it. {@link Collector} is the door; one {@code SessionReader}
 * serves one pipe, in a thread of its own.
 */
@NullMarked
package dev.sessionlog.collector;

import org.jspecify.annotations.NullMarked;
