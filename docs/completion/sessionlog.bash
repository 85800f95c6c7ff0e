# Completes the commands, options and values of sessionlog; made by 'sessionlog generate-completion bash'.

# Says what comes next, for `_sessionlog`: sets options, and kind, what a value can be.
_sessionlog_knows() {
  case $1 in
    '')
      options='-h --help --config --run-dir --debug -V --version'
      with_value='--config --run-dir'
      ;;
    init-user)
      options='--install --uninstall --check --shell -h --help --config --run-dir --debug'
      with_value='--shell --config --run-dir'
      ;;
    daemon)
      options='--idle-exit --system -h --help --config --run-dir --debug'
      with_value='--idle-exit --config --run-dir'
      ;;
    status)
      options='--json --prometheus -o --output -h --help --config --run-dir --debug'
      with_value='-o --output --config --run-dir'
      ;;
    list)
      options='-u --user -S --since -U --until --from-host --tty --state --active --min-duration --sort -r --reverse -n --lines --json --archive --archive-url --host --no-pager -h --help --config --run-dir --debug'
      with_value='-u --user -S --since -U --until --from-host --tty --state --min-duration --sort -n --lines --archive-url --host --config --run-dir'
      ;;
    tail)
      options='-n --lines -f --follow -o --output -h --help --config --run-dir --debug'
      with_value='-n --lines -o --output --config --run-dir'
      ;;
    show)
      options='-f --follow --raw -t --text --commands --json -o --output --archive --archive-url --host --no-pager -h --help --config --run-dir --debug'
      with_value='-o --output --archive-url --host --config --run-dir'
      ;;
    play)
      options='--at -s --speed -i --idle-limit -f --follow --dump-at --ansi --archive --archive-url --host -h --help --config --run-dir --debug'
      with_value='--at -s --speed -i --idle-limit --dump-at --archive-url --host --config --run-dir'
      ;;
    search)
      options='-i --ignore-case -F --fixed-strings -C --context -B --before-context -A --after-context -m --max-count --limit -l --sessions-with-matches -c --count -u --user -s --session -S --since -U --until --screens --json --archive --archive-url --host --no-pager -h --help --config --run-dir --debug'
      with_value='-C --context -B --before-context -A --after-context -m --max-count --limit -u --user -s --session -S --since -U --until --archive-url --host --config --run-dir'
      ;;
    export)
      options='-f --format -o --output --force --redact --redact-secrets --anchor --chain --at --archive --archive-url --host -h --help --config --run-dir --debug'
      with_value='-f --format -o --output --redact --anchor --at --archive-url --host --config --run-dir'
      ;;
    import)
      options='-f --format -u --user --started --host --size --force -h --help --config --run-dir --debug'
      with_value='-f --format -u --user --started --host --size --config --run-dir'
      ;;
    end)
      options='-h --help --config --run-dir --debug'
      with_value='--config --run-dir'
      ;;
    hold)
      options='-u --user -m --message -l --list -h --help --config --run-dir --debug'
      with_value='-u --user -m --message --config --run-dir'
      ;;
    release)
      options='-u --user -h --help --config --run-dir --debug'
      with_value='-u --user --config --run-dir'
      ;;
    verify)
      options='--key --anchor -a --all --json --archive --archive-url --host -h --help --config --run-dir --debug'
      with_value='--key --anchor --archive-url --host --config --run-dir'
      ;;
    ledger)
      options='--key --checkpoint --adopt -h --help --config --run-dir --debug'
      with_value='--config --run-dir'
      ;;
    archive)
      options='--json -h --help --config --run-dir --debug'
      with_value='--config --run-dir'
      ;;
    cleanup)
      options='-n --dry-run -v --verbose --json -h --help --config --run-dir --debug'
      with_value='--config --run-dir'
      ;;
    config)
      options='--system --check -h --help --config --run-dir --debug'
      with_value='--config --run-dir'
      ;;
    generate-completion)
      options='-h --help --config --run-dir --debug'
      with_value='--config --run-dir'
      ;;
    help)
      options='-h --help --config --run-dir --debug'
      with_value='--config --run-dir'
      ;;
  esac
  [[ -n $2 ]] || return
  case "$1 $2" in
    ' parameter') kind='words init-user daemon status list tail show play search export import end hold release verify ledger archive cleanup config generate-completion help' ;;
    'init-user --shell') kind='words /bin/bash /bin/zsh /usr/bin/fish /bin/sh' ;;
    'status -o' | 'status --output') kind='files' ;;
    'list -u' | 'list --user') kind='list users' ;;
    'list -S' | 'list --since') kind='words today yesterday 1h 8h 1d 1week monday' ;;
    'list -U' | 'list --until') kind='words today yesterday 1h 8h 1d 1week monday' ;;
    'list --state') kind='list words active complete truncated aborted orphaned unknown' ;;
    'list --sort') kind='words started duration size user' ;;
    'list --host') kind='list hosts' ;;
    'list parameter') kind='users' ;;
    'tail -o' | 'tail --output') kind='words short full json cat' ;;
    'tail parameter') kind='users' ;;
    'show -o' | 'show --output') kind='words short full json cat' ;;
    'show --host') kind='list hosts' ;;
    'show parameter') kind='sessions' ;;
    'play --at') kind='places' ;;
    'play --dump-at') kind='places' ;;
    'play --host') kind='list hosts' ;;
    'play parameter') kind='sessions' ;;
    'search -u' | 'search --user') kind='list users' ;;
    'search -s' | 'search --session') kind='sessions' ;;
    'search -S' | 'search --since') kind='words today yesterday 1h 8h 1d 1week monday' ;;
    'search -U' | 'search --until') kind='words today yesterday 1h 8h 1d 1week monday' ;;
    'search --host') kind='list hosts' ;;
    'export -f' | 'export --format') kind='words asciicast-v2 asciicast-v3 typescript typescript-classic ttyrec sudo-iolog tlog text html svg evidence' ;;
    'export -o' | 'export --output') kind='files' ;;
    'export --anchor') kind='files' ;;
    'export --at') kind='places' ;;
    'export --host') kind='list hosts' ;;
    'export parameter') kind='sessions' ;;
    'import -f' | 'import --format') kind='words asciicast typescript ttyrec tlog sudo-iolog' ;;
    'import -u' | 'import --user') kind='users' ;;
    'import --started') kind='words today yesterday 1h 8h 1d 1week monday' ;;
    'import parameter') kind='files' ;;
    'end parameter') kind='sessions' ;;
    'hold -u' | 'hold --user') kind='users' ;;
    'hold parameter') kind='sessions' ;;
    'release -u' | 'release --user') kind='users' ;;
    'release parameter') kind='sessions' ;;
    'verify --key') kind='files' ;;
    'verify --anchor') kind='files' ;;
    'verify --host') kind='list hosts' ;;
    'verify parameter') kind='sessions-or-files' ;;
    'ledger --adopt') kind='sessions' ;;
    'config --check') kind='files' ;;
    'generate-completion parameter') kind='words bash zsh fish' ;;
    'help parameter') kind='words init-user daemon status list tail show play search export import end hold release verify ledger archive cleanup config generate-completion help' ;;
    *' --config') kind=files ;;
    *' --run-dir') kind=folders ;;
    *) kind= ;;
  esac
}

