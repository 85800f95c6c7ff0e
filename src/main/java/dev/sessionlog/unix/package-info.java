/**
 * System calls that Java does not offer, through jnr-posix and jnr-ffi, which only this package
 * uses. {@link Unix} makes the calls that take paths and processes, {@link UnixFile} those on an
 * open file, {@link Readiness} waits for a pipe, and {@link UnixException} reports failures.
 */
@NullMarked
package dev.sessionlog.unix;

import org.jspecify.annotations.NullMarked;
