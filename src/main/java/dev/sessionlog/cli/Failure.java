package dev.sessionlog.cli;

import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.files.CorruptRecordingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

/**
 * The meaning of an exception for the user of the command.
 *
 * @param messages what went wrong, one line each
 * @param exitCode the exit code, one of {@link ExitCode}
 */
record Failure(List<String> messages, int exitCode) {
  /** Returns the meaning of {@code thrown}; unexpected exceptions become internal errors. */
  static Failure of(Throwable thrown) {
    return of(thrown, "");
  }

  /**
   * The same.
   *
   * @param command the name of the command that failed
   */
  static Failure of(Throwable thrown, String command) {
    if (thrown instanceof CommandFailure failure) {
      return new Failure(List.of(message(failure)), failure.exitCode());
    }
    if (thrown instanceof ConfigurationException e) {
      return new Failure(e.problems(), ExitCode.USAGE);
    }
    if (thrown instanceof UncheckedIOException e && e.getCause() != null) {
      return of(e.getCause(), command);
    }
    if (thrown instanceof AccessDeniedException e && e.getFile() != null) {
      String message =
          ClosedFolder.above(Path.of(e.getFile()), command)
              .map(folder -> folder.message(command))
              .orElseGet(() -> fileMessage(e));
      return new Failure(List.of(message), ExitCode.FAILED);
    }
    if (thrown instanceof FileSystemException e) {
      return new Failure(List.of(fileMessage(e)), ExitCode.FAILED);
    }
    if (thrown instanceof CorruptRecordingException) {
      return new Failure(List.of(message(thrown)), ExitCode.CORRUPT);
    }
    if (thrown instanceof FileNotFoundException) {
      return new Failure(List.of(message(thrown)), ExitCode.FAILED);
    }
    if (thrown instanceof IOException) {
      return new Failure(List.of("input or output failed: " + message(thrown)), ExitCode.FAILED);
    }
    return new Failure(
        List.of(
            "internal error: "
                + thrown.getClass().getSimpleName()
                + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage())
                + " (--debug shows where)"),
        ExitCode.FAILED);
  }

  /** Returns the message for an output that cannot be written; it names what was asked for. */
  static String ofOutput(String asked, FileSystemException e) {
    String file = String.valueOf(e.getFile());
    boolean same = file.equals(asked) || file.startsWith(asked + "/");
    return same ? fileMessage(e) : asked + ": cannot be written, because " + fileMessage(e);
  }

  private static String fileMessage(FileSystemException e) {
    String file = e.getFile() == null ? "file" : e.getFile();
    return file + (e.getOtherFile() == null ? "" : " -> " + e.getOtherFile()) + ": " + reason(e);
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "already exists";
    }
    if (e instanceof NotDirectoryException) {
      return "not a directory";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "directory not empty";
    }
    if (e instanceof FileSystemLoopException) {
      return "too many levels of symbolic links";
    }
    return e.getReason() == null ? "cannot be used" : e.getReason();
  }

  private static String message(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
  }
}