# Finds users, sessions, places and hosts; a program for sh, which runs nothing that a name says.
_sessionlog_finder='exec 2>/dev/null </dev/null
PATH=/usr/bin:/bin
LC_ALL=C
export PATH LC_ALL
unset IFS
tab='\''	'\''
id='\''[0-9]\{8\}T[0-9]\{6\}-[a-z0-9]\{4\}'\''
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
  host='\''*'\''
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
      '\'''\'' | /run/sessionlog)
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
  value="[[:blank:]]*$2[[:blank:]]*=[[:blank:]]*[\"'\'']\([^\"'\''\\]*\)[\"'\'']"
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
      *) printf '\''%s\tuser\n'\'' "$stem" ;;
    esac
  done
  [ -z "$escaped" ] ||
    /usr/bin/printf '\''%b'\'' "$(printf '\''%s'\'' "$escaped" | sed '\''s/%/\\x/g'\'')" |
    LC_ALL=C.UTF-8 grep -ax "[[:print:]]*${tab}user"
}

users() {
  # Names with other characters are for the shell to compare.
  case $typed in *[!A-Za-z0-9_.@+-]*) begin= ;; *) begin=$typed ;; esac
  if [ -n "$archived" ]; then
    # shellcheck disable=SC2086 # may be a pattern
    printf '\''%s\0'\'' "$archive"/*/date=*/host=$host-??????????/*T??????-????."$begin"*.json |
      sed -z '\''/\n/d; s/^.*\/[^/.]*\.//; s/\.json$//'\'' | tr '\''\0'\'' '\''\n'\'' | say_users
  else
    # A rolled log has its day and a number after the name.
    printf '\''%s\0'\'' "$log"/sessions/"$begin"* "$log"/hosts/*/sessions/"$begin"* "$log/$begin"*.log |
      sed -z '\''/\n/d; /\.[0-9-]\{10\}\.[0-9]*\.log$/d; s/^.*\///; s/\.log$//'\'' | tr '\''\0'\'' '\''\n'\'' | say_users
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
    printf '\''%s\n'\'' "$@" | cut -d / -f 3 | say_steps
  else
    printf '\''%s\n'\'' "$@" | ids_in | say_ids
  fi
}

