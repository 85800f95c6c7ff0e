package dev.sessionlog.terminal;

import java.util.ArrayDeque;
import java.util.Deque;

/** The window's title, and the stack of titles that programs save and restore. */
final class Titles {
  /** The most characters of a title. */
  private static final int LONGEST = 256;

  /** The most saved titles. */
  private static final int MOST_ASIDE = 10;

  private static final int PUT_ASIDE = 22;
  private static final int TAKE_BACK = 23;

  /** Only the icon's title, which is not shown here. */
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

  /** Sets the title that a program wrote, as plain text, truncated to the limit. */
  void set(String given) {
    int end = Math.min(given.length(), LONGEST);
    if (end < given.length() && Character.isHighSurrogate(given.charAt(end - 1))) {
      end--;
    }
    current = PlainText.of(given.substring(0, end)).strip();
  }

  /** XTWINOPS 22 and 23; other operations on the window are ignored. */
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

  /** RIS: drops the saved titles. */
  void forget() {
    aside.clear();
  }
}
