# Records this login: sessionlog(1).
if status is-login; and status is-interactive; and test -x @bindir@/sessionlog
    eval (@bindir@/sessionlog init-user | string collect)
end
