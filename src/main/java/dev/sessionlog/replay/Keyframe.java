package dev.sessionlog.replay;

import dev.sessionlog.recording.RecordingPlace;
import dev.sessionlog.terminal.Terminal;

/**
 * The screen at one place of a recording, from which later places can be reached.
 *
 * @param terminal must be copied, not fed
 */
record Keyframe(RecordingPlace place, Terminal terminal) {}
