/**
 * Access to the files of a log dir, whatever they contain. {@link dev.sessionlog.files.StoreFiles}
 * opens them, {@link dev.sessionlog.files.DurableFile} replaces one atomically, other classes lock,
 * unpack and measure them, and {@link dev.sessionlog.files.DiskShares} decides who may still write
 * when the disk is nearly full.
 */
@NullMarked
package dev.sessionlog.files;

import org.jspecify.annotations.NullMarked;
