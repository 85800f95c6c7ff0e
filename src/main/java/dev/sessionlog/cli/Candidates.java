package dev.sessionlog.cli;

import dev.sessionlog.export.ExportFormat;
import dev.sessionlog.export.ImportFormat;
import dev.sessionlog.session.SessionState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The values of options that are words, for completion. */
final class Candidates {
  private Candidates() {}

  /** Lists words, as picocli takes them. */
  private abstract static class Words extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Words(List<String> words) {
      super(words);
    }

    static <T> List<String> of(T[] values, Function<T, String> word) {
      return Arrays.stream(values).map(word).toList();
    }
  }

  /** The formats of exports. */
  static final class ExportFormats extends Words {
    private static final long serialVersionUID = 1;

    ExportFormats() {
      super(
          Stream.concat(
                  of(ExportFormat.values(), ExportFormat::word).stream(),
                  Stream.of(EvidenceExport.WORD))
              .toList());
    }
  }

  /** The formats of imports. */
  static final class ImportFormats extends Words {
    private static final long serialVersionUID = 1;

    ImportFormats() {
      super(of(ImportFormat.values(), ImportFormat::word));
    }
  }

  /** The states of sessions. */
  static final class States extends Words {
    private static final long serialVersionUID = 1;

    States() {
      super(of(SessionState.values(), SessionState::word));
    }
  }

  /** The commands of the program. */
  static final class AllCommands extends Words {
    private static final long serialVersionUID = 1;

    AllCommands() {
      super(Commands.NAMES);
    }
  }

  /** The shells whose profiles can be edited. */
  static final class LoginShells extends Words {
    private static final long serialVersionUID = 1;

    LoginShells() {
      super(List.of("/bin/bash", "/bin/zsh", "/usr/bin/fish", "/bin/sh"));
    }
  }

  /** The shells for which there is completion. */
  static final class CompletedShells extends Words {
    private static final long serialVersionUID = 1;

    CompletedShells() {
      super(of(CompletionShell.values(), CompletionShell::toString));
    }
  }
}
