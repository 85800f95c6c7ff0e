/**
 * Protects recordings from removal, and keeps evidence of what was removed: legal {@link
 * dev.sessionlog.custody.LegalHolds}, the {@link dev.sessionlog.custody.AuditTrail} and its
 * reserve, the {@link dev.sessionlog.custody.Fingerprint} of what is removed, and the check whether
 * the {@linkplain dev.sessionlog.custody.ClockTrust clock} can be trusted before anything is
 * removed for its age.
 */
@NullMarked
package dev.sessionlog.custody;

import org.jspecify.annotations.NullMarked;
