package dev.sessionlog.login;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The supervision of a session: the code of the former login shell, and of the process that becomes
 * the inner shell. Both are sh, on one line, and use no variables of the user.
 *
 * <p>{@code script} is never the former login shell itself, because that may have children from the
 * profile, and {@code script} would wait for them. It is the child of a sh that waits for nothing
 * else.
 */
public enum Supervision {
  /**
   * The kernel kills {@code script} when its parent dies, which dies when the terminal is gone. So
   * the inner terminal hangs up, because its other end is closed, whatever {@code script} does on
   * SIGHUP, and the inner shell reacts as usual. Other signals do not reach {@code script}, which
   * would otherwise kill an inner shell that ignores them. A pipe without a reader does not prevent
   * it from reporting the exit code of the shell. bash keeps ignoring the job control signals when
   * it executes another program. The signals that were ignored before are the bits of the 31st
   * field after the name in proc_pid_stat(5). If that cannot be read, none counts as ignored,
   * because a failing shift would end the login.
   */
  FULL(
      """
      sl_reset=TSTP,TTIN,TTOU,HUP,PIPE,TERM;
      sl_stat() { shift 30; sl_reset=TSTP,TTIN,TTOU,;
      [ $(($1&1)) != 0 ] || sl_reset=${sl_reset}HUP,;
      [ $(($1&4096)) != 0 ] || sl_reset=${sl_reset}PIPE,;
      [ $(($1&16384)) != 0 ] || sl_reset=${sl_reset}TERM; };
      read -r sl_facts </proc/$$/stat && sl_stat ${sl_facts##*) };
      """,
      """
      trap "" HUP PIPE TERM; exec /usr/bin/setpriv --pdeathsig KILL"""),

  /** The variant for machines whose tools are too old. */
  PLAIN("", "exec");

  /**
   * The placeholder in an answer for the name and arguments of the login shell. It stands at the
   * beginning, because the time that dash needs to cut it out grows with the square of its offset.
   */
  static final String ARGUMENTS = "@arguments@";

  /** The shell variable that holds these words; not exported, unless all are. */
  static final String CALLED = "_ar";

