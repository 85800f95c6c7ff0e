/**
 * All recordings of a log dir. {@link dev.sessionlog.store.RecordingStore} creates, finds and
 * removes them, {@link dev.sessionlog.store.SessionIndex} lists their sessions without opening each
 * one, {@link dev.sessionlog.store.SessionLookup} finds the one that a person names, and {@link
 * dev.sessionlog.store.ImportedRecording} imports one.
 */
@NullMarked
package dev.sessionlog.store;

import org.jspecify.annotations.NullMarked;
