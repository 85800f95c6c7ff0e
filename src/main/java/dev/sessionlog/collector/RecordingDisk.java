package dev.sessionlog.collector;

import dev.sessionlog.files.DiskShares;
import dev.sessionlog.store.RecordingStore;

/**
 * Where recordings are written.
 *
 * @param store where they are
 * @param shares how much each user may write when the disk runs low
 * @param sync forces them to the disk
 */
record RecordingDisk(RecordingStore store, DiskShares shares, DiskSync sync) {}
