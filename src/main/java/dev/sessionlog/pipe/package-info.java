/**
 * The named pipe of one session: {@link NamedPipe} makes it, adopts it again after a restart and
 * moves its bytes; {@link PipeKeepAlive} keeps a read end open while the collector is dead.
 */
@NullMarked
package dev.sessionlog.pipe;

import org.jspecify.annotations.NullMarked;
