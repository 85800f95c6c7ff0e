package dev.sessionlog.collector;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The program that writes transcripts, as {@link TranscriberProcess} runs it. */
interface TranscriberProgram {
  /** Returns the command of the next process. */
  List<String> command(boolean afterDeath);

  /** Returns its environment. */
  Map<String, String> environment();

  /** Returns the user that it runs as. */
  String user();

  /** Ends a process that an earlier collector left running. */
  void endLeftover();

  /** Kills one. */
  void kill(long pid);

  /** Writes the files that the next process reads, in case they were removed. */
  default void provide() throws IOException {}

  /** Called when a process has started. */
  void started(long pid) throws IOException;
}
