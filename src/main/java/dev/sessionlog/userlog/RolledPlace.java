package dev.sessionlog.userlog;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a rotated file in a user's log, which is part of its name: {@code 2026-11-23.0}.
 * Places sort in the order of rotation, even if the clock was set back in between.
 *
 * @param day the day in the file's name
 * @param index its number among the files of that day, from 0
 */
public record RolledPlace(LocalDate day, int index) implements Comparable<RolledPlace> {
  private static final Pattern FORM = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})\\.(0|[1-9]\\d{0,8})");

  private static final Comparator<RolledPlace> IN_ORDER =
      Comparator.comparing(RolledPlace::day).thenComparing(RolledPlace::index);

  /** Parses a place; empty if {@code text} does not have the form of one. */
  public static Optional<RolledPlace> parse(String text) {
    Matcher place = FORM.matcher(text);
    if (!place.matches()) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.parse(place.group(1));
      return Optional.of(new RolledPlace(day, Integer.parseInt(place.group(2))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(RolledPlace other) {
    return IN_ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return day + "." + index;
  }
}
