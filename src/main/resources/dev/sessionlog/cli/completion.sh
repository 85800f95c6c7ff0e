# shellcheck shell=sh
# Prints what a word of a command line can be, a line for each: the word and, after a tab, what it is.
#
#   sh -c TEXT sessionlog KIND TYPED WORD...
#
# KIND is users, sessions, places or hosts, TYPED what there is of the word, and WORD each word before it. Only names
# are read, in folders that the caller may read, and the lines of a log for places. Nothing is run that a name, a word
# or a file says. What cannot be read is passed over in silence.

exec 2>/dev/null </dev/null
PATH=/usr/bin:/bin
LC_ALL=C
export PATH LC_ALL
unset IFS
tab='	'
id='[0-9]\{8\}T[0-9]\{6\}-[a-z0-9]\{4\}'
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
  host='*'
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
      '' | /run/sessionlog)
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
  section="[[:blank:]]*\[[[:blank:]]*$1[[:blank:]]*]"
  value="[[:blank:]]*$2[[:blank:]]*=[[:blank:]]*[\"']\([^\"'\\]*\)[\"']"
  set --
  for each in "$file" "${file%/*}"/config.d/*.toml; do
    [ ! -f "$each" ] || set -- "$@" "$each"
  done
  [ "$#" = 0 ] || sed -s -n "/^$section/,/^[[:blank:]]*\[/s/^$value.*/\1/p" -- "$@" | tail -n 1
}

# choose_log_dir: sets `log` to what the configuration names.
choose_log_dir() {
  named=$(setting log dir)
  case $named in
    /*%h*)
      read -r machine </proc/sys/kernel/hostname
      log=${named%%\%h*}$machine${named#*%h}
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
      *%*) escaped="$escaped$stem\\tuser\\n" ;;
      *) printf '%s\tuser\n' "$stem" ;;
    esac
  done
  [ -z "$escaped" ] ||
    /usr/bin/printf '%b' "$(printf '%s' "$escaped" | sed 's/%/\\x/g')" |
    LC_ALL=C.UTF-8 grep -ax "[[:print:]]*${tab}user"
}

users() {
  # Names with other characters are for the shell to compare.
  case $typed in *[!A-Za-z0-9_.@+-]*) begin= ;; *) begin=$typed ;; esac
  if [ -n "$archived" ]; then
    # shellcheck disable=SC2086 # may be a pattern
    printf '%s\0' "$archive"/*/date=*/host=$host-??????????/*T??????-????."$begin"*.json |
      sed -z '/\n/d; s/^.*\/[^/.]*\.//; s/\.json$//' | tr '\0' '\n' | say_users
  else
    # A rolled log has its day and a number after the name.
    printf '%s\0' "$log"/sessions/"$begin"* "$log"/hosts/*/sessions/"$begin"* "$log/$begin"*.log |
      sed -z '/\n/d; /\.[0-9-]\{10\}\.[0-9]*\.log$/d; s/^.*\///; s/\.log$//' | tr '\0' '\n' | say_users
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
    printf '%s\n' "$@" | cut -d / -f 3 | say_steps
  else
    printf '%s\n' "$@" | ids_in | say_ids
  fi
}

ids_of_archive() {
  day='*'
  case $begun in [0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]*)
    day=$(printf '%s' "$begun" | sed 's/^\(.\{4\}\)\(..\)\(..\).*/\1-\2-\3/')
    ;;
  esac
  # shellcheck disable=SC2086 # may be patterns
  set -- "$archive"/*/date=$day/host=$host-??????????/"$begun"*.json
  if are_many "$#"; then
    printf '%s\n' "$@" | sed 's/^.*\///' | say_steps
  else
    printf '%s\n' "$@" | sed -n "s/^.*\/\($id\)\.\([A-Za-z0-9_.@+%-]*\)\.json\$/\1 \2/p" | say_ids
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
  cut -c "1-$length" | uniq | sort -u | sed -n "s|^[0-9]\{8\}T[0-9]*\$|$lead&${tab}sessions|p"
}

# ids_in: prints the sessions with the folders on its input, as ID STEM.
ids_in() {
  sed -n "s|^.*/\([A-Za-z0-9_.@+%-]*\)/\($id\)\$|\2 \1|p"
}

# say_ids: prints the sessions of the lines ID STEM on its input.
say_ids() {
  sort -u | sed "s/ /$tab/; s|^|$lead|"
}

# earlier USER: prints USER~1, the session before the latest of that user, and those before it.
earlier() {
  case $1 in '' | .* | *[!A-Za-z0-9_.@+-]*) return ;; esac
  number=0
  [ -n "$archived" ] || printf '%s\n' "$log/sessions/$1"/[0-9]* | ids_in | sort -r | sed -n '2,21p' |
    while read -r found _; do
      number=$((number + 1))
      printf '%s~%s\t%s\n' "$1" "$number" "$found"
    done
}

# --- places and hosts --------------------------------------------------------------------------------

# lines_of SESSION LEAD: prints the last lines of the transcript that are in the user's current log, as LEAD:NUMBER.
lines_of() {
  begun=${typed##*:}
  case $archived$begun in *[!0-9]*) return ;; esac
  case $1 in
    '' | .* | *[!A-Za-z0-9_.@+-]*) return ;;
    [0-9]*T*) found=$(printf '%s\n' "$log"/sessions/*/"$1"* | ids_in | head -n 1) ;;
    *) found=$(printf '%s\n' "$log/sessions/$1"/[0-9]* | ids_in | sort | tail -n 1) ;;
  esac
  [ -n "$found" ] || return
  LC_ALL=C.UTF-8 sed -n \
    "s/^[^ ]* ${found%% *}:\(${begun}[0-9]*\) [^ ]* \([[:print:]]\{0,50\}\).*/$2:\1$tab\2/p" \
    "$log/${found#* }.log" | tail -n 30
}

places() {
  [ -z "$session" ] || lines_of "$session" ''
  printf '%s%%\ta part of the whole time\n' 25 50 75
}

hosts() {
  [ -z "$archived" ] ||
    printf '%s\n' "$archive"/hosts/*.json | sed -n "s/^.*\/\([A-Za-z0-9_.-]*\)-.\{10\}\.json\$/\1${tab}host/p" |
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
esac
