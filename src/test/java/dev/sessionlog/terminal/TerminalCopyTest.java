package dev.sessionlog.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalCopyTest {
  private static final TerminalListener DEAF = new TerminalListener() {};

  private static final String[] PIECES = {
    "text ",
    "漢字",
    "e\u0301",
    "\r\n",
    "\033[31;1m",
    "\033[H",
    "\033[2J",
    "\033[5;10r",
    "\033[?1049h",
    "\033[?1049l",
    "\033[?25l",
    "\033[4h",
    "\033[20h",
    "\0337",
    "\0338",
    "\033(0",
    "\016",
    "\033]0;t",
    "\007",
    "\033[12;5H",
    "\033[3g",
    "\033H",
    "\033[?6h",
    "\033[",
    "3",
    "8;5;",
    "\t",
    "\033[?7l",
    "\033[2L"
  };

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aCopyHoldsAllThatTheTerminalHolds(int seed) {
    Random random = new Random(seed);
    Terminal terminal = new Terminal(40, 12, DEAF);
    for (int i = 0; i < 60; i++) {
      feed(terminal, random);
      assertEquals(contents(terminal), contents(terminal.copy(DEAF)));
    }
  }

  @Test
  void aCopyGoesItsOwnWay() {
    Terminal terminal = new Terminal(40, 12, DEAF);
    feed(terminal, "one\033[3");
    Terminal copy = terminal.copy(DEAF);
    List<String> before = contents(copy);

    feed(terminal, "1mred\033[2J\033[?1049h\033]0;title\007");

    assertEquals(before, contents(copy));
    feed(copy, "1mred");
    assertEquals("onered", copy.snapshot().text(0));
    assertEquals(1, copy.snapshot().style(0, 3).foreground());
  }

  private static void feed(Terminal terminal, Random random) {
    if (random.nextInt(20) == 0) {
      terminal.resize(10 + random.nextInt(60), 3 + random.nextInt(20));
    }
    byte[] bytes = PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
    terminal.feed(bytes, 0, 1 + random.nextInt(bytes.length));
  }

  private static void feed(Terminal terminal, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    terminal.feed(bytes, 0, bytes.length);
  }

  /** Every field of our own classes, in the order of the fields, and which objects are the same. */
  private static List<String> contents(Object root) {
    List<String> contents = new ArrayList<>();
    add("", root, contents, new IdentityHashMap<>());
    return contents;
  }

  private static void add(
      String path, Object value, List<String> contents, Map<Object, Integer> seen) {
    if (value == null || isSimple(value)) {
      contents.add(path + "=" + value);
    } else if (seen.containsKey(value)) {
      contents.add(path + "=#" + seen.get(value));
    } else if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        add(path + "[" + i + "]", Array.get(value, i), contents, seen);
      }
    } else if (value instanceof Collection<?> elements) {
      add(path, elements.toArray(), contents, seen);
    } else if (!(value instanceof TerminalListener)) {
      seen.put(value, seen.size());
      for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
        addFields(path, type, value, contents, seen);
      }
    }
  }

  private static void addFields(
      String path, Class<?> type, Object value, List<String> contents, Map<Object, Integer> seen) {
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
        add(path + "." + field.getName(), get(field, value), contents, seen);
      }
    }
  }

  private static boolean isSimple(Object value) {
    return value instanceof Enum
        || value instanceof Record
        || (value.getClass().getName().startsWith("java.") && !(value instanceof Collection));
  }

  private static Object get(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
