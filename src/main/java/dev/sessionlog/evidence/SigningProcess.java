package dev.sessionlog.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs operations with keys in the {@link SigningProgram}, which is started on demand and ended by
 * {@link #rest}. For one thread.
 */
final class SigningProcess implements Signer {
  private static final long LONGEST_END_SECONDS = 5;

  private final List<String> command;
  private @Nullable Process process;
  private @Nullable BufferedReader answers;

  /**
   * Creates it.
   *
   * @param command the command that starts the program
   */
  SigningProcess(List<String> command) {
    this.command = List.copyOf(command);
  }

  @Override
  public byte[] make(long epoch) throws IOException {
    return ask("make " + epoch)
        .orElseThrow(() -> new IOException("the signing process made no key"));
  }

  @Override
  public Optional<byte[]> open(long epoch) throws IOException {
    return ask("open " + epoch);
  }

  @Override
  public OptionalLong newest() throws IOException {
    return ask("newest 0").stream()
        .filter(bytes -> bytes.length == Long.BYTES)
        .mapToLong(bytes -> ByteBuffer.wrap(bytes).getLong())
        .findFirst();
  }

  @Override
  public byte[] sign(long epoch, byte[] text) throws IOException {
    return ask("sign " + epoch + " " + Base64Text.encode(text))
        .orElseThrow(() -> new IOException("the signing process signed nothing"));
  }

  @Override
  public void eraseBefore(long epoch) throws IOException {
    ask("erase " + epoch);
  }

  private Optional<byte[]> ask(String request) throws IOException {
    Process running = running();
    running.getOutputStream().write((request + "\n").getBytes(StandardCharsets.US_ASCII));
    running.getOutputStream().flush();
    String answer = answers == null ? null : answers.readLine();
    if (answer == null) {
      rest();
      throw new IOException("the signing process exited");
    }
    if (answer.equals("none")) {
      return Optional.empty();
    }
    if (answer.startsWith("ok ")) {
      return Base64Text.decode(answer.substring(3));
    }
    if (answer.startsWith("missing ")) {
      throw new MissingKeyException(answer.substring("missing ".length()));
    }
    throw new IOException("the signing process failed: " + answer);
  }

  private Process running() throws IOException {
    Process known = process;
    if (known != null) {
      return known;
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
    builder.environment().clear();
    Process started = builder.start();
    process = started;
    answers =
        new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
    return started;
  }

  @Override
  public void rest() {
    Process known = process;
    process = null;
    answers = null;
    if (known == null) {
      return;
    }
    try {
      known.getOutputStream().close();
      if (!known.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
        known.destroyForcibly();
      }
    } catch (IOException e) {
      known.destroyForcibly();
    } catch (InterruptedException e) {
      known.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
