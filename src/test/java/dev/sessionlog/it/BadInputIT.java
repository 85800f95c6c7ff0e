package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What users get wrong: one clear line, a documented exit code, and nothing kept is touched. */
final class BadInputIT extends LoginScene {
  @Test
  void anUnknownUserIsNamedAndANearOneSuggested() throws Exception {
    installation
        .sessionlog("tail", "nobody-here")
        .exits(3)
        .complains("nothing has been recorded yet");
    Files.createDirectories(installation.logDir());
    Files.writeString(installation.logDir().resolve("alice.log"), "");
    installation.sessionlog("tail", "alise").exits(3).complains("did you mean 'alice'?");
    installation.sessionlog("list", "bob").exits(3).complains("no log of user 'bob'");
  }

  @Test
  void anUnknownCommandOptionOrNumberIsAUsageError() throws Exception {
    assertTrue(
        installation.sessionlog("tial", "x").exits(2).err().contains("did you mean 'tail'?"));
    assertTrue(installation.sessionlog("list", "--jsno").exits(2).err().contains("'--jsno'"));
    installation.sessionlog("tail", "-n", "-3", "x").exits(2).complains("-n -3");
    installation.sessionlog("list", "--since", "soon").exits(2).complains("--since 'soon'");
    installation.sessionlog("daemon", "--idle-exit", "ten").exits(2).complains("--idle-exit");
  }

  @Test
  void aMalformedConfigurationIsNamedWithFileLineAndKey() throws Exception {
    installation.configure("[pipe]", "mode = \"99\"");
    installation.sessionlog("list").exits(2).complains("sessionlog.toml:2:");
    installation.configure("[transcript]", "pattern = \"%text\"");
    installation.sessionlog("daemon").exits(2).complains("%session:%line");
    installation.configure("[pip]", "mode = \"0620\"");
    installation.sessionlog("list").exits(2).complains("pipe");
    installation.configure("[pipe");
    installation.sessionlog("list").exits(2).complains("sessionlog.toml:1:");
  }

  @Test
  void aLoginWithAMalformedConfigurationIsUnrecordedAndSaysSo() throws Exception {
    installation.configure("[pipe]", "mode = \"99\"");
    Terminal terminal = installation.run("/bin/bash", "-l");
    terminal.await("not recorded: .*sessionlog.toml:2:1: pipe.mode: \"99\".*; see .*collector.log");
    terminal.await("READY> ").enter("exit 4");
    assertEquals(4, terminal.awaitExit());
    String log = Files.readString(installation.runDir().resolve("collector.log"));
    assertTrue(log.contains("sessionlog.toml:2:"), log);
  }

  @Test
  void aRunDirOfSomeoneElseIsRefused() throws Exception {
    assumeTrue(installation.user().equals("root"), "only root can give a folder away");
    Files.createDirectories(installation.runDir());
    Files.setAttribute(installation.runDir(), "unix:uid", 65534);
    Terminal terminal = installation.run("/bin/bash", "-l");
    terminal.await("not recorded: .* cannot be used; it must be a folder of your own");
    terminal.await("READY> ");
    installation.sessionlog("daemon").exits(1).complains("belongs to uid 65534");
  }

  @Test
  void aRunDirThatIsALinkIsRefused() throws Exception {
    Files.createSymbolicLink(installation.runDir(), Files.createDirectory(root.resolve("real")));
    Terminal terminal = installation.run("/bin/bash", "-l");
    terminal.await("not recorded: .* cannot be used").await("READY> ");
    installation.sessionlog("daemon").exits(1).complains("expected a folder");
  }

  @Test
  void whatIsNoKnockIsRemovedAndLogged() throws Exception {
    installation.login("/bin/bash").await("READY> ");
    installation.awaitCollector();
    Path knocks = installation.runDir().resolve("knock");
    Path target = Files.writeString(root.resolve("target"), "kept");
    Files.writeString(knocks.resolve("1234"), "no pipe");
    Files.createSymbolicLink(knocks.resolve("1235"), target);
    new ProcessBuilder("mkfifo", knocks.resolve("abc").toString()).start().waitFor();
    for (String name : List.of("1234", "1235", "abc")) {
      awaitValue(
          "the removal of " + name,
          () ->
              Files.exists(knocks.resolve(name), LinkOption.NOFOLLOW_LINKS)
                  ? Optional.empty()
                  : Optional.of(true));
    }
    assertEquals("kept", Files.readString(target));
    awaitValue(
        "three refusals in the log", () -> refusals() == 3 ? Optional.of(true) : Optional.empty());
    installation.login("/bin/bash").await("READY> ");
  }

  private int refusals() throws IOException {
    String log = Files.readString(installation.runDir().resolve("collector.log"));
    return Pattern.compile("refused (\\d+) knocks?")
        .matcher(log)
        .results()
        .mapToInt(refused -> Integer.parseInt(refused.group(1)))
        .sum();
  }

  @Test
  void aPipeThatWasReplacedIsNotOpened() throws Exception {
    Terminal terminal = installation.login("/bin/bash").await("READY> ");
    terminal.enter("echo before-$((1+1))").await("before-2");
    long collector = installation.awaitCollector();
    Path recording = installation.recordings().get(0);
    Path pipe = installation.runDir().resolve("pipes").resolve(recording.getFileName() + ".fifo");
    awaitValue(
        "the recording",
        () ->
            Files.readString(recording.resolve("typescript")).contains("before-2")
                ? Optional.of(true)
                : Optional.empty());
    Path secret = Files.writeString(root.resolve("secret"), "secret");
    Files.delete(pipe);
    Files.createSymbolicLink(pipe, secret);
    Installation.kill(collector, "KILL");
    awaitValue("another collector", () -> installation.collector().filter(p -> p != collector));
    awaitValue(
        "the warning",
        () ->
            installation.sessionlog("status").out().contains("cannot be taken over yet")
                ? Optional.of(true)
                : Optional.empty());
    assertEquals("secret", Files.readString(secret));
    String typescript = Files.readString(recording.resolve("typescript"));
    assertTrue(typescript.contains("before-2"), typescript);
    assertFalse(typescript.contains("secret"), typescript);
  }

  @Test
  void anUnreadableConfigurationIsNamed() throws Exception {
    installation.configure("");
    Files.setPosixFilePermissions(
        root.resolve("config/sessionlog/sessionlog.toml"),
        PosixFilePermissions.fromString("---------"));
    installation.sessionlogWithoutPrivileges("list").exits(2).complains("sessionlog.toml");
  }
}
