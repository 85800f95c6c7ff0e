/**
 * Plays recordings on the screen model of {@code terminal}, from which pictures are drawn, so that
 * no byte of a recording reaches the viewer's terminal. {@link dev.sessionlog.replay.Playback}
 * plays for people at a terminal, {@link dev.sessionlog.replay.ScreenDump} prints one screen, and
 * {@link dev.sessionlog.replay.Target} is a place in a recording.
 */
@NullMarked
package dev.sessionlog.replay;

import org.jspecify.annotations.NullMarked;
