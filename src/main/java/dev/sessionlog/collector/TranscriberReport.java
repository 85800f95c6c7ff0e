package dev.sessionlog.collector;

/**
 * What is known of the process that writes transcripts.
 *
 * @param pid its pid; 0 while there is none
 * @param user as whom it runs
 * @param answers whether it gave a sign of life of late
 * @param restarts how often it was started again because it died
 * @param followed how many sessions it follows
 * @param behind how many of them have more lines than their logs
 * @param setAside how many of them are rendered alone, since a process before this one died of them
 */
public record TranscriberReport(
    long pid, String user, boolean answers, int restarts, int followed, int behind, int setAside) {}
