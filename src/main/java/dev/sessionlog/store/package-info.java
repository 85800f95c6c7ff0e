/**
 * All recordings of a log dir. {@link dev.sessionlog.store.RecordingStore} makes, finds and removes
 * them, {@link dev.sessionlog.store.SessionIndex} knows what they say of themselves without opening
 * each, {@link dev.sessionlog.store.SessionLookup} is what a person means by a few characters, and
 * {@link dev.sessionlog.store.ImportedRecording} brings one in from elsewhere.
 */
@NullMarked
package dev.sessionlog.store;

import org.jspecify.annotations.NullMarked;