ids_of_archive() {
  day='\''*'\''
  case $begun in [0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]*)
    day=$(printf '\''%s'\'' "$begun" | sed '\''s/^\(.\{4\}\)\(..\)\(..\).*/\1-\2-\3/'\'')
    ;;
  esac
  # shellcheck disable=SC2086 # may be patterns
  set -- "$archive"/*/date=$day/host=$host-??????????/"$begun"*.json
  if are_many "$#"; then
    printf '\''%s\n'\'' "$@" | sed '\''s/^.*\///'\'' | say_steps
  else
    printf '\''%s\n'\'' "$@" | sed -n "s/^.*\/\($id\)\.\([A-Za-z0-9_.@+%-]*\)\.json\$/\1 \2/p" | say_ids
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
  case $1 in '\'''\'' | .* | *[!A-Za-z0-9_.@+-]*) return ;; esac
  number=0
  [ -n "$archived" ] || printf '\''%s\n'\'' "$log/sessions/$1"/[0-9]* | ids_in | sort -r | sed -n '\''2,21p'\'' |
    while read -r found _; do
      number=$((number + 1))
      printf '\''%s~%s\t%s\n'\'' "$1" "$number" "$found"
    done
}

# --- places and hosts --------------------------------------------------------------------------------

# lines_of SESSION LEAD: prints the last lines of the transcript that are in the user'\''s current log, as LEAD:NUMBER.
lines_of() {
  begun=${typed##*:}
  case $archived$begun in *[!0-9]*) return ;; esac
  case $1 in
    '\'''\'' | .* | *[!A-Za-z0-9_.@+-]*) return ;;
    [0-9]*T*) found=$(printf '\''%s\n'\'' "$log"/sessions/*/"$1"* | ids_in | head -n 1) ;;
    *) found=$(printf '\''%s\n'\'' "$log/sessions/$1"/[0-9]* | ids_in | sort | tail -n 1) ;;
  esac
  [ -n "$found" ] || return
  LC_ALL=C.UTF-8 sed -n \
    "s/^[^ ]* ${found%% *}:\(${begun}[0-9]*\) [^ ]* \([[:print:]]\{0,50\}\).*/$2:\1$tab\2/p" \
    "$log/${found#* }.log" | tail -n 30
}

places() {
  [ -z "$session" ] || lines_of "$session" '\'''\''
  printf '\''%s%%\ta part of the whole time\n'\'' 25 50 75
}

