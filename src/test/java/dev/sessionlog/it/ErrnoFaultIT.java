package dev.sessionlog.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A few of the system calls of a session's life fail once: of the collector, and of a login. All of
 * them, with each error that they can give, are the work of {@code scripts/faults errno}.
 */
final class ErrnoFaultIT {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path SCRIPT = Path.of("scripts/errno/run.py");

  @Test
  void nothingIsSilentAndNobodyStuckWhenACallFailsOnce() throws Exception {
    assumeTrue(Files.isExecutable(PYTHON), "python3 is not installed");
    assumeTrue("amd64".equals(System.getProperty("os.arch")), "it knows the calls of x86-64 only");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script is not installed");
    Map<String, String> environment =
        Map.of(
            "SESSIONLOG_UNDER_TEST",
            Installation.launcher().toString(),
            "JAVA_HOME",
            System.getProperty("sessionlog.java.home"),
            "PYTHONDONTWRITEBYTECODE",
            "1",
            "PATH",
            "/usr/bin:/bin");
    Outcome sample =
        Outcome.of(
            List.of(PYTHON.toString(), SCRIPT.toString(), "--sample"),
            Path.of("").toAbsolutePath(),
            environment,
            "");
    assumeTrue(!sample.err().contains("Operation not permitted"), "ptrace(2) is not permitted");
    sample.exits(0);
  }
}
