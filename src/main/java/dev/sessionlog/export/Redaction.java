package dev.sessionlog.export;

import dev.sessionlog.transcript.BoundedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in a line what is not to be given away. Where an expression has a group named {@code
 * secret}, that is it, else all that the expression finds. For one thread.
 */
public final class Redaction {
  private static final String GROUP = "secret";

  /** Tokens that can be told by their form, and values that stand behind a telling name. */
  private static final List<String> SECRETS =
      List.of(
          "\\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\\b",
          "\\bgh[pousr]_[A-Za-z0-9]{36,255}\\b",
          "\\bgithub_pat_[A-Za-z0-9_]{22,255}\\b",
          "\\bglpat-[A-Za-z0-9_-]{20,}",
          "\\bxox[abeoprs]-[A-Za-z0-9-]{10,}",
          "\\bAIza[0-9A-Za-z_-]{35}",
          "\\bsk-[A-Za-z0-9_-]{20,}",
          "\\b[rs]k_(?:live|test)_[0-9A-Za-z]{16,}",
          "\\bnpm_[A-Za-z0-9]{36}\\b",
          "\\bhv[bs]\\.[A-Za-z0-9_-]{20,}",
          "\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*",
          "(?i)\\b(?:authorization: *)?(?:bearer|basic) +(?<secret>[A-Za-z0-9._~+/=-]{8,})",
          "(?i)[a-z][a-z0-9+.-]*://[^/\\s:@]*:(?<secret>[^/\\s@]+)@",
          "(?i)(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|credential)"
              + "[a-z0-9_-]*[\"']? *(?:=|:|=>) *[\"']?(?<secret>[^\\s\"',;]{3,})",
          "(?i)--?(?:password|passwd|token|secret|api-key)[ =][\"']?(?<secret>[^\\s\"']{3,})");

  private static final Pattern KEY_BEGINS =
      Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY[A-Z ]*-----");
  private static final Pattern KEY_ENDS =
      Pattern.compile("-----END [A-Z0-9 ]*PRIVATE KEY[A-Z ]*-----");
  private static final int LONGEST_KEY = 500;

  private final List<Pattern> patterns;
  private final boolean keys;
  private int linesOfKey;
  private long count;
  private long unread;

  private Redaction(List<Pattern> patterns, boolean keys) {
    this.patterns = patterns;
    this.keys = keys;
  }

  /** A part of a line. */
  record Part(int start, int end) {}

  /**
   * Returns one for these expressions.
   *
   * @param secrets whether it looks for common tokens and private keys, too
   * @throws java.util.regex.PatternSyntaxException when one is none
   */
  public static Redaction of(List<String> expressions, boolean secrets) {
    List<Pattern> patterns = new ArrayList<>();
    for (String expression : expressions) {
      patterns.add(Pattern.compile(expression));
    }
    if (secrets) {
      SECRETS.forEach(secret -> patterns.add(Pattern.compile(secret)));
    }
    return new Redaction(List.copyOf(patterns), secrets);
  }

  /** Returns how many finds there were. */
  public long count() {
    return count;
  }

  /** Returns how many lines were redacted whole because an expression takes too long on them. */
  public long unread() {
    return unread;
  }

  /** Returns the parts of a line, in no order, that are not to be given away. */
  List<Part> parts(String line) {
    List<Part> parts = new ArrayList<>();
    if (keys && isKey(line)) {
      count++;
      return List.of(new Part(0, line.length()));
    }
    for (Pattern pattern : patterns) {
      if (!find(pattern, line, parts)) {
        unread++;
        return List.of(new Part(0, line.length()));
      }
    }
    return parts;
  }

  /** Returns true for a line of a private key, and for its first and last lines. */
  private boolean isKey(String line) {
    if (linesOfKey == 0 && !KEY_BEGINS.matcher(line).find()) {
      return false;
    }
    linesOfKey++;
    if (linesOfKey > LONGEST_KEY || KEY_ENDS.matcher(line).find()) {
      linesOfKey = 0;
    }
    return true;
  }

  private boolean find(Pattern pattern, String line, List<Part> parts) {
    Matcher matcher = pattern.matcher(new BoundedText(line, 100 * BoundedText.fair(line.length())));
    boolean named = pattern.pattern().contains("(?<" + GROUP + ">");
    try {
      while (BoundedText.find(matcher)) {
        int start = named ? matcher.start(GROUP) : matcher.start();
        int end = named ? matcher.end(GROUP) : matcher.end();
        if (end > start && !isRedacted(line, start, end)) {
          parts.add(new Part(start, end));
          count++;
        }
      }
      return true;
    } catch (StackOverflowError | BoundedText.TooCostly tooMuch) {
      return false;
    } catch (BoundedText.Unusable e) {
      throw new UncheckedIOException(
          new IOException("the expression " + pattern + " cannot be used: " + e.getMessage(), e));
    }
  }

  private static boolean isRedacted(String line, int start, int end) {
    for (int i = start; i < end; i++) {
      if (line.charAt(i) != '*') {
        return false;
      }
    }
    return true;
  }

  /** Returns a text with an asterisk for each character that is not to be given away. */
  String applied(String line) {
    StringBuilder redacted = new StringBuilder(line);
    for (Part part : parts(line)) {
      for (int i = part.start(); i < part.end(); i++) {
        redacted.setCharAt(i, '*');
      }
    }
    return redacted.toString();
  }
}
