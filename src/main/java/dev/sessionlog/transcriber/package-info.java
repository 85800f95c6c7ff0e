/**
 * The half that transcribes: {@link dev.sessionlog.transcriber.Transcriber} finds the recordings
 * that are not done with, follows each as it grows, and writes the users' logs. It shares files
 * with the half that records, and nothing else.
 */
@NullMarked
package dev.sessionlog.transcriber;

import org.jspecify.annotations.NullMarked;
