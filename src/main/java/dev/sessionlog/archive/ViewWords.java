package dev.sessionlog.archive;

import dev.sessionlog.archive.ArchiveCatalog.Found;
import dev.sessionlog.archive.ArchiveNames.TranscriptName;
import dev.sessionlog.session.SessionId;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What messages say of the files of a view and of the cache: these are gone when somebody looks for
 * them, and what is meant is an object of the archive. For one thread.
 */
final class ViewWords {
  /** What these say is of the file itself, and somebody must look for it where it is. */
  private static final Pattern OF_THIS_MACHINE =
      Pattern.compile("No space left on device|Disk quota exceeded|Read-only file system");

  private final String place;
  private final Map<SessionId, Found> brought;
  private final Pattern session;
  private final Pattern log;
  private final Pattern object;
  private final Pattern rest;

  /**
   * Makes them.
   *
   * @param place where the archive is, for people
   * @param cache the folder of its cache
   * @param view the folder of the view
   * @param brought the sessions in the view; may grow
   */
  ViewWords(String place, Path cache, Path view, Map<SessionId, Found> brought) {
    this.place = place;
    this.brought = brought;
    String in = Pattern.quote(view.toString());
    this.session =
        Pattern.compile(
            in + "/sessions/[^/\\s]+/(?<id>[^/\\s:]{20})(?:/(?<file>[a-z]+(?:\\.[a-z]+)?))?");
    this.log = Pattern.compile(in + "/hosts/(?<seat>[^/\\s]+)/(?<file>[^/\\s:]+\\.log\\.gz)");
    this.object =
        Pattern.compile(Pattern.quote(cache.toString()) + "/objects/(?<name>[^.\\s][^\\s:]*)");
    this.rest = Pattern.compile(in);
  }

  /** Returns a message in which the archive's own names are in place of those of files. */
  String of(String message) {
    if (OF_THIS_MACHINE.matcher(message).find()) {
      return message;
    }
    String told = session.matcher(message).replaceAll(found -> quoted(session(found)));
    told = log.matcher(told).replaceAll(found -> quoted(log(found)));
    told = object.matcher(told).replaceAll(found -> quoted(place + "/" + object(found)));
    return rest.matcher(told).replaceAll(quoted(place));
  }

  private static String quoted(String text) {
    return Matcher.quoteReplacement(text);
  }

  private String session(MatchResult found) {
    Found named = SessionId.parse(found.group(1)).map(brought::get).orElse(null);
    if (named == null) {
      return place + ": session " + found.group(1);
    }
    String file = found.group(2);
    if (file == null) {
      return place + "/" + named.name().recording().replaceFirst("/$", "");
    }
    boolean facts = file.equals("session.json");
    return place + "/" + (facts ? named.object() : named.name().recording() + file);
  }

  private String log(MatchResult found) {
    return ViewLogs.piece(found.group(1), found.group(2))
        .map(TranscriptName::name)
        .map(name -> place + "/" + name)
        .orElse(found.group());
  }

  /** What was made of an object is told as that. */
  private static String object(MatchResult found) {
    return found.group(1).replaceFirst("\\.ends$", "");
  }
}
