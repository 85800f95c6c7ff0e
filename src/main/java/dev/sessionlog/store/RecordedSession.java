package dev.sessionlog.store;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.Session;
import java.util.Optional;

/**
 * A recording with what its {@code session.json} says, or why that cannot be read.
 *
 * @param recording the recording
 * @param session what the file says, with the typescript's present length while the session goes on
 * @param problem why there is no session, in a line for people
 */
public record RecordedSession(
    Recording recording, Optional<Session> session, Optional<String> problem) {}