hosts() {
  [ -z "$archived" ] ||
    printf '\''%s\n'\'' "$archive"/hosts/*.json | sed -n "s/^.*\/\([A-Za-z0-9_.-]*\)-.\{10\}\.json\$/\1${tab}host/p" |
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

# Puts those into COMPREPLY that begin with what was typed: the words `lead` and `value`.
_sessionlog_offer() {
  local name quoted plain='^[][A-Za-z0-9_.,@+%:/=-][][A-Za-z0-9_.,@+%:/=~-]*$'
  while IFS= read -r name; do
    name=${name%%$'\t'*}
    [[ -n $name && $name == "$value"* ]] || continue
    [[ $name != [0-9]*T* || ${#name} -ge 20 || $kind != sessions* ]] || compopt -o nospace 2>/dev/null
    if [[ ! $name =~ $plain ]]; then
      # Inside a quote the shell takes it as it stands, so it must not act on it.
      [[ -z $quote || $name != *[\"\'\\\`\$\!]* ]] || continue
      [[ -n $quote ]] || { printf -v quoted %q "$name" && name=$quoted; }
    fi
    name=$lead$name
    COMPREPLY+=("${name#"$cut"}")
  done
}

_sessionlog() {
  local IFS=$' \t\n' line=${COMP_LINE:0:COMP_POINT} words=() word rest i
  # bash takes words apart at each : and =, which are parts of ours.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    rest=${line#"${line%%[![:space:]]*}"}
    word=${COMP_WORDS[i]}
    ((i < COMP_CWORD)) || word=$rest
    if ((i > 0)) && [[ -n $rest && $rest == "$line" ]]; then
      words[${#words[@]}-1]+=$word
    else
      words+=("$word")
    fi
    line=${rest#"$word"}
  done
  local count=${#words[@]} command= options= with_value= kind= value lead= quote= cut=
  value=${words[count-1]}
  # What bash keeps of the word by itself.
  [[ $word == [:=]* ]] && cut=$value || cut=${value%"$word"}
  case $value in [\"\']*) quote=${value:0:1} value=${value:1} ;; esac
  [[ -n $quote ]] || value=${value//\\/}
  local previous=${words[count-2]} argument=
  for ((i = 1; i < count - 1; i++)); do
    case ${words[i]} in
      --config | --run-dir) ((i++)) ;;
      -*) ;;
      *) command=${words[i]} && break ;;
    esac
  done
  COMPREPLY=()
  _sessionlog_knows "$command" ''
  if ((count > 2)) && [[ " $with_value " == *" $previous "* ]]; then
    argument=$previous
  elif [[ $value == --*=* ]]; then
    argument=${value%%=*}
    lead=$argument=
    value=${value#*=}
  elif [[ $value == -* ]]; then
    kind=options
  else
    argument=parameter
  fi
  [[ -z $argument ]] || _sessionlog_knows "$command" "$argument"
  [[ $kind != list* || $value != *,* ]] || { lead+=${value%,*}, && value=${value##*,}; }
  kind=${kind#list }
  case $kind in
    options) _sessionlog_offer <<<"${options// /$'\n'}" ;;
    'words '*)
      rest=${kind#words }
      _sessionlog_offer <<<"${rest// /$'\n'}"
      ;;
    users | sessions | sessions-or-files | places | hosts)
      _sessionlog_offer < <(
        /bin/sh -c "$_sessionlog_finder" sessionlog "${kind%-or-files}" "$value" "${words[@]:0:count-1}"
      )
      ;;
  esac
  case $kind in
    files | sessions-or-files | folders)
      [[ $kind != sessions-or-files || ${#COMPREPLY[@]} == 0 ]] || return 0
      compopt -o filenames 2>/dev/null
      local how=-f
      [[ $kind != folders ]] || how=-d
      # Line by line, so that no name is taken for a pattern.
      while IFS= read -r word; do
        COMPREPLY+=("$word")
      done < <(compgen "$how" -- "$value")
      ;;
  esac
}

complete -F _sessionlog sessionlog
