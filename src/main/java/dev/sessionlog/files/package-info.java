/**
 * The files of a log dir, whatever stands in them. {@link dev.sessionlog.files.StoreFiles} is the
 * one way to open one, {@link dev.sessionlog.files.DurableFile} replaces one in one step; the
 * others lock, unpack and measure, and {@link dev.sessionlog.files.DiskShares} says who may still
 * write.
 */
@NullMarked
package dev.sessionlog.files;

import org.jspecify.annotations.NullMarked;
