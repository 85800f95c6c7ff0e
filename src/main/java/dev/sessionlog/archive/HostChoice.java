package dev.sessionlog.archive;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which hosts of an archive are meant: by their whole names there, by the names of the machines, or
 * by either with {@code *} for anything.
 *
 * @param names what was asked for; empty for all hosts
 */
public record HostChoice(List<String> names) {
  /** All hosts. */
  public static final HostChoice ALL = new HostChoice(List.of());

  /** Copies the list. */
  public HostChoice {
    names = List.copyOf(names);
  }

  /** Tells whether every host is meant. */
  public boolean isAll() {
    return names.isEmpty();
  }

  /** Tells whether a host is meant. */
  public boolean accepts(HostKey host) {
    return isAll()
        || names.stream().anyMatch(name -> fits(name, host.text()) || fits(name, host.machine()));
  }

  private static boolean fits(String name, String text) {
    if (name.indexOf('*') < 0) {
      return name.equals(text);
    }
    String form = Pattern.quote(name).replace("*", "\\E.*\\Q");
    return Pattern.matches(form, text);
  }

  @Override
  public String toString() {
    return isAll() ? "all hosts" : String.join(", ", names);
  }
}
