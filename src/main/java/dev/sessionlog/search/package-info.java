/**
 * Finding what stood on a screen. {@link dev.sessionlog.search.SearchPattern} is what is looked
 * for, {@link dev.sessionlog.search.SearchScope} where, {@link dev.sessionlog.search.Search} looks,
 * in users' logs, and in recordings where logs do not tell, and gives {@link
 * dev.sessionlog.search.Hit}s.
 */
@NullMarked
package dev.sessionlog.search;

import org.jspecify.annotations.NullMarked;
