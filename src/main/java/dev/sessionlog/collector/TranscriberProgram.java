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

  /** Returns as whom it runs. */
  String user();

  /** Ends what an earlier recorder left running, if anything. */
  void endLeftover();

  /** Kills one. */
  void kill(long pid);

  /** Writes what the next process reads, for when somebody removed it. */
  default void provide() throws IOException {}

  /** Is told of a process that has started. */
  void started(long pid) throws IOException;
}