  /**
   * The code that {@code script} runs: it executes the shell with the name and arguments of the
   * asking one. Only bash can give a program a different name. It sets {@code SHLVL}, which would
   * be visible in a shell without that variable, so it is made a list, which is not exported. Bash
   * itself does not get the new name, because as rbash it would be restricted, and could not
   * execute anything.
   *
   * <p>Before that it waits until {@code script} has opened the pipe, which script does after it
   * started this. Otherwise the shell would ask before it is visibly recorded, and be recorded
   * again, and a {@code script} that cannot open the pipe would end only then. Mostly the pipe is
   * open at the first check. After two seconds this stops waiting, because opening a pipe without a
   * reader blocks for ever. Before it executes the shell, it sends SIGUSR1 to the outer process,
   * and SIGUSR2 if that failed.
   */
  private static final String INSIDE =
      line(
          """
          sl_program=$SESSIONLOG_PROGRAM; sl_mark=;
          if [ -n "$sl_outside" ]; then
          sl_open=/proc/$PPID/fd; sl_turns=;
          until for sl_file in $sl_open/*; do [ $sl_file -ef "$SESSIONLOG_PIPE" ] && break; done; do
          [ -e $sl_open/0 ] || exit; [ ${#sl_turns} != 99 ] || { kill -KILL $PPID; exit; };
          /bin/sleep 0.02; sl_turns=x$sl_turns; done;
          sl_mark="trap \\"kill -USR2 $sl_outside\\" EXIT; kill -USR1 $sl_outside; "; fi;
          @consent@
          if [ -n "${SESSIONLOG_COMMAND-}" ]; then
          set -- "$sl_program" -c "$SESSIONLOG_COMMAND";
          elif [ -n "${SESSIONLOG_COMMAND+x}" ] || [ -z "$SESSIONLOG_ARGUMENTS" ]; then
          set -- "-${sl_program##*/}";
          else sl_name=${SESSIONLOG_ARGUMENTS#"\\\\0047"}; sl_name=${sl_name%"\\\\0047"};
          case $sl_name in *"\\\\"*) eval "set -- $(printf %b "$SESSIONLOG_ARGUMENTS")" ;;
          *) set -- "$sl_name"; esac; fi;
          SHELL=$SESSIONLOG_SHELL; [ -n "$SHELL" ] || unset SHELL;
          [ -z "${SSH_TTY-}" ] || SSH_TTY=$(/usr/bin/tty);
          sl_reset=${SESSIONLOG_SIGNALS:+/usr/bin/env --default-signal=$SESSIONLOG_SIGNALS};
          unset SESSIONLOG_PROGRAM SESSIONLOG_ARGUMENTS SESSIONLOG_COMMAND
          SESSIONLOG_SHELL SESSIONLOG_SIGNALS SESSIONLOG_PIPE sl_arguments;
          sl_name=$1; shift;
          sl_login=; case $sl_name in -*) sl_login=-l; esac;
          @give-back@
          if [ "$sl_name" != "$sl_program" ] && [ -x /bin/bash ]; then
          sl_bash="exec -a \\"\\$1\\" \\"\\${@:2}\\"";
          [ -n "${SHLVL+x}" ] || sl_bash="unset SHLVL; declare -a SHLVL; $sl_bash";
          exec $sl_reset /bin/bash -p -c "$sl_mark$sl_bash" bash "$sl_name" "$sl_program" "$@"; fi;
          [ -z "$sl_mark" ] || exec $sl_reset /bin/sh -c "${sl_mark}exec \\"\\$@\\""
          sh "$sl_program" $sl_login "$@";
          exec $sl_reset "$sl_program" $sl_login "$@"
          """
              .replace("@give-back@", LoaderVariables.GIVE_BACK));

  /** Asks for the user's consent, unless there is a command or the question is not there. */
  private static final String ASK =
      line(
          """
          [ ! -r "$sl_agreement" ] || [ -n "$sl_command" ] || {
          [ -z "$sl_outside" ] || kill -USR1 $sl_outside; /bin/sh "$sl_agreement" || exit; };
          """);

  private static final long PATIENCE_SECONDS = 5;

  /** The code that {@code script} runs where no consent is asked for. */
  private static final String INSIDE_UNASKED = INSIDE.replace("@consent@ ", "");

  private final String signals;
  private final String run;
  private final String outsideUnasked;

  /**
   * Creates one.
   *
   * @param signals code that sets {@code sl_reset} to the signals that must not be ignored inside
   * @param run code before {@code script}
   */
  Supervision(String signals, String run) {
    this.signals = signals;
    this.run = run;
    this.outsideUnasked = code(false);
  }

  /**
   * Returns the code that the former login shell runs. Its arguments are the code of {@link
   * #INSIDE}, the pipe, its other name, the program of the shell, its name and arguments, and the
   * lines of a notice. A command gets no notice, because its output may be parsed. If the output of
   * the shell is redirected, it is redirected inside, too.
   *
   * <p>{@code script} gets the pipe by the name of {@link SessionPipe#keptPath}, if there is one,
   * so that a late one cannot create a file in place of a removed pipe. Otherwise the pipe is in a
   * folder where this user cannot create files. It gets no descriptor, because it would keep that
   * besides the one that it opens, and with two writers nobody would notice the loss of one.
   *
   * <p>No login fails because {@code script} cannot run, for lack of a process, a terminal or
   * memory, or because the pipe is gone. If the inner shell never started, the shell runs here
   * instead and asks again. {@code Attempts} decides about the answer.
   */
  String outside(Optional<Path> consent) {
    return consent.isPresent() ? code(true) : outsideUnasked;
  }

