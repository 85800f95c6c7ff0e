/**
 * The process that writes transcripts: {@link dev.sessionlog.transcriber.Transcriber} finds
 * unfinished recordings, follows each as it grows, and writes the users' logs. It shares only files
 * with the process that records.
 */
@NullMarked
package dev.sessionlog.transcriber;

import org.jspecify.annotations.NullMarked;
