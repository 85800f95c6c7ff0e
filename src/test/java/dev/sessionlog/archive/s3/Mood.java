package dev.sessionlog.archive.s3;

import dev.sessionlog.archive.ArchiveException.Kind;

/** What a {@link FaultyGateway} does with a request, and what the trouble with it is called. */
public enum Mood {
  /** It passes all on. */
  WELL("", Kind.AWAY, ""),
  /** It passes a request on, and cuts the connection before the answer. */
  CUTS_ANSWERS("", Kind.AWAY, ""),
  /** It passes half of a request on. */
  CUTS_REQUESTS("", Kind.AWAY, ""),
  /** It reads, and says nothing. */
  IS_SILENT("", Kind.AWAY, ""),
  /** It does not even read. */
  IS_STUCK("", Kind.AWAY, ""),
  /** It passes a byte of the answer on now and then. */
  IS_SLOW("", Kind.AWAY, ""),
  /** It says 500. */
  FAILS("500 InternalError", Kind.AWAY, "InternalError"),
  /** It has too many requests. */
  SLOWS_DOWN("503 SlowDown", Kind.AWAY, "SlowDown"),
  /** The store is full. */
  IS_FULL("507 InsufficientStorage", Kind.FULL, "no room"),
  /** The bucket may not become larger. */
  HAS_A_QUOTA("403 QuotaExceeded", Kind.FULL, "no room"),
  /** The clocks of both differ. */
  HAS_ANOTHER_TIME("403 RequestTimeTooSkewed", Kind.CLOCK, "set it"),
  /** The credentials were taken back. */
  KNOWS_NOBODY("403 InvalidAccessKeyId", Kind.DENIED, "look at archive.credentials"),
  /** A policy lets nobody write. */
  IS_READ_ONLY("403 AccessDenied", Kind.DENIED, "may not do this"),
  /** It says that an object was stored, passes nothing on, and knows no MD5. */
  LIES("200 OK", Kind.AWAY, "cannot be found there"),
  /** It says that an object was stored, and its MD5, and passes nothing on. */
  LIES_WELL("200 OK", Kind.AWAY, ""),
  /** It does so with the typescripts of sessions alone. */
  LOSES_TYPESCRIPTS("200 OK", Kind.AWAY, ""),
  /** It ends before the end of an object. */
  CUTS_OBJECTS("", Kind.AWAY, "cut"),
  /** It says that an object ends sooner. */
  SHORTENS_OBJECTS("", Kind.UNFIT, "damaged"),
  /** It changes a bit of an object. */
  CHANGES_OBJECTS("", Kind.UNFIT, "damaged");

  private final String answer;
  private final Kind kind;
  private final String words;

  Mood(String answer, Kind kind, String words) {
    this.answer = answer;
    this.kind = kind;
    this.words = words;
  }

  /** Returns the status and code of what it answers itself; empty when it passes requests on. */
  String answer() {
    return answer;
  }

  /** Returns what kind of trouble it is. */
  public Kind kind() {
    return kind;
  }

  /** Returns what the message must say. */
  public String words() {
    return words;
  }

  /** Tells whether it concerns what is read, and not what is put. */
  boolean isOfObjects() {
    return name().endsWith("_OBJECTS");
  }

  /**
   * Tells whether a request suffers from it.
   *
   * @param request its method and address
   */
  boolean hits(String request) {
    String method = request.substring(0, request.indexOf(' '));
    return switch (this) {
      case WELL -> false;
      case CUTS_OBJECTS, SHORTENS_OBJECTS, CHANGES_OBJECTS -> method.equals("GET");
      case LOSES_TYPESCRIPTS -> method.equals("PUT") && request.contains("/typescript.");
      case IS_READ_ONLY, LIES_WELL, IS_FULL, HAS_A_QUOTA -> method.equals("PUT");
      default -> true;
    };
  }
}
