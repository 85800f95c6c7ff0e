/**
 * Export and import of recordings. {@link dev.sessionlog.export.Export} writes a recording in an
 * {@link dev.sessionlog.export.ExportFormat} to a {@link dev.sessionlog.export.Destination}; {@link
 * dev.sessionlog.export.Import} imports one of another program in an {@link
 * dev.sessionlog.export.ImportFormat} into the store. A further format is one implementation of
 * {@link dev.sessionlog.export.Exporter} or {@link dev.sessionlog.export.Importer} and a name.
 */
@NullMarked
package dev.sessionlog.export;

import org.jspecify.annotations.NullMarked;
