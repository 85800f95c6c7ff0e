# Completes the commands, options and values of sessionlog; made by 'sessionlog generate-completion fish'.

# Finds users, sessions, places and hosts; a program for sh, which runs nothing that a name says.
set -g __sessionlog_finder 'exec 2>/dev/null </dev/null
PATH=/usr/bin:/bin
LC_ALL=C
export PATH LC_ALL
unset IFS
tab=\'	\'
id=\'[0-9]\\{8\\}T[0-9]\\{6\\}-[a-z0-9]\\{4\\}\'
kind=$1
typed=$2
shift 2

# --- where -------------------------------------------------------------------------------------------

# read_words WORD...: sets `command`, what the words say of where to look, and `session`, the last that may name one.
read_words() {
  config=$SESSIONLOG_CONFIG
  run_dir=$SESSIONLOG_RUN_DIR
  archived=
  url=
  host=\'*\'
  command=
  session=
  option=
  shift # the program
  for word; do
    if [ -n "$option" ]; then
      take "$option" "$word"
      option=
      continue
    fi
    case $word in
      --config | --run-dir | --archive-url | --host) option=$word ;;
      -[sifouSUnm] | --at | --dump-at | --speed | --idle-limit | --format | --output | --redact | --anchor) option=- ;;
      --*=*) take "${word%%=*}" "${word#*=}" ;;
      --archive) archived=yes ;;
      -*) ;;
      *) if [ -n "$command" ]; then session=$word; else command=$word; fi ;;
    esac
  done
}

# take OPTION VALUE
take() {
  case $1 in
    --config) config=$2 ;;
    --run-dir) run_dir=$2 ;;
    --archive-url) archived=yes url=$2 ;;
    --host) case $2 in *[!A-Za-z0-9_.-]*) ;; *) host=$2 ;; esac ;;
  esac
}

# choose_files: sets `file`, the configuration, and `log`, the log dir unless the configuration names another.
choose_files() {
  file=${XDG_CONFIG_HOME:-$HOME/.config}/sessionlog/sessionlog.toml
  log=${XDG_STATE_HOME:-$HOME/.local/state}/sessionlog
  if [ -d /run/sessionlog ] || [ -d /var/lib/sessionlog ]; then
    case ${run_dir%/} in
      \'\' | /run/sessionlog)
        file=/etc/sessionlog/sessionlog.toml
        log=/var/log/sessionlog
        ;;
    esac
  fi
  file=${config:-$file}
  case $file in
    [~]/*) file=$HOME/${file#??} ;;
    */*) ;;
    *) file=./$file ;;
  esac
}

# setting SECTION KEY: prints the value of a key that is a text, as the last of the files has it.
setting() {
  section="[[:blank:]]*\\[[[:blank:]]*$1[[:blank:]]*]"
  value="[[:blank:]]*$2[[:blank:]]*=[[:blank:]]*[\\"\']\\([^\\"\'\\\\]*\\)[\\"\']"
  set --
  for each in "$file" "${file%/*}"/config.d/*.toml; do
    [ ! -f "$each" ] || set -- "$@" "$each"
  done
  [ "$#" = 0 ] || sed -s -n "/^$section/,/^[[:blank:]]*\\[/s/^$value.*/\\1/p" -- "$@" | tail -n 1
}

