package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.config.ConfigurationSource;
import dev.sessionlog.session.Visible;
import dev.sessionlog.userlog.LogSettings;
import java.io.BufferedWriter;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The context of commands: streams, clock, and the configuration according to their options. Text
 * is always written in UTF-8, whatever the locale, because logs may contain any character.
 */
final class CommandContext {
  private final Surroundings surroundings;
  private final CommonOptions options = new CommonOptions();
  private final EarlyUnix unix = new EarlyUnix();
  private final CheckedOutput output;
  private final PrintWriter out;
  private final PrintWriter err;
  private UnaryOperator<String> wording = UnaryOperator.identity();

  CommandContext(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.output = new CheckedOutput(surroundings.out());
    this.out = writer(output);
    this.err = new PrintWriter(new Worded(writer(surroundings.err())), false);
  }

  /** Returns the standard output for text; it has a buffer, flushed when the command ends. */
  PrintWriter out() {
    return out;
  }

  /** Returns the standard output for bytes; not to be mixed with {@link #out}. */
  OutputStream bytes() {
    return output;
  }

  PrintWriter err() {
    return err;
  }

  /** From now on messages are told in other words, until the command has ended. */
  void tellInWordsOf(UnaryOperator<String> words) {
    wording = words;
  }

  /** Whoever prints a message prints it as one text. */
  private final class Worded extends FilterWriter {
    Worded(Writer out) {
      super(out);
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
      String worded = wording.apply(text.substring(from, from + length));
      out.write(worded, 0, worded.length());
    }
  }

  InputStream in() {
    return surroundings.in();
  }

  Surroundings surroundings() {
    return surroundings;
  }

  CommonOptions options() {
    return options;
  }

  /** Returns the system calls, for who needs them soon or now. */
  EarlyUnix unix() {
    return unix;
  }

  InstantSource clock() {
    return surroundings.clock();
  }

  ZoneId zone() {
    return surroundings.zone().get();
  }

  /** Returns true if people read the output, because it is a terminal. */
  boolean isTerminal() {
    return surroundings.terminal();
  }

  /** Returns true if the output may have colours. */
  boolean isColoured() {
    return isTerminal()
        && variable("NO_COLOR").isEmpty()
        && variable("TERM").filter(term -> !term.equals("dumb")).isPresent();
  }

  /**
   * Returns a text in a colour, if the output has colours.
   *
   * @param colour the parameters of SGR (ECMA-48); empty for none
   */
  String coloured(String colour, String text) {
    return colour.isEmpty() || text.isEmpty() || !isColoured()
        ? text
        : "\u001b[" + colour + "m" + text + "\u001b[0m";
  }

  /** Returns an environment variable that is set and not empty. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(surroundings.environment().get(name)).filter(v -> !v.isEmpty());
  }

  /** Returns the number of columns of the terminal, 80 if unknown. */
  int columns() {
    return ScreenWidth.columns(variable("COLUMNS"));
  }

  /**
   * Reads the configuration that the options and the environment ask for.
   *
   * @throws ConfigurationException if it cannot be used
   */
  Configuration configuration() throws ConfigurationException {
    return configuration(source -> source);
  }

  /**
   * Reads the configuration for a command that only reads. If the file has a mistake, it uses the
   * last one of the collector, and says so, because a typing error must not lock all auditors out.
   * A file that the command line or the environment names must be correct.
   *
   * @throws ConfigurationException if it cannot be used, and no other is there
   */
  Configuration configurationForReading() throws ConfigurationException {
    try {
      return configuration();
    } catch (ConfigurationException e) {
      ConfigurationSource source = source(same -> same);
      Optional<Path> last =
          source.isFileNamed()
              ? Optional.empty()
              : LastConfiguration.kept(source.runDirCandidates(), surroundings.uid());
      if (last.isEmpty()) {
        throw e;
      }
      Configuration kept = configuration(same -> same.withFile(last.get()).withoutDropIns());
      e.problems().forEach(problem -> err.println("sessionlog: " + Visible.line(problem)));
      err.println("sessionlog: using the last good configuration, " + last.get());
      return kept;
    }
  }

  /** Reads the configuration, including a command's own options. */
  Configuration configuration(UnaryOperator<ConfigurationSource> more)
      throws ConfigurationException {
    return Configuration.load(source(more));
  }

  /** Returns the source of the configuration, whether or not it can be used. */
  ConfigurationSource source(UnaryOperator<ConfigurationSource> more) {
    ConfigurationSource source =
        ConfigurationSource.of(
                surroundings.environment(),
                surroundings.uid(),
                surroundings.home(),
                surroundings.systemPaths())
            .withCheck("transcript.pattern", LogSettings::patternProblem)
            .withCheck("archive.url", ArchiveSource::urlProblem);
    return more.apply(options.applyTo(source));
  }

  /** Returns the state of the standard output, to be checked after flushing. */
  CheckedOutput output() {
    return output;
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(
        new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 8192), false);
  }
}
