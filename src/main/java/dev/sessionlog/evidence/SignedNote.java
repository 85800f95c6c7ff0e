package dev.sessionlog.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signed text (C2SP signed-note): the text, an empty line, and one line for each signature.
 *
 * @param text the signed text, which ends in a line feed
 * @param signatures one or more
 */
public record SignedNote(String text, List<Signed> signatures) {
  static final String DASH = "\u2014 ";
  private static final int ID_LENGTH = 4;
  private static final Pattern IN_A_LINE =
      Pattern.compile("\\bcheckpoint (\\S+) (\\d+) ([A-Za-z0-9+/]+=) ([A-Za-z0-9+/]+=*)");

  /** Copies the list. */
  public SignedNote {
    signatures = List.copyOf(signatures);
  }

  /**
   * One signature.
   *
   * @param name the signer according to the signature
   * @param keyId the first four bytes of the hash of the key
   * @param signature the signature of the text, in base64
   */
  public record Signed(String name, int keyId, String signature) {
    String line() {
      byte[] bytes = bytes();
      byte[] all = ByteBuffer.allocate(ID_LENGTH + bytes.length).putInt(keyId).put(bytes).array();
      return DASH + name + " " + Base64Text.encode(all) + "\n";
    }

    private byte[] bytes() {
      return Base64Text.decode(signature).orElseThrow();
    }

    static Optional<Signed> parse(String line) {
      int blank = line.lastIndexOf(' ');
      if (!line.startsWith(DASH) || blank <= DASH.length()) {
        return Optional.empty();
      }
      return Base64Text.decode(line.substring(blank + 1))
          .filter(all -> all.length > ID_LENGTH)
          .map(
              all -> {
                ByteBuffer buffer = ByteBuffer.wrap(all);
                int id = buffer.getInt();
                byte[] signature = new byte[buffer.remaining()];
                buffer.get(signature);
                return new Signed(
                    line.substring(DASH.length(), blank), id, Base64Text.encode(signature));
              });
    }
  }

  /** Returns the note with one signature. */
  static SignedNote of(String text, NoteKey key, byte[] signature) {
    return new SignedNote(
        text, List.of(new Signed(key.name(), key.id(), Base64Text.encode(signature))));
  }

  /** Parses a note; empty if it does not have exactly this form. */
  public static Optional<SignedNote> parse(String note) {
    int end = note.lastIndexOf("\n\n");
    if (end < 0 || !note.endsWith("\n") || end + 2 >= note.length()) {
      return Optional.empty();
    }
    List<Signed> signatures = new ArrayList<>();
    for (String line : note.substring(end + 2, note.length() - 1).split("\n", -1)) {
      Optional<Signed> signed = Signed.parse(line);
      if (signed.isEmpty()) {
        return Optional.empty();
      }
      signatures.add(signed.get());
    }
    return Optional.of(new SignedNote(note.substring(0, end + 1), signatures));
  }

  /** Returns the consecutive notes at the start of a text. */
  public static List<SignedNote> parseAll(String text) {
    List<SignedNote> notes = new ArrayList<>();
    int start = 0;
    for (int end = end(text, 0); end > 0; end = end(text, start)) {
      Optional<SignedNote> note = parse(text.substring(start, end));
      if (note.isEmpty()) {
        return notes;
      }
      notes.add(note.get());
      start = end;
    }
    return notes;
  }

  /** Returns the end of the possible note at an offset; negative if there is none. */
  static int end(String text, int start) {
    int signatures = text.indexOf("\n\n", start);
    if (signatures < 0) {
      return -1;
    }
    int end = signatures + 2;
    while (text.startsWith(DASH, end) && text.indexOf('\n', end) >= 0) {
      end = text.indexOf('\n', end) + 1;
    }
    return end;
  }

  /** Returns the checkpoint as one line for logs: {@code checkpoint ORIGIN SIZE ROOT SIGNATURE}. */
  public String inOneLine() {
    String[] lines = toString().split("\n");
    return "checkpoint "
        + String.join(
            " ", lines[0], lines[1], lines[2], lines[4].substring(lines[4].lastIndexOf(' ') + 1));
  }

  /** Returns the checkpoint in a line of a log; empty if it has none. */
  public static Optional<SignedNote> parseLine(String line) {
    Matcher matcher = IN_A_LINE.matcher(line);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String text = matcher.group(1) + "\n" + matcher.group(2) + "\n" + matcher.group(3) + "\n";
    return parse(text + "\n" + DASH + matcher.group(1) + " " + matcher.group(4) + "\n");
  }

  /** Returns true if the key signed this. Signatures of other keys are ignored. */
  public boolean signedBy(NoteKey key) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return signatures.stream()
        .filter(signed -> signed.name().equals(key.name()) && signed.keyId() == key.id())
        .anyMatch(signed -> key.signed(bytes, signed.bytes()));
  }

  /** Returns the note in its written form. */
  @Override
  public String toString() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signed -> note.append(signed.line()));
    return note.toString();
  }
}
