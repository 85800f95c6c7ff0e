package dev.sessionlog.retention;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.Session;

/**
 * A recording on the disk.
 *
 * @param recording where it is
 * @param session whose it is
 */
public record KeptRecording(Recording recording, Session session) {}
