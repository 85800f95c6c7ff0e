package dev.sessionlog.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.recording.Recording;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left out of an export. */
class RedactionTest {
  private static final String HEAD =
      """
      H 0.000000 START_TIME 2026-11-23 06:25:10+00:00
      H 0.000000 COLUMNS 80
      H 0.000000 LINES 24
      """;

  @TempDir private Path folder;
  private Foreign foreign = new Foreign(Path.of("."));

  @BeforeEach
  void prepare() {
    foreign = new Foreign(folder);
  }

  /** A recording in which each byte came by itself, as typed keys do. */
  private Recording typed(String output) throws IOException {
    byte[] body = output.getBytes(StandardCharsets.UTF_8);
    return foreign.typescript(body, HEAD + "O 0.010000 1\n".repeat(body.length));
  }

  private static String export(Recording recording, ExportFormat format, Redaction redaction)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Export.run(
        recording,
        format,
        Destination.stream(out),
        Foreign.QUIET,
        Optional.of(redaction),
        bytes -> {});
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String shown(String cast) {
    StringBuilder text = new StringBuilder();
    for (String line : cast.lines().filter(l -> l.startsWith("[")).toList()) {
      text.append(line, line.indexOf("\"o\",\"") + 5, line.length() - 2);
    }
    return text.toString();
  }

  @Test
  void whatWasTypedKeyByKeyAndInColoursIsFound() throws IOException {
    Recording recording =
        typed("$ echo s\033[1mecr\033[0met-\u00e4x\b \bb rest\r\nnext secret line\r\n");
    Redaction redaction = Redaction.of(List.of("secret-\\S+"), false);
    String cast = export(recording, ExportFormat.ASCIICAST_V2, redaction);
    assertEquals(
        "$ echo *\\u001b[1m***\\u001b[0m****x\\b \\b* rest\\r\\nnext secret line\\r\\n"
            .replace("\\u001b", "\\u001B"),
        shown(cast).replace("\\u001b", "\\u001B"));
    assertEquals(1, redaction.count());
    String text = export(recording, ExportFormat.TEXT, Redaction.of(List.of("secret-\\S+"), false));
    assertTrue(text.contains("$ echo ********* rest\nnext secret line\n"), text);
  }