  private String code(boolean asks) {
    String code =
        line(
            """
        trap : INT QUIT TERM TSTP TTIN TTOU; sl_reset=; sl_inside=$1; sl_pipe=$2;
        [ ! "$3" -ef "$2" ] || sl_pipe=$3; shift;
        %s
        set -a; SESSIONLOG_PROGRAM=$3 SESSIONLOG_ARGUMENTS=$4 SESSIONLOG_SHELL=${SHELL-}
        SESSIONLOG_SIGNALS=$sl_reset SESSIONLOG_PIPE=$sl_pipe; set +a;
        sl_up=; sl_outside=; trap "sl_up=" USR2; trap "sl_up=x; sl_was=x" USR1; kill -USR1 $$;
        [ -z "$sl_up" ] || { kill -USR2 $$; [ -n "$sl_up" ] || sl_outside=$$; }; sl_up=x;
        [ -z "$sl_outside" ] || { sl_up=; sl_was=; trap sl_go EXIT; };
        sl_go() { trap - EXIT; if [ -z "$sl_up" ]; then
        echo "sessionlog: recording could not start; trying again" >&2;
        sl_outside=; @skip@eval "$sl_inside"; fi; };
        sl_asked() { sl_command=${SESSIONLOG_COMMAND-}; [ $# = 0 ] || shift;
        for sl_word; do case $sl_word in --*) ;; [-+]*c*) sl_command=x; esac; done; };
        case $4 in *" "*c*) eval "sl_asked $(printf %%b "$4")" ;; *) sl_asked; esac;
        shift 4; [ -n "$sl_command" ] || [ $# = 0 ] || printf "%%s\\n" "$@" >&2;
        [ -t 1 ] || ! [ -t 2 ] || { exec 9>&1 1>&2; sl_inside="exec >&9 9>&-; $sl_inside"; };
        if [ -p "$sl_pipe" ]; then ( export SHELL=/bin/sh;
        %s /usr/bin/script -q -f -e -c "sl_outside=$sl_outside; @command@$sl_inside" "$sl_pipe" ); fi;
        sl_status=$?;
        [ $sl_status != 137 ] || { sl_up=$sl_was; /bin/stty sane <&2; }; sl_go; exit $sl_status
        """
                .formatted(signals, run));
    return code.replace("@skip@", asks ? line("sl_command=x;") + " " : "")
        .replace("@command@", asks ? line("sl_command=${sl_command:+x};") + " " : "");
  }

  /**
   * Returns what {@code script} runs.
   *
   * @param consent the program that asks for the user's consent first
   */
  static String inside(Optional<Path> consent) {
    if (consent.isEmpty()) {
      return INSIDE_UNASKED;
    }
    String path = ShellSyntax.POSIX.quote(consent.get().toString());
    return INSIDE.replace("@consent@", line("sl_agreement=") + path + "; " + ASK);
  }

  /**
   * Joins code to one line, and shortens the names of its variables, because an answer must fit in
   * a page.
   */
  private static String line(String code) {
    return code.strip()
        .replaceAll("\\s*\n\\s*", " ")
        .replaceAll("\\bsl_([a-z]{2})[a-z]+", "_$1")
        .replaceAll("\\bSESSIONLOG_(?!COMMAND)([A-Z]{2})[A-Z]+", "SL_$1");
  }

  /** Returns the variant for this machine's tools: setpriv since 2.33, env since 8.31. */
  public static Supervision ofThisMachine() {
    List<String> trial =
        List.of(
            "/usr/bin/setpriv",
            "--pdeathsig",
            "KILL",
            "/usr/bin/env",
            "--default-signal=HUP,PIPE,",
            "/bin/true");
    try {
      Process process =
          new ProcessBuilder(trial)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0 ? FULL : PLAIN;
    } catch (IOException missing) {
      return PLAIN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return PLAIN;
    }
  }
}
