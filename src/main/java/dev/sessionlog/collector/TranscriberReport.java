package dev.sessionlog.collector;

/**
 * The state of the process that writes transcripts.
 *
 * @param pid its pid; 0 while there is none
 * @param user the user that it runs as
 * @param answers true if its heartbeat is recent
 * @param restarts the number of restarts after a crash
 * @param followed the number of sessions that it follows
 * @param behind the number of them with lines that are not in their logs yet
 * @param setAside the number of them that are rendered alone, because a previous process crashed on
 *     them
 */
public record TranscriberReport(
    long pid, String user, boolean answers, int restarts, int followed, int behind, int setAside) {}
