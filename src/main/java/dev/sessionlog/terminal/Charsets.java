package dev.sessionlog.terminal;

import java.util.List;

/**
 * The character sets that a program designated as G0 to G3, the active one, and one only for the
 * next character.
 *
 * @param sets the four sets
 * @param locked the number of the active one
 * @param single the number of the one for the next character, -1 if there is none
 */
record Charsets(List<Charset> sets, int locked, int single) {
  static final Charsets ASCII =
      new Charsets(List.of(Charset.ASCII, Charset.ASCII, Charset.ASCII, Charset.ASCII), 0, -1);

  Charset used() {
    return sets.get(single >= 0 ? single : locked);
  }

  /** Returns true if ASCII characters are written unchanged. */
  boolean areAscii() {
    return single < 0 && sets.get(locked) == Charset.ASCII;
  }

  /** Returns these with another set designated as G0, G1, G2 or G3. */
  Charsets with(int number, Charset charset) {
    Charset[] changed = sets.toArray(new Charset[0]);
    changed[number] = charset;
    return new Charsets(List.of(changed), locked, single);
  }

  /** LS0 to LS3: the set is used from now on. */
  Charsets locked(int number) {
    return new Charsets(sets, number, -1);
  }

  /** SS2, SS3: the set is used for one character. */
  Charsets single(int number) {
    return new Charsets(sets, locked, number);
  }

  /** Returns these after a character was written. */
  Charsets afterOne() {
    return single < 0 ? this : new Charsets(sets, locked, -1);
  }
}
