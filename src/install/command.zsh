# >>> sessionlog >>> records commands that ssh runs at a terminal; `hooks remove-commands` takes it out
if [[ -n $ZSH_EXECUTION_STRING && -n $SSH_CLIENT && $SHLVL -le 1 && -t 0 && -t 2 && -x @bindir@/sessionlog ]]; then SESSIONLOG_COMMAND=$ZSH_EXECUTION_STRING; export SESSIONLOG_COMMAND; eval "$(@bindir@/sessionlog init-user)"; unset SESSIONLOG_COMMAND; fi
# <<< sessionlog <<<
