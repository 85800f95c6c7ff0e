/**
 * Keeping in order what is kept: {@link RetentionPolicy} says what is to go, {@link Cleaner} sees
 * what there is and makes it go.
 */
@NullMarked
package dev.sessionlog.retention;

import org.jspecify.annotations.NullMarked;
