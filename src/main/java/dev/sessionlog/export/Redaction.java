package dev.sessionlog.export;

import dev.sessionlog.transcript.BoundedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the secrets in a line. If an expression has a group named {@code secret}, that group is the
 * secret, otherwise the whole match. For one thread.
 */
public final class Redaction {
  private static final String GROUP = "secret";

  private static final String NAMED =
      "(?i)(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|credential)"
          + "[a-z0-9_-]*";

  /** Tokens recognized by their form, and values after a telling name. */
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
              + "[a-z0-9_-]*[\"']? *(?:=|:|=>) *(?![\"'])(?<secret>[^\\s\"']{3,})",
          NAMED + "[\"']? *(?:=|:|=>) *\\\\?\"(?<secret>[^\"]{3,})",
          NAMED + "[\"']? *(?:=|:|=>) *'(?<secret>[^']{3,})",
          "(?i)\\b(?:[a-z0-9_]*_)?(?:pass|pwd|pw) *= *[\"']?(?<secret>[^\\s\"']{3,})",
          "(?i)--?(?:password|passwd|pass|token|secret|api-key)[ =](?![\"'])(?<secret>[^\\s\"']{3,})",
          "(?i)--?(?:password|passwd|pass|token|secret|api-key)[ =][\"'](?<secret>[^\"']{3,})",
          "\\bsshpass +-p *[\"']?(?<secret>[^\\s\"']{3,})",
          "\\b(?:mysql|mysqldump|mariadb)\\b.* -p(?<secret>[^\\s\"']{3,})",
          "\\bcurl\\b.* (?:-u|--user)[ =]?[\"']?[^\\s:\"']+:(?<secret>[^\\s\"']{3,})",
          "(?i)\\b(?:set-)?cookie: *[^=\\s]+=(?<secret>[^\\s;\"']{8,})",
          "(?i)\\bPrivateKey *= *(?<secret>[A-Za-z0-9+/]{40,}=?)",
          "(?i)\\b(?:AccountKey|SharedAccessKey|client-key-data)[=:] *(?<secret>[A-Za-z0-9+/]{20,}=*)",
          "(?<![A-Za-z0-9])\\$(?:1|2[abxy]?|5|6|7|y|gy|apr1|argon2id?)\\$(?<secret>[./A-Za-z0-9,=$+-]{8,})",
          "\\bhooks\\.slack\\.com/services/(?<secret>[A-Za-z0-9/]{20,})",
          "\\b(?:discord|discordapp)\\.com/api/webhooks/(?<secret>[A-Za-z0-9/_-]{20,})",
          "\\bya29\\.[A-Za-z0-9_-]{20,}",
          "\\bGOCSPX-[A-Za-z0-9_-]{20,}",
          "\\bSG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}",
          "\\bgl(?:rt|dt|ft|cbt|ptt|soat|imt|agent)-[A-Za-z0-9_-]{20,}",
          "\\b(?:dop|doo|dor)_v1_[a-f0-9]{40,}",
          "\\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}",
          "\\bpypi-[A-Za-z0-9_-]{50,}",
          "\\bhf_[A-Za-z0-9]{30,}",
          "\\bwhsec_[A-Za-z0-9+/=]{20,}",
          "\\bATATT3[A-Za-z0-9_=-]{30,}",
          "\\bdapi[0-9a-f]{32}",
          "\\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}",
          "\\bgl(?:sa|c)_[A-Za-z0-9+/=_]{20,}",
          "\\bAGE-SECRET-KEY-1[A-Z0-9]{40,}",
          "\\b[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{40,}",
          "\\b\\d{8,10}:AA[A-Za-z0-9_-]{33}",
          "\\bSK[0-9a-f]{32}\\b",
          "^52;[a-z0-9]*;(?<secret>[A-Za-z0-9+/=]{8,})",
          "\\n52;[a-z0-9]*;(?<secret>[A-Za-z0-9+/=]{8,})");

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
   * Creates one for these expressions.
   *
   * @param secrets true to find common tokens and private keys, too
   * @throws java.util.regex.PatternSyntaxException if one is invalid
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

  /** Returns the number of secrets found. */
  public long count() {
    return count;
  }

  /**
   * Returns the number of lines redacted as a whole because an expression takes too long on them.
   */
  public long unread() {
    return unread;
  }

  /** Counts secrets. */
  void count(long finds) {
    count += finds;
  }

  /** Returns the secret parts of a line, in order and without overlaps, without counting them. */
  List<Part> find(String line) {
    List<Part> parts = new ArrayList<>();
    if (keys && isKey(line)) {
      return List.of(new Part(0, line.length()));
    }
    for (Pattern pattern : patterns) {
      if (!find(pattern, line, parts)) {
        unread++;
        return List.of(new Part(0, line.length()));
      }
    }
    return apart(parts);
  }

  /** Two expressions may find the same secret or parts of it, which then count as one. */
  private static List<Part> apart(List<Part> parts) {
    parts.sort(Comparator.comparingInt(Part::start));
    List<Part> apart = new ArrayList<>();
    for (Part part : parts) {
      Part last = apart.isEmpty() ? null : apart.get(apart.size() - 1);
      if (last != null && part.start() < last.end()) {
        apart.set(apart.size() - 1, new Part(last.start(), Math.max(last.end(), part.end())));
      } else {
        apart.add(part);
      }
    }
    return apart;
  }

  /** Returns true for a line of a private key, including its first and last lines. */
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

  /** Returns a text with an asterisk for each secret character. */
  String applied(String line) {
    StringBuilder redacted = new StringBuilder(line);
    for (Part part : find(line)) {
      count++;
      for (int i = part.start(); i < part.end(); i++) {
        redacted.setCharAt(i, '*');
      }
    }
    return redacted.toString();
  }
}
