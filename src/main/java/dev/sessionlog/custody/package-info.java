/**
 * What must be kept, and what is known of what went: legal {@link
 * dev.sessionlog.custody.LegalHolds}, the {@link dev.sessionlog.custody.AuditTrail} and its
 * reserve, the {@link dev.sessionlog.custody.Fingerprint} of what is removed, and whether the
 * {@linkplain dev.sessionlog.custody.ClockTrust clock} may be believed that makes things old.
 */
@NullMarked
package dev.sessionlog.custody;

import org.jspecify.annotations.NullMarked;
