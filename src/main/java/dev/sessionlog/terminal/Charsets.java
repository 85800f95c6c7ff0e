package dev.sessionlog.terminal;

/** The character sets that a program designated, and which of them is used. */
record Charsets(Charset g0, Charset g1, boolean shiftedOut) {
  static final Charsets ASCII = new Charsets(Charset.ASCII, Charset.ASCII, false);

  Charset used() {
    return shiftedOut ? g1 : g0;
  }

  Charsets withG0(Charset charset) {
    return new Charsets(charset, g1, shiftedOut);
  }

  Charsets withG1(Charset charset) {
    return new Charsets(g0, charset, shiftedOut);
  }

  Charsets shiftedOut(boolean out) {
    return new Charsets(g0, g1, out);
  }
}
