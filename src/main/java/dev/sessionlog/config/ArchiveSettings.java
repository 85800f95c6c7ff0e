package dev.sessionlog.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where what is recorded is brought, table {@code [archive]}.
 *
 * @param url where the archive is; empty for none
 * @param interval how often what is new is brought there
 * @param credentials the file with the credentials of a store; empty for the usual chain of AWS
 * @param endpoint the address of a store that is not AWS's
 * @param region its region; empty for that of the environment
 * @param pathStyle whether the bucket's name stands in the path
 * @param storageClass the storage class of what is put; empty for the bucket's own
 * @param lock for how long what is put is locked; empty for not at all
 * @param encryption how the store encrypts what is put; empty for the bucket's own way
 * @param cacheSize how many bytes of what was read there a reader keeps, about
 */
public record ArchiveSettings(
    Optional<String> url,
    Duration interval,
    Optional<Path> credentials,
    Optional<String> endpoint,
    Optional<String> region,
    boolean pathStyle,
    Optional<String> storageClass,
    Optional<Duration> lock,
    Optional<String> encryption,
    long cacheSize) {}
