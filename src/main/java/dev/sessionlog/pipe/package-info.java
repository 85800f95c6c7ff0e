/**
 * The named pipe of one session: {@link NamedPipe} creates it, and adopts it after a restart;
 * {@link PipeKeepAlive} keeps a read end open while the collector is dead.
 */
@NullMarked
package dev.sessionlog.pipe;

import org.jspecify.annotations.NullMarked;
