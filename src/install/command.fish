# Records commands that ssh runs at a terminal: sessionlog(1). Here sshd says what it runs: fish -c COMMAND.
if set -q SSH_CLIENT; and isatty stdin; and isatty stderr; and test -x @bindir@/sessionlog
    set -l called (string split0 </proc/$fish_pid/cmdline)
    if test (count $called) = 3; and test "$called[2]" = -c
        set -gx SESSIONLOG_COMMAND $called[3]
        eval (@bindir@/sessionlog init-user | string collect)
        set -e SESSIONLOG_COMMAND
    end
end
