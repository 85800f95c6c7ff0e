package dev.sessionlog.export;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The source of an import.
 *
 * @param file the file; of a typescript, the one with the output
 * @param timing the timing file of a typescript
 */
public record ImportSource(Path file, Optional<Path> timing) {}
