/**
 * Search in the text of screens. {@link dev.sessionlog.search.SearchPattern} is the pattern and
 * {@link dev.sessionlog.search.SearchScope} the scope. {@link dev.sessionlog.search.Search} reads
 * users' logs, and recordings where logs are not sufficient, and returns {@link
 * dev.sessionlog.search.Hit}s.
 */
@NullMarked
package dev.sessionlog.search;

import org.jspecify.annotations.NullMarked;
