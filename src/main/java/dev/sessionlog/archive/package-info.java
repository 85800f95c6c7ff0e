/**
 * The archive: what many hosts recorded, in one place that exists already. See docs/format.md, "The
 * archive".
 *
 * <p>{@code ArchiveUrl}, {@code HostKey}, {@code ArchiveNames}, {@code ArchiveMark} and {@code
 * ArchivedSession} say what is where; {@code ArchiveStore} is a place with objects, of which {@code
 * FolderStore} is one.
 */
package dev.sessionlog.archive;
