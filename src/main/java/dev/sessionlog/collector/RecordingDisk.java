package dev.sessionlog.collector;

import dev.sessionlog.files.DiskShares;
import dev.sessionlog.store.RecordingStore;

/**
 * The place where recordings are written.
 *
 * @param store the store
 * @param shares how much each user may write when the disk is nearly full
 * @param sync forces them to the disk
 */
record RecordingDisk(RecordingStore store, DiskShares shares, DiskSync sync) {}