# choose_log_dir: sets `log` to what the configuration names.
choose_log_dir() {
  named=$(setting log dir)
  case $named in
    /*%h*)
      read -r machine </proc/sys/kernel/hostname
      log=${named%%\\%h*}$machine${named#*%h}
      ;;
    /*) log=$named ;;
  esac
}

# choose_archive: sets `archive` to the folder that holds it; fails where it is none.
choose_archive() {
  [ -n "$url" ] || url=$(setting archive url)
  case $url in
    file:///*) archive=${url#file://} ;;
    *) return 1 ;;
  esac
}

# --- users -------------------------------------------------------------------------------------------

# say_users: prints the users with the stems on its input, one a line. One is left out that the program gives to nobody,
# or that has what a terminal would act on, or would not show.
say_users() {
  escaped=
  set -f
  # shellcheck disable=SC2013 # no stem has a blank
  for stem in $(sort -u); do
    case $stem in
      .* | -* | *[!A-Za-z0-9_.@+%-]* | *%[01]?* | *%7[Ff]* | *%C2%[89]* | *%E2%8[01]* | *%EF%BB* | *%D8%9C*) ;;
      *%*) escaped="$escaped$stem\\\\tuser\\\\n" ;;
      *) printf \'%s\\tuser\\n\' "$stem" ;;
    esac
  done
  [ -z "$escaped" ] ||
    /usr/bin/printf \'%b\' "$(printf \'%s\' "$escaped" | sed \'s/%/\\\\x/g\')" |
    LC_ALL=C.UTF-8 grep -ax "[[:print:]]*${tab}user"
}

users() {
  # Names with other characters are for the shell to compare.
  case $typed in *[!A-Za-z0-9_.@+-]*) begin= ;; *) begin=$typed ;; esac
  if [ -n "$archived" ]; then
    # shellcheck disable=SC2086 # may be a pattern
    printf \'%s\\0\' "$archive"/*/date=*/host=$host-??????????/*T??????-????."$begin"*.json |
      sed -z \'/\\n/d; s/^.*\\/[^/.]*\\.//; s/\\.json$//\' | tr \'\\0\' \'\\n\' | say_users
  else
    # A rolled log has its day and a number after the name.
    printf \'%s\\0\' "$log"/sessions/"$begin"* "$log"/hosts/*/sessions/"$begin"* "$log/$begin"*.log |
      sed -z \'/\\n/d; /\\.[0-9-]\\{10\\}\\.[0-9]*\\.log$/d; s/^.*\\///; s/\\.log$//\' | tr \'\\0\' \'\\n\' | say_users
  fi
}

# --- sessions ----------------------------------------------------------------------------------------

sessions() {
  lead=
  case $typed in
    *:*)
      [ "$command" != play ] || lines_of "${typed%%:*}" "${typed%%:*}"
      return
      ;;
    *[~]*)
      earlier "${typed%%[~]*}"
      return
      ;;
    [A-Za-z0-9]*/*)
      lead=${typed%%/*}/
      host=${lead%/}
      case $host in *[!A-Za-z0-9_.-]*) return ;; esac
      ;;
  esac
  begun=${typed#"$lead"}
  case $begun in
    [!0-9]* | *[!0-9Ta-z-]*) ;;
    *) ids ;;
  esac
  [ -n "$lead" ] || users
}

# ids: prints the sessions whose ids begin with `begun`.
ids() {
  if [ -n "$archived" ]; then
    ids_of_archive
  elif [ -z "$lead" ]; then
    for folder in "$log"/sessions "$log"/hosts/*/sessions; do
      [ ! -d "$folder" ] || (cd -- "$folder" && ids_here ./*/"$begun"*)
    done
  fi
}

# ids_here FOLDER...: prints the sessions with these folders, ./USER/ID.
ids_here() {
  if are_many "$#"; then
    printf \'%s\\n\' "$@" | cut -d / -f 3 | say_steps
  else
    printf \'%s\\n\' "$@" | ids_in | say_ids
  fi
}

ids_of_archive() {
  day=\'*\'
  case $begun in [0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]*)
    day=$(printf \'%s\' "$begun" | sed \'s/^\\(.\\{4\\}\\)\\(..\\)\\(..\\).*/\\1-\\2-\\3/\')
    ;;
  esac
  # shellcheck disable=SC2086 # may be patterns
  set -- "$archive"/*/date=$day/host=$host-??????????/"$begun"*.json
  if are_many "$#"; then
    printf \'%s\\n\' "$@" | sed \'s/^.*\\///\' | say_steps
  else
    printf \'%s\\n\' "$@" | sed -n "s/^.*\\/\\($id\\)\\.\\([A-Za-z0-9_.@+%-]*\\)\\.json\\$/\\1 \\2/p" | say_ids
  fi
}

# are_many COUNT: whether so many sessions are only told by their times, as far as that is to be typed next: step by
# step one comes to the one that is meant, as with folders. Sets `length`, that of the next step.
are_many() {
  [ "$1" -gt 500 ] && [ "${#begun}" -lt 15 ] || return
  length=$((${#begun} < 9 ? 9 : ${#begun} + 2))
}

# say_steps: prints those times of the ids on its input. As they are many, they are cut first and sorted last.
say_steps() {
  [ -n "$begun" ] || return
  cut -c "1-$length" | uniq | sort -u | sed -n "s|^[0-9]\\{8\\}T[0-9]*\\$|$lead&${tab}sessions|p"
}

# ids_in: prints the sessions with the folders on its input, as ID STEM.
ids_in() {
  sed -n "s|^.*/\\([A-Za-z0-9_.@+%-]*\\)/\\($id\\)\\$|\\2 \\1|p"
}

