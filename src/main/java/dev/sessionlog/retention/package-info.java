/**
 * Removal of old recordings and logs: {@link RetentionPolicy} decides what is removed, {@link
 * Cleaner} lists what exists and removes it.
 */
@NullMarked
package dev.sessionlog.retention;

import org.jspecify.annotations.NullMarked;