  /** As bash, zsh and fish draw a command that is typed over the margin of 20 columns. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$ TOKEN=abcdefHUNTER2 \rxyz-0123456789 ; echo\r\nout\r\n",
        "$ TOKEN=abcdefHUNTER2 \r\033[Kx\rxyz-0123456789 ; echo\r\r\nout\r\n",
        "# \033[K\r\033[2CT\r\033[3COKEN=\r\033[8Cab\r\033[10CcdefHUNTER\r\r\n\033[A"
            + "\033[19CR2\033[A\r\r\n\033[Cx\033[A\r\r\n\033[2Cyz-0123456789 ; echo\r\r\nout\r\n",
      })
  void whatAShellDrawsOverTheMarginIsFound(String output) throws IOException {
    Recording recording =
        foreign.typescript(
            output.getBytes(StandardCharsets.UTF_8),
            HEAD.replace("80", "20") + "O 0.010000 1\n".repeat(output.length()));
    Redaction redaction = Redaction.of(List.of(), true);
    String cast = shown(export(recording, ExportFormat.ASCIICAST_V2, redaction));
    String text = cast.replaceAll("\\\\u001[bB]\\[[0-9]*[A-Z]|\\\\[rn]", "");
    assertFalse(text.matches(".*(?:ab|cd|HUN|TER|R2|x|yz|012|89).*"), text);
    assertTrue(text.contains(" ; echo") && text.contains("out"), text);
    assertEquals(1, redaction.count());
  }

  @Test
  void whatWasShownBeforeItsLineWasDrawnOverIsFound() throws IOException {
    Redaction redaction = Redaction.of(List.of("secret\\d"), false);
    String cast =
        export(
            typed("secret1\r\033[Ksecret2\rall is well \r\nnext\r\n"),
            ExportFormat.ASCIICAST_V2,
            redaction);
    assertFalse(shown(cast).matches(".*(?:sec|ret).*"), shown(cast));
    assertTrue(shown(cast).contains("all is well"), shown(cast));
  }

  @Test
  void titlesLinksAndTheClipboardAreLookedAt() throws IOException {
    Redaction redaction = Redaction.of(List.of(), true);
    String cast =
        export(
            typed(
                "a\033]0;mysql --password=hunter2"
                    + " x\007b\033]8;;https://u:hunter3@h/\033\\link\033]8;;\033\\\033]52;c;aHVudGVyNA==\007c\033]2;TOKEN=hunter5\r"
                    + "shown\r\n"),
            ExportFormat.ASCIICAST_V3,
            redaction);
    assertFalse(cast.matches("(?s).*(?:hunter|aHVud).*"), cast);
    String shown = shown(cast).replaceAll("\"\\]\\R?\\[[0-9.]*,\"o\",\"", "");
    assertTrue(shown.contains("link"), shown);
    assertEquals(4, redaction.count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export DB_PASS=@hunter2,x;y",
        "PGPASSWORD='@hunter 2' psql",
        "\"db_password\" : \"@hun, ter2\"",
        "sshpass -p @hunter2 ssh h",
        "mysql -u root -p@hunter2 db",
        "curl -u bob:@hunter2 https://h/",
        "Cookie: session=@0123456789abcdef",
        "PrivateKey = @yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=",
        "AccountKey=@abcdefghijklmnopqrstuvwxyz0123456789==",
        "bob:$6$@saltsalt$hashhashhashhash:19000:0:99999:7:::",
        "https://hooks.slack.com/services/@T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
        "aws_secret_access_key = @wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "@dop_v1_0123456789abcdef0123456789abcdef0123456789abcdef",
        "@hf_abcdefghijklmnopqrstuvwxyz01234567",
        "@GOCSPX-abcdefghijklmnopqrstuvwx",
        "@SG.abcdefghijklmnopqrst.abcdefghijklmnopqrstuvwxyz",
        "@123456789:AAabcdefghijklmnopqrstuvwxyz0123456",
        "@sk-abcdefghijklmnopqrstuvwx",
        "@whsec_abcdefghijklmnopqrstuvwxyz",
        "@AGE-SECRET-KEY-1QQPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQG",
        "X-Api-Key: @0123456789abcdef",
      })
  void secretsOfManyKindsAreFound(String line) {
    int from = line.indexOf('@');
    String redacted = Redaction.of(List.of(), true).applied(line.replace("@", ""));
    assertTrue(redacted.startsWith(line.substring(0, from) + "***"), redacted);
    assertFalse(
        redacted.matches(".*(?:hunter|ter2|0123456789|abcdefgh|XXXX|hash|EXAMPLE|QYQ).*"),
        redacted);
  }

  @Test
  void timesStayAsTheyAre() throws IOException {
    Recording recording = typed("ab secret\r\ncd\r\n");
    String plain =
        new String(Foreign.export(recording, ExportFormat.ASCIICAST_V2), StandardCharsets.UTF_8);
    String cast =
        export(recording, ExportFormat.ASCIICAST_V2, Redaction.of(List.of("secret"), false));
    assertEquals(
        plain.replaceAll("\"[secrt]\"", "\"*\""),
        cast.replaceAll("\"[*]\"", "\"*\"").replace("\"c\"", "\"*\""));
  }

  @Test
  void anExpressionThatPatternTakesByMistakeIsSaid() throws IOException {
    Recording recording = typed("ab secret\r\ncd\r\n");
    for (ExportFormat format : List.of(ExportFormat.TEXT, ExportFormat.ASCIICAST_V2)) {
      IOException told =
          assertThrows(
              IOException.class,
              () -> export(recording, format, Redaction.of(List.of("(?iu)[ka&&]"), false)));
      assertEquals(
          "the expression (?iu)[ka&&] cannot be used: a class has nothing after &&",
          told.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
        "xoxb-123456789012-abcdefghij",
        "AIzaSyA1234567890abcdefghijklmnopqrstuv",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefgh",
        "glpat-abcdefghij0123456789",
      })
  void commonTokensAreFound(String token) {
    Redaction redaction = Redaction.of(List.of(), true);
    assertEquals("x " + "*".repeat(token.length()) + " y", redaction.applied("x " + token + " y"));
  }

  @Test
  void valuesBehindTellingNamesAreFound() {
    Redaction redaction = Redaction.of(List.of(), true);
    assertEquals("export DB_PASSWORD=*******", redaction.applied("export DB_PASSWORD=hunter2"));
    assertEquals("password: \"*******\"", redaction.applied("password: \"hunter2\""));
    assertEquals("mysql --password=*** -u root", redaction.applied("mysql --password=abc -u root"));
    assertEquals(
        "curl -H 'Authorization: Bearer ************'",
        redaction.applied("curl -H 'Authorization: Bearer abcdef123456'"));
    assertEquals(
        "git clone https://me:****@host/x", redaction.applied("git clone https://me:pass@host/x"));
    assertEquals("ls -l /etc/passwd", redaction.applied("ls -l /etc/passwd"));
  }

  @ParameterizedTest
  @EnumSource(names = {"TEXT", "ASCIICAST_V2", "ASCIICAST_V3"})
  void privateKeysAreLeftOutWhole(ExportFormat format) throws IOException {
    String key =
        """
        $ cat id
        -----BEGIN OPENSSH PRIVATE KEY-----
        b3BlbnNzaC1r
        ZXktdjE=
        -----END OPENSSH PRIVATE KEY-----
        $ next
        """;
    Recording recording = typed(key.replace("\n", "\r\n"));
    String export = export(recording, format, Redaction.of(List.of(), true));
    String text = format == ExportFormat.TEXT ? export : shown(export);
    assertFalse(text.contains("b3Bl") || text.contains("ZXkt"), text);
    assertTrue(text.contains("$ next"), text);
  }

  @Test
  void aPageHasNothingOfItEither() throws IOException {
    String page =
        export(
            typed(
                "a secret\r\n\033]133;A\007$ \033]133;B\007!!\r\n"
                    + "\033]133;C;cmdline_url=use%20secret\007"),
            ExportFormat.HTML,
            Redaction.of(List.of("secret"), false));
    String data = page.substring(page.indexOf("<template id=\"recording\">") + 25);
    byte[] compressed = Base64.getDecoder().decode(data.substring(0, data.indexOf('<')));
    try (GZIPInputStream lines = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      String json = new String(lines.readAllBytes(), StandardCharsets.UTF_8);
      assertFalse(json.contains("secret"), json);
      assertTrue(json.contains("******"), json);
    }
  }

  @Test
  void aLineOnWhichAnExpressionTakesTooLongIsLeftOutWhole() {
    Redaction redaction = Redaction.of(List.of("(x*)*(x*)*(x*)*(x*)*y"), false);
    assertEquals("*".repeat(5000), redaction.applied("x".repeat(5000)));
    assertEquals(1, redaction.unread());
  }
}