# say_ids: prints the sessions of the lines ID STEM on its input.
say_ids() {
  sort -u | sed "s/ /$tab/; s|^|$lead|"
}

# earlier USER: prints USER~1, the session before the latest of that user, and those before it.
earlier() {
  case $1 in \'\' | .* | *[!A-Za-z0-9_.@+-]*) return ;; esac
  number=0
  [ -n "$archived" ] || printf \'%s\\n\' "$log/sessions/$1"/[0-9]* | ids_in | sort -r | sed -n \'2,21p\' |
    while read -r found _; do
      number=$((number + 1))
      printf \'%s~%s\\t%s\\n\' "$1" "$number" "$found"
    done
}

# --- places and hosts --------------------------------------------------------------------------------

# lines_of SESSION LEAD: prints the last lines of the transcript that are in the user\'s current log, as LEAD:NUMBER.
lines_of() {
  begun=${typed##*:}
  case $archived$begun in *[!0-9]*) return ;; esac
  case $1 in
    \'\' | .* | *[!A-Za-z0-9_.@+-]*) return ;;
    [0-9]*T*) found=$(printf \'%s\\n\' "$log"/sessions/*/"$1"* | ids_in | head -n 1) ;;
    *) found=$(printf \'%s\\n\' "$log/sessions/$1"/[0-9]* | ids_in | sort | tail -n 1) ;;
  esac
  [ -n "$found" ] || return
  LC_ALL=C.UTF-8 sed -n \\
    "s/^[^ ]* ${found%% *}:\\(${begun}[0-9]*\\) [^ ]* \\([[:print:]]\\{0,50\\}\\).*/$2:\\1$tab\\2/p" \\
    "$log/${found#* }.log" | tail -n 30
}

places() {
  [ -z "$session" ] || lines_of "$session" \'\'
  printf \'%s%%\\ta part of the whole time\\n\' 25 50 75
}

hosts() {
  [ -z "$archived" ] ||
    printf \'%s\\n\' "$archive"/hosts/*.json | sed -n "s/^.*\\/\\([A-Za-z0-9_.-]*\\)-.\\{10\\}\\.json\\$/\\1${tab}host/p" |
    sort -u
}

# -----------------------------------------------------------------------------------------------------

read_words "$@"
choose_files
if [ -n "$archived" ]; then
  choose_archive || exit 0
else
  choose_log_dir
fi
case $kind in
  users | sessions | places | hosts) "$kind" ;;
esac'

# Prints users, sessions, places or hosts, each with what it is.
function __sessionlog_find
    /bin/sh -c $__sessionlog_finder sessionlog $argv[1] (__sessionlog_typed) (commandline -opc) 2>/dev/null
end

# Prints what there is of the value that is typed.
function __sessionlog_typed
    string replace -r -- '^--[a-z-]+=' '' (commandline -ct)
    return 0
end

# Prints each of the lines on its input as the next of a list that is separated by commas.
function __sessionlog_list
    set -l before (__sessionlog_typed | string match -r '^.*,')
    while read -l line
        printf '%s%s\n' "$before" $line
    end
end

# Tells whether that command is typed; without one, whether none is.
function __sessionlog_in
    set -l words (commandline -opc)
    set -e words[1]
    while set -q words[1]
        switch $words[1]
            case --config --run-dir
                set -e words[1]
            case '-*'
            case '*'
                test "$words[1]" = "$argv[1]"
                return
        end
        set -e words[1]
    end
    not set -q argv[1]
end

