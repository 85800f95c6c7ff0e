package dev.sessionlog.replay;

import dev.sessionlog.recording.RecordingPlace;
import dev.sessionlog.terminal.Terminal;

/**
 * The screen at one place of a recording, kept so that what comes later can be reached from there.
 *
 * @param terminal is not to be fed, but copied
 */
record Keyframe(RecordingPlace place, Terminal terminal) {}
