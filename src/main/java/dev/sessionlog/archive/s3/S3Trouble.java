package dev.sessionlog.archive.s3;

import dev.sessionlog.archive.ArchiveException;
import dev.sessionlog.archive.ArchiveException.Kind;
import dev.sessionlog.archive.ArchiveUrl;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a store or the way to it says, as an {@link ArchiveException}. */
final class S3Trouble {
  private S3Trouble() {}

  static ArchiveException of(ArchiveUrl.S3 url, String what, RuntimeException e) {
    if (!(e instanceof S3Exception told)) {
      return new ArchiveException(Kind.AWAY, url + ": " + what + ": " + line(e), e);
    }
    String code =
        told.awsErrorDetails() == null || told.awsErrorDetails().errorCode() == null
            ? ""
            : told.awsErrorDetails().errorCode();
    Kind kind = kind(told.statusCode(), code);
    String words = code.isEmpty() ? "status " + told.statusCode() : code;
    return new ArchiveException(kind, url + ": " + what + ": " + words + hint(kind, code), e);
  }

  /** The same of the reading of an object, which alone may be missing. */
  static ArchiveException ofObject(ArchiveUrl.S3 url, String name, RuntimeException e) {
    ArchiveException trouble = of(url, "GetObject", e);
    return trouble.kind() == Kind.ABSENT
        ? new ArchiveException(Kind.ABSENT, url + "/" + name + ": no such object", e)
        : trouble;
  }

  private static Kind kind(int status, String code) {
    return switch (code) {
      case "NoSuchBucket" -> Kind.NO_ARCHIVE;
      case "NoSuchKey" -> Kind.ABSENT;
      case "RequestTimeTooSkewed" -> Kind.CLOCK;
      case "QuotaExceeded", "EntityTooLarge", "XMinioStorageFull" -> Kind.FULL;
      case "NotImplemented", "InvalidRequest", "InvalidArgument" -> Kind.UNFIT;
      default ->
          switch (status) {
            case 301, 401, 403 -> Kind.DENIED;
            case 404 -> Kind.ABSENT;
            case 507 -> Kind.FULL;
            default -> Kind.AWAY;
          };
    };
  }

  private static String hint(Kind kind, String code) {
    return switch (kind) {
      case NO_ARCHIVE -> "; make the bucket first";
      case CLOCK -> "; the clock of this machine or of the store is wrong: set it";
      case FULL -> "; there is no room for more";
      case DENIED ->
          code.equals("AccessDenied")
              ? "; the credentials may not do this"
              : "; look at archive.credentials, region and endpoint";
      case UNFIT ->
          "; it cannot do what is asked of it: look at archive.lock, storage_class and encryption";
      default -> "";
    };
  }

  /** Tells whether a connection was there, and broke: what was sent may have come there. */
  static boolean isCutConnection(RuntimeException e) {
    Throwable cause = root(e);
    return cause instanceof IOException
        && !(cause instanceof InterruptedIOException) // no answer in time
        && !(cause instanceof ConnectException)
        && !(cause instanceof UnknownHostException);
  }

  /** What the SDK says goes on for long. */
  private static String line(Throwable e) {
    Throwable cause = root(e);
    String text = String.valueOf(cause.getMessage());
    return text.lines().findFirst().orElse(cause.getClass().getSimpleName());
  }

  private static Throwable root(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause;
  }
}