complete -c sessionlog -e
complete -c sessionlog -f
complete -c sessionlog -n __sessionlog_in -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n __sessionlog_in -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n __sessionlog_in -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n __sessionlog_in -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n __sessionlog_in -s V -l version -d 'Show the version and exit.'
complete -c sessionlog -n __sessionlog_in -a init-user -d 'Starts recording this login, from the user\'s profile.'
complete -c sessionlog -n __sessionlog_in -a daemon -d 'Runs the collector in the foreground.'
complete -c sessionlog -n __sessionlog_in -a status -d 'Shows whether a collector runs, what it records, and what went wrong recently.'
complete -c sessionlog -n __sessionlog_in -a list -d 'Lists sessions, newest first.'
complete -c sessionlog -n __sessionlog_in -a tail -d 'Prints the last lines of a user\'s transcript.'
complete -c sessionlog -n __sessionlog_in -a show -d 'Prints the transcript of one session: what the user saw, line by line.'
complete -c sessionlog -n __sessionlog_in -a play -d 'Plays a session on the terminal, forward and back.'
complete -c sessionlog -n __sessionlog_in -a search -d 'Searches what users saw on their screens.'
complete -c sessionlog -n __sessionlog_in -a export -d 'Writes one session as a page, a picture, or in the format of another program.'
complete -c sessionlog -n __sessionlog_in -a import -d 'Imports recordings of other programs, and prints the id of each session.'
complete -c sessionlog -n __sessionlog_in -a end -d 'Ends a session by hanging up its terminal, as closing a window does.'
complete -c sessionlog -n __sessionlog_in -a hold -d 'Places a legal hold: keeps sessions, and the logs of their days, until released.'
complete -c sessionlog -n __sessionlog_in -a release -d 'Releases a legal hold, so that the limits of [retention] apply again.'
complete -c sessionlog -n __sessionlog_in -a verify -d 'Checks whether recordings are as they were sealed in the ledger.'
complete -c sessionlog -n __sessionlog_in -a ledger -d 'Shows the ledger, in which the collector seals what it records.'
complete -c sessionlog -n __sessionlog_in -a archive -d 'Shows what the archive has of what was recorded here, what waits to be brought there, since when and why.'
complete -c sessionlog -n __sessionlog_in -a cleanup -d 'Removes recordings and logs that are over the limits.'
complete -c sessionlog -n __sessionlog_in -a config -d 'Prints the configuration in force, and where each value comes from.'
complete -c sessionlog -n __sessionlog_in -a generate-completion -d 'Prints a script that completes commands and options.'
complete -c sessionlog -n __sessionlog_in -a help -d 'Prints the help of the program or of a command.'
complete -c sessionlog -n '__sessionlog_in init-user' -l install -d 'Add the line to the file that the login shell reads.'
complete -c sessionlog -n '__sessionlog_in init-user' -l uninstall -d 'Remove the line, and leave the files as they were before.'
complete -c sessionlog -n '__sessionlog_in init-user' -l check -d 'Say whether this login is recorded and, if not, why. Returns 1 if not.'
complete -c sessionlog -n '__sessionlog_in init-user' -l shell -r -f -a '/bin/bash /bin/zsh /usr/bin/fish /bin/sh' -d 'Edit the profile of this login shell. Default: the user\'s, from passwd(5).'
complete -c sessionlog -n '__sessionlog_in init-user' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in init-user' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in init-user' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in init-user' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in daemon' -l idle-exit -r -d 'Exit after this long without a session, for example 10m; 0 for never.'
complete -c sessionlog -n '__sessionlog_in daemon' -l system -d 'Record all users, as root. Implied where the machine is set up for that.'
complete -c sessionlog -n '__sessionlog_in daemon' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in daemon' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in daemon' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in daemon' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in status' -l json -d 'Print one JSON object.'
complete -c sessionlog -n '__sessionlog_in status' -l prometheus -d 'Print metrics for Prometheus. Returns 0 even if no collector runs.'
complete -c sessionlog -n '__sessionlog_in status' -s o -l output -r -F -d 'With --prometheus: replace this file in one step, as the textfile collector of node_exporter needs it.'
complete -c sessionlog -n '__sessionlog_in status' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in status' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in status' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in status' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in list' -s u -l user -r -f -a '(__sessionlog_find users | __sessionlog_list)' -d 'List this user\'s sessions only. May be repeated.'
complete -c sessionlog -n '__sessionlog_in list' -s S -l since -r -f -a 'today yesterday 1h 8h 1d 1week monday' -d 'List sessions that started at this time or later.'
complete -c sessionlog -n '__sessionlog_in list' -s U -l until -r -f -a 'today yesterday 1h 8h 1d 1week monday' -d 'List sessions that started before this time.'
complete -c sessionlog -n '__sessionlog_in list' -l from-host -r -d 'List sessions that came from this address, claimed or not; * matches anything.'
complete -c sessionlog -n '__sessionlog_in list' -l tty -r -d 'List sessions on this terminal, for example pts/3; * matches anything.'
complete -c sessionlog -n '__sessionlog_in list' -l state -r -f -a '(printf \'%s\\n\' active complete truncated aborted orphaned unknown | __sessionlog_list)' -d 'List sessions in this state: active, complete, truncated, aborted, orphaned or unknown.'
complete -c sessionlog -n '__sessionlog_in list' -l active -d 'List sessions that are being recorded.'
complete -c sessionlog -n '__sessionlog_in list' -l min-duration -r -d 'List sessions that lasted at least this long, for example 10m.'
complete -c sessionlog -n '__sessionlog_in list' -l sort -r -f -a 'started duration size user' -d 'Sort by started, duration, size, user, the largest first. Default: started.'
complete -c sessionlog -n '__sessionlog_in list' -s r -l reverse -d 'Reverse the order.'
complete -c sessionlog -n '__sessionlog_in list' -s n -l lines -r -d 'Print the first N sessions only.'
complete -c sessionlog -n '__sessionlog_in list' -l json -d 'Print one JSON object per line.'
complete -c sessionlog -n '__sessionlog_in list' -l archive -d 'Read the archive of the configuration: the sessions of all hosts.'
complete -c sessionlog -n '__sessionlog_in list' -l archive-url -r -d 'Read this archive, such as file:///srv/archive.'
complete -c sessionlog -n '__sessionlog_in list' -l host -r -f -a '(__sessionlog_find hosts | __sessionlog_list)' -d 'In an archive: the sessions of this host only; * matches anything. May be repeated.'
complete -c sessionlog -n '__sessionlog_in list' -l no-pager -d 'Do not use $PAGER or less.'
complete -c sessionlog -n '__sessionlog_in list' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in list' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in list' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in list' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in list' -f -a '(__sessionlog_find users)'
complete -c sessionlog -n '__sessionlog_in tail' -s n -l lines -r -d 'How many lines; +N prints all from line N on. -5 is short for -n 5. Default: 10.'
complete -c sessionlog -n '__sessionlog_in tail' -s f -l follow -d 'Continue with new lines.'
complete -c sessionlog -n '__sessionlog_in tail' -s o -l output -r -f -a 'short full json cat' -d 'How to print a line: short, full, json, cat. Default: short on a terminal, otherwise full.'
complete -c sessionlog -n '__sessionlog_in tail' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in tail' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in tail' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in tail' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in tail' -f -a '(__sessionlog_find users)'
complete -c sessionlog -n '__sessionlog_in show' -s f -l follow -d 'Continue with new lines until the session ends.'
complete -c sessionlog -n '__sessionlog_in show' -l raw -d 'Render the session from its recording instead.'
complete -c sessionlog -n '__sessionlog_in show' -s t -l text -d 'Print the text only, without times, rendered from the recording.'
complete -c sessionlog -n '__sessionlog_in show' -l commands -d 'Print the commands that were typed instead: time, duration, exit code, directory and command. They are found by the marks that the shell sends (OSC 133, OSC 633), or otherwise by its prompts; ? marks a guess. A user can forge both.'
complete -c sessionlog -n '__sessionlog_in show' -l json -d 'The same as -o json.'
complete -c sessionlog -n '__sessionlog_in show' -s o -l output -r -f -a 'short full json cat' -d 'How to print a line: short, full, json, cat. Default: short on a terminal, otherwise full.'
complete -c sessionlog -n '__sessionlog_in show' -l archive -d 'Read the archive of the configuration: the sessions of all hosts.'
complete -c sessionlog -n '__sessionlog_in show' -l archive-url -r -d 'Read this archive, such as file:///srv/archive.'
complete -c sessionlog -n '__sessionlog_in show' -l host -r -f -a '(__sessionlog_find hosts | __sessionlog_list)' -d 'In an archive: the sessions of this host only; * matches anything. May be repeated.'
complete -c sessionlog -n '__sessionlog_in show' -l no-pager -d 'Do not use $PAGER or less.'
complete -c sessionlog -n '__sessionlog_in show' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in show' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in show' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in show' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in show' -f -a '(__sessionlog_find sessions)'
complete -c sessionlog -n '__sessionlog_in play' -l at -r -f -a '(__sessionlog_find places)' -d 'Begin at this place, see below. SESSION:17 is the same as --at=:17 SESSION.'
complete -c sessionlog -n '__sessionlog_in play' -s s -l speed -r -d 'Play this many times as fast, for example 4 or 0.5.'
complete -c sessionlog -n '__sessionlog_in play' -s i -l idle-limit -r -d 'Shorten longer pauses to this, for example 2s.'
complete -c sessionlog -n '__sessionlog_in play' -s f -l follow -d 'Begin at the end of a live session, and follow it.'
complete -c sessionlog -n '__sessionlog_in play' -l dump-at -r -f -a '(__sessionlog_find places)' -d 'Only print what the screen showed at this place, as text.'
complete -c sessionlog -n '__sessionlog_in play' -l ansi -d 'With --dump-at: print colours and styles, too.'
complete -c sessionlog -n '__sessionlog_in play' -l archive -d 'Read the archive of the configuration: the sessions of all hosts.'
complete -c sessionlog -n '__sessionlog_in play' -l archive-url -r -d 'Read this archive, such as file:///srv/archive.'
complete -c sessionlog -n '__sessionlog_in play' -l host -r -f -a '(__sessionlog_find hosts | __sessionlog_list)' -d 'In an archive: the sessions of this host only; * matches anything. May be repeated.'
complete -c sessionlog -n '__sessionlog_in play' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in play' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in play' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in play' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in play' -f -a '(__sessionlog_find sessions)'
complete -c sessionlog -n '__sessionlog_in search' -s i -l ignore-case -d 'Ignore the difference between capital and small letters.'
complete -c sessionlog -n '__sessionlog_in search' -s F -l fixed-strings -d 'Take REGEX as plain text.'
complete -c sessionlog -n '__sessionlog_in search' -s C -l context -r -d 'Also print N lines of the session before and after each match.'
complete -c sessionlog -n '__sessionlog_in search' -s B -l before-context -r -d 'Also print N lines of the session before each match.'
complete -c sessionlog -n '__sessionlog_in search' -s A -l after-context -r -d 'Also print N lines of the session after each match.'
complete -c sessionlog -n '__sessionlog_in search' -s m -l max-count -l limit -r -d 'Stop after N matching lines.'
complete -c sessionlog -n '__sessionlog_in search' -s l -l sessions-with-matches -d 'Only print the ids of sessions with a match.'
complete -c sessionlog -n '__sessionlog_in search' -s c -l count -d 'Only print how many lines of each session match.'
complete -c sessionlog -n '__sessionlog_in search' -s u -l user -r -f -a '(__sessionlog_find users | __sessionlog_list)' -d 'Search this user\'s sessions only. May be repeated.'
complete -c sessionlog -n '__sessionlog_in search' -s s -l session -r -f -a '(__sessionlog_find sessions)' -d 'Search this session only, named as for show.'
complete -c sessionlog -n '__sessionlog_in search' -s S -l since -r -f -a 'today yesterday 1h 8h 1d 1week monday' -d 'Search what was seen at this time or later.'
complete -c sessionlog -n '__sessionlog_in search' -s U -l until -r -f -a 'today yesterday 1h 8h 1d 1week monday' -d 'Search what was seen before this time.'
complete -c sessionlog -n '__sessionlog_in search' -l screens -d 'Also search inside full-screen programs. This reads the recordings and is slow.'
complete -c sessionlog -n '__sessionlog_in search' -l json -d 'Print one JSON object per line.'
complete -c sessionlog -n '__sessionlog_in search' -l archive -d 'Read the archive of the configuration: the sessions of all hosts.'
complete -c sessionlog -n '__sessionlog_in search' -l archive-url -r -d 'Read this archive, such as file:///srv/archive.'
complete -c sessionlog -n '__sessionlog_in search' -l host -r -f -a '(__sessionlog_find hosts | __sessionlog_list)' -d 'In an archive: the sessions of this host only; * matches anything. May be repeated.'
complete -c sessionlog -n '__sessionlog_in search' -l no-pager -d 'Do not use $PAGER or less.'
complete -c sessionlog -n '__sessionlog_in search' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in search' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in search' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in search' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in export' -s f -l format -r -f -a 'asciicast-v2 asciicast-v3 typescript typescript-classic ttyrec sudo-iolog tlog text html svg evidence' -d 'One of the formats below. Default: that of files whose names end like FILE, for .html, .svg, .txt, .cast, .ttyrec and .tar.'
complete -c sessionlog -n '__sessionlog_in export' -s o -l output -r -F -d 'Write to this file, or for some formats to this folder. Default: standard output, for formats that are one file.'
complete -c sessionlog -n '__sessionlog_in export' -l force -d 'Replace existing files.'
complete -c sessionlog -n '__sessionlog_in export' -l redact -r -d 'Replace text that matches, or the part in its group named \'secret\', with asterisks. For text, html, svg and asciicast. May be repeated.'
complete -c sessionlog -n '__sessionlog_in export' -l redact-secrets -d 'The same for common tokens, private keys and passwords. It can miss some, so check the result before you give it away.'
complete -c sessionlog -n '__sessionlog_in export' -l anchor -r -F -d 'For evidence: a file with checkpoints that the recipient has. May be repeated.'
complete -c sessionlog -n '__sessionlog_in export' -l chain -d 'For evidence: include everything that leads from the ledger\'s first key to this session, whatever its size.'
complete -c sessionlog -n '__sessionlog_in export' -l at -r -f -a '(__sessionlog_find places)' -d 'With -f svg: write a picture of the screen at this place, for example 1:30. Places are those of play. SESSION:17 is the same as --at=:17 SESSION.'
complete -c sessionlog -n '__sessionlog_in export' -l archive -d 'Read the archive of the configuration: the sessions of all hosts.'
complete -c sessionlog -n '__sessionlog_in export' -l archive-url -r -d 'Read this archive, such as file:///srv/archive.'
complete -c sessionlog -n '__sessionlog_in export' -l host -r -f -a '(__sessionlog_find hosts | __sessionlog_list)' -d 'In an archive: the sessions of this host only; * matches anything. May be repeated.'
complete -c sessionlog -n '__sessionlog_in export' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in export' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in export' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in export' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in export' -f -a '(__sessionlog_find sessions)'
complete -c sessionlog -n '__sessionlog_in import' -s f -l format -r -f -a 'asciicast typescript ttyrec tlog sudo-iolog' -d 'asciicast, typescript, ttyrec, tlog or sudo-iolog. Default: recognized from the file.'
complete -c sessionlog -n '__sessionlog_in import' -s u -l user -r -f -a '(__sessionlog_find users)' -d 'The user of the session. Default: as the file says, otherwise you.'
complete -c sessionlog -n '__sessionlog_in import' -l started -r -f -a 'today yesterday 1h 8h 1d 1week monday' -d 'When the session began. Default: as the file says, otherwise the file\'s own time.'
complete -c sessionlog -n '__sessionlog_in import' -l host -r -d 'The machine of the session. Default: as the file says, otherwise this one.'
complete -c sessionlog -n '__sessionlog_in import' -l size -r -d 'The terminal\'s size, if the file does not say it. Default: 80x24.'
complete -c sessionlog -n '__sessionlog_in import' -l force -d 'Import again what was imported before, as another session.'
complete -c sessionlog -n '__sessionlog_in import' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in import' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in import' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in import' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in import' -F
complete -c sessionlog -n '__sessionlog_in end' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in end' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in end' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in end' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in end' -f -a '(__sessionlog_find sessions)'
complete -c sessionlog -n '__sessionlog_in hold' -s u -l user -r -f -a '(__sessionlog_find users)' -d 'All present and future sessions of this user. May be repeated.'
complete -c sessionlog -n '__sessionlog_in hold' -s m -l message -r -d 'The reason. It is kept with the hold.'
complete -c sessionlog -n '__sessionlog_in hold' -s l -l list -d 'Only list the holds: since when, by whom and why.'
complete -c sessionlog -n '__sessionlog_in hold' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in hold' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in hold' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in hold' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in hold' -f -a '(__sessionlog_find sessions)'
complete -c sessionlog -n '__sessionlog_in release' -s u -l user -r -f -a '(__sessionlog_find users)' -d 'All present and future sessions of this user. May be repeated.'
complete -c sessionlog -n '__sessionlog_in release' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in release' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in release' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in release' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in release' -f -a '(__sessionlog_find sessions)'
complete -c sessionlog -n '__sessionlog_in verify' -l key -r -F -d 'The ledger\'s first key, or a file with it.'
complete -c sessionlog -n '__sessionlog_in verify' -l anchor -r -F -d 'A file with checkpoints, for example a log with lines of the collector, or a folder of such files. May be repeated.'
complete -c sessionlog -n '__sessionlog_in verify' -s a -l all -d 'Name every session, not only those with a problem.'
complete -c sessionlog -n '__sessionlog_in verify' -l json -d 'Print one JSON object per line.'
complete -c sessionlog -n '__sessionlog_in verify' -l archive -d 'Read the archive of the configuration: the sessions of all hosts.'
complete -c sessionlog -n '__sessionlog_in verify' -l archive-url -r -d 'Read this archive, such as file:///srv/archive.'
complete -c sessionlog -n '__sessionlog_in verify' -l host -r -f -a '(__sessionlog_find hosts | __sessionlog_list)' -d 'In an archive: the sessions of this host only; * matches anything. May be repeated.'
complete -c sessionlog -n '__sessionlog_in verify' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in verify' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in verify' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in verify' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in verify' -F -a '(__sessionlog_find sessions)'
complete -c sessionlog -n '__sessionlog_in ledger' -l key -d 'Print only the first key.'
complete -c sessionlog -n '__sessionlog_in ledger' -l checkpoint -d 'Print only the last checkpoint, a signed note.'
complete -c sessionlog -n '__sessionlog_in ledger' -l adopt -f -a '(__sessionlog_find sessions)' -d 'Seal sessions that are not in the ledger, because they are older or were imported, as they are now. They are named as for verify. Default: all of them.'
complete -c sessionlog -n '__sessionlog_in ledger' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in ledger' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in ledger' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in ledger' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in archive' -l json -d 'Print one JSON object.'
complete -c sessionlog -n '__sessionlog_in archive' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in archive' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in archive' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in archive' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in cleanup' -s n -l dry-run -d 'Only print what would be removed, and why.'
complete -c sessionlog -n '__sessionlog_in cleanup' -s v -l verbose -d 'Print what is removed, and why.'
complete -c sessionlog -n '__sessionlog_in cleanup' -l json -d 'Print one JSON object per line.'
complete -c sessionlog -n '__sessionlog_in cleanup' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in cleanup' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in cleanup' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in cleanup' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in config' -l system -d 'Show the configuration of the system collector.'
complete -c sessionlog -n '__sessionlog_in config' -l check -F -d 'Only check the configuration, or FILE and the drop-ins in config.d beside it. Returns 2 if it cannot be used.'
complete -c sessionlog -n '__sessionlog_in config' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in config' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in config' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in config' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in generate-completion' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in generate-completion' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in generate-completion' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in generate-completion' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in generate-completion' -f -a 'bash zsh fish'
complete -c sessionlog -n '__sessionlog_in help' -s h -l help -d 'Show this help and exit.'
complete -c sessionlog -n '__sessionlog_in help' -l config -r -F -d 'Read the configuration from this file.'
complete -c sessionlog -n '__sessionlog_in help' -l run-dir -r -f -a '(__fish_complete_directories)' -d 'Use the collector with this run directory.'
complete -c sessionlog -n '__sessionlog_in help' -l debug -d 'Print a stack trace with each error.'
complete -c sessionlog -n '__sessionlog_in help' -f -a 'init-user daemon status list tail show play search export import end hold release verify ledger archive cleanup config generate-completion help'
