package dev.sessionlog.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The values that a key takes, and how they are read. The raw value is one of TOML: a {@code
 * String}, {@code Long}, {@code Boolean} or a {@code List} of strings; the reader refuses anything
 * else.
 *
 * @param expected a description of the values, for messages
 * @param reader converts the raw value, or throws an {@link IllegalArgumentException} that says
 *     what is wrong
 */
record ValueType<T>(String expected, Function<Object, T> reader) {
  private static final int LONGEST_TEXT = 4000;

  T read(Object raw) {
    return reader.apply(raw);
  }

  /** A text of one or more lines without control characters, because it is shown to people. */
  static ValueType<String> text() {
    return new ValueType<>(
        "a text of at most " + LONGEST_TEXT + " printable characters",
        raw -> {
          String text = string(raw);
          if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("has " + text.length() + " characters");
          }
          if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
            throw new IllegalArgumentException(Quoted.text(text) + " has control characters");
          }
          return text;
        });
  }

  static ValueType<String> textNotEmpty(String expected) {
    return new ValueType<>(
        expected, raw -> require(text().read(raw), t -> !t.isBlank(), "is empty"));
  }

  static ValueType<Boolean> bool() {
    return new ValueType<>(
        "true or false",
        raw -> {
          if (raw instanceof Boolean value) {
            return value;
          }
          throw wrongKind(raw);
        });
  }

  static ValueType<Integer> integer(int least, int most) {
    return new ValueType<>(
        "a whole number from " + least + " to " + most,
        raw -> {
          if (raw instanceof Long value) {
            return require(value, v -> v >= least && v <= most, value + " is out of range")
                .intValue();
          }
          throw wrongKind(raw);
        });
  }

  /** A duration within bounds; with {@code zero}, also {@code "0"}, which means what it says. */
  static ValueType<Duration> duration(String least, String most, String zero) {
    Duration lower = DurationText.parse(least);
    Duration upper = DurationText.parse(most);
    String expected = DurationText.EXPECTED + ", from " + least + " to " + most + zeroMeaning(zero);
    return new ValueType<>(
        expected,
        raw -> {
          String text = string(raw);
          Duration value = DurationText.parse(text);
          boolean inside = value.compareTo(lower) >= 0 && value.compareTo(upper) <= 0;
          boolean allowed = inside || (value.isZero() && !zero.isEmpty());
          return require(value, v -> allowed, Quoted.text(text) + " is out of range");
        });
  }

  /** A duration of whole days, or {@code "0"}. */
  static ValueType<Duration> days(String most, String zero) {
    ValueType<Duration> any = duration("1d", most, zero);
    return new ValueType<>(
        "whole days such as \"90d\", from 1d to " + most + zeroMeaning(zero),
        raw ->
            require(
                any.read(raw),
                v -> v.equals(Duration.ofDays(v.toDays())),
                Quoted.text(string(raw)) + " is not a number of whole days"));
  }

  /** A size in bytes within bounds; with {@code zero}, also {@code "0"}. */
  static ValueType<Long> size(String least, String most, String zero) {
    long lower = SizeText.parse(least);
    long upper = SizeText.parse(most);
    String expected = SizeText.EXPECTED + ", from " + least + " to " + most + zeroMeaning(zero);
    return new ValueType<>(
        expected,
        raw -> {
          String text = string(raw);
          long value = SizeText.parse(text);
          boolean allowed = (value >= lower && value <= upper) || (value == 0 && !zero.isEmpty());
          return require(value, v -> allowed, Quoted.text(text) + " is out of range");
        });
  }

  static ValueType<PipeMode> pipeMode() {
    return new ValueType<>(PipeMode.EXPECTED, raw -> PipeMode.parse(string(raw)));
  }

  /** A constant of an enum, in small letters. */
  static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
    List<E> choices = List.of(type.getEnumConstants());
    String expected =
        choices.stream().map(e -> Quoted.text(word(e))).collect(Collectors.joining(" or "));
    return new ValueType<>(
        expected,
        raw -> {
          String text = string(raw);
          Stream<E> matching = choices.stream().filter(e -> word(e).equals(text));
          return matching
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException(Quoted.text(text) + " is not a choice"));
        });
  }

  /** Names of users or groups. */
  static ValueType<Set<String>> names() {
    return new ValueType<>(
        "a list of names such as [\"alice\", \"bob\"]",
        raw -> {
          if (!(raw instanceof List<?> list)) {
            throw wrongKind(raw);
          }
          Set<String> names = new LinkedHashSet<>();
          for (Object element : list) {
            names.add(
                require(string(element), ValueType::isName, "has an element that is not a name"));
          }
          return Set.copyOf(names);
        });
  }

  /** The name of a group, or an empty string for none. */
  static ValueType<String> groupOrNone() {
    return new ValueType<>(
        "the name of a group, or \"\" for none",
        raw ->
            require(
                string(raw),
                name -> name.isEmpty() || isName(name),
                Quoted.text(string(raw)) + " is not a name"));
  }

  /** The address of a service, or an empty string for none. */
  static ValueType<String> addressOrNone() {
    return new ValueType<>(
        "an address such as \"https://s3.example.org\", or \"\" for none",
        raw ->
            require(
                string(raw),
                text -> text.isEmpty() || text.matches("https?://[A-Za-z0-9.:\\[\\]-]+/?"),
                Quoted.text(string(raw)) + " is no address"));
  }

  /** A word that another program understands, or an empty string for none. */
  static ValueType<String> wordOrNone(String example) {
    return new ValueType<>(
        "a word such as \"" + example + "\", or \"\" for none",
        raw ->
            require(
                string(raw),
                text -> text.matches("[A-Za-z0-9:/_-]{0,200}"),
                Quoted.text(string(raw)) + " is no word"));
  }

  /** An absolute path, or an empty string for none. */
  static ValueType<Optional<Path>> pathOrNone() {
    ValueType<Path> path = path();
    return new ValueType<>(
        path.expected + ", or \"\" for none",
        raw -> string(raw).isEmpty() ? Optional.empty() : Optional.of(path.read(raw)));
  }

  /** An absolute path, in which {@code %h} stands for the name of this machine. */
  static ValueType<Path> pathWithHost() {
    ValueType<Path> path = path();
    return new ValueType<>(
        path.expected, raw -> path.read(raw instanceof String text ? HostName.put(text) : raw));
  }

  /** An absolute path. */
  static ValueType<Path> path() {
    return new ValueType<>(
        "an absolute path",
        raw -> {
          String text = string(raw);
          try {
            return require(
                Path.of(text).normalize(),
                Path::isAbsolute,
                Quoted.text(text) + " is not absolute");
          } catch (InvalidPathException e) {
            throw new IllegalArgumentException(Quoted.text(text) + " is not a path", e);
          }
        });
  }

  private static boolean isName(String name) {
    return !name.isBlank()
        && name.length() <= 256
        && name.chars().noneMatch(c -> Character.isISOControl(c) || c == ':' || c == '/');
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String zeroMeaning(String zero) {
    return zero.isEmpty() ? "" : ", or \"0\" for " + zero;
  }

  private static String string(Object raw) {
    if (raw instanceof String text) {
      return text;
    }
    throw wrongKind(raw);
  }

  private static <V> V require(V value, Predicate<V> condition, String otherwise) {
    if (!condition.test(value)) {
      throw new IllegalArgumentException(otherwise);
    }
    return value;
  }

  private static IllegalArgumentException wrongKind(Object raw) {
    if (raw instanceof Long || raw instanceof Double) {
      return new IllegalArgumentException(raw + " is a number");
    }
    if (raw instanceof Boolean) {
      return new IllegalArgumentException(raw + " is a boolean");
    }
    if (raw instanceof String text) {
      return new IllegalArgumentException(Quoted.text(text) + " is a string");
    }
    return new IllegalArgumentException(raw instanceof List ? "is a list" : "is of another kind");
  }
}
