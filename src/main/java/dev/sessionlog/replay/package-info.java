/**
 * Plays a recording: on the screen model of {@code terminal}, from which a picture is drawn, so
 * that no byte of a recording reaches the terminal of whoever looks. {@link
 * dev.sessionlog.replay.Playback} plays for people at a terminal, {@link
 * dev.sessionlog.replay.ScreenDump} prints one picture, {@link dev.sessionlog.replay.Target} says
 * where to go in a recording.
 */
@NullMarked
package dev.sessionlog.replay;

import org.jspecify.annotations.NullMarked;
