/**
 * The collector: opens a session for each login, moves its bytes from the pipe into the recording,
 * and writes the transcript from it. {@link Collector} is the entry point; one {@code
 * SessionReader} serves each pipe, in its own thread.
 */
@NullMarked
package dev.sessionlog.collector;

import org.jspecify.annotations.NullMarked;
