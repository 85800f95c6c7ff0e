package dev.sessionlog.store;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.Session;
import java.util.Optional;

/**
 * A recording with its session, or with the reason why that cannot be read.
 *
 * @param recording the recording
 * @param session the session; while it is active, with the present length of the typescript
 * @param problem why there is no session, as one line for people
 */
public record RecordedSession(
    Recording recording, Optional<Session> session, Optional<String> problem) {}
