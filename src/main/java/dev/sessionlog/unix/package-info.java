/**
 * System calls that Java does not offer, through jnr-posix and jnr-ffi: the only package that knows
 * them. {@link Unix} makes the calls that take paths and processes, {@link UnixFile} those on an
 * open file, {@link Readiness} waits for a pipe, and {@link UnixException} says what went wrong.
 */
@NullMarked
package dev.sessionlog.unix;

import org.jspecify.annotations.NullMarked;
