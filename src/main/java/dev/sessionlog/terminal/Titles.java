package dev.sessionlog.terminal;

import java.util.ArrayDeque;
import java.util.Deque;

/** The window's title, and those that programs put aside, to take them back when they end. */
final class Titles {
  /** How many characters of a title are kept. */
  private static final int LONGEST = 256;

  /** How many titles are put aside. */
  private static final int MOST_ASIDE = 10;

  private static final int PUT_ASIDE = 22;
  private static final int TAKE_BACK = 23;

  /** The icon's title alone, which nobody sees here. */
  private static final int ICON = 1;

  private final Deque<String> aside = new ArrayDeque<>();
  private String current = "";

  Titles copy() {
    Titles copy = new Titles();
    copy.current = current;
    copy.aside.addAll(aside);
    return copy;
  }

  /** Returns the title, empty while none was set. */
  String current() {
    return current;
  }

  /** Takes what a program wrote as title: as plain text, and not more than is kept. */
  void set(String given) {
    int end = Math.min(given.length(), LONGEST);
    if (end < given.length() && Character.isHighSurrogate(given.charAt(end - 1))) {
      end--;
    }
    current = PlainText.of(given.substring(0, end)).strip();
  }

  /** XTWINOPS 22 and 23: what else is asked of the window is nothing to us. */
  void stack(int operation, int which) {
    if (which == ICON) {
      return;
    }
    if (operation == PUT_ASIDE && aside.size() < MOST_ASIDE) {
      aside.push(current);
    } else if (operation == TAKE_BACK && !aside.isEmpty()) {
      current = aside.pop();
    }
  }

  /** RIS: those put aside are gone. */
  void forget() {
    aside.clear();
  }
}
