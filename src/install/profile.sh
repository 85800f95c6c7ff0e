# Records this login: sessionlog(1). Read by every login shell of the Bourne family, from /etc/profile.
case $- in
  *i*) if [ -x @bindir@/sessionlog ]; then eval "$(@bindir@/sessionlog init-user)"; fi ;;
esac
