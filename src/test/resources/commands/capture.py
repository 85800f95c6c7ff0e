#!/usr/bin/env python3
"""Captures sessions of real shells for CommandCasesTest: capture.py [CASE ...]

Each case is a shell on a terminal of its own, to which keys are sent one after another; the next
ones are sent when the shell has been quiet. What comes back is written as script(1) does.
"""
import fcntl, os, pty, select, shutil, struct, sys, tempfile, termios, time

HERE = os.path.dirname(os.path.abspath(__file__))
QUIET = 0.35

MARKS = r"""
PS0='\e]133;C\a'
PROMPT_COMMAND='printf "\e]133;D;%s\a\e]7;file://web1%s\a" "$?" "$PWD"'
PS1='\[\e]133;A\a\]alice@web1:\w\$ \[\e]133;B\a\]'
"""
CODE = r"""
shopt -s extdebug
said=; ready=
before() { case $ready$BASH_COMMAND in 1printf*633*|1ready=1|[!1]*|"") return 0;; esac; ready=
  printf '\e]633;E;%s\a\e]633;C\a' "$(HISTTIMEFORMAT= history 1 | sed 's/^ *[0-9]* *//; s/;/\\x3b/g')"; }
trap before DEBUG
PROMPT_COMMAND='printf "\e]633;D;%s\a\e]633;P;Cwd=%s\a" "$?" "$PWD"; ready=1'
PS1='\[\e]633;A\a\]alice@web1:\w\$ \[\e]633;B\a\]'
PS2='\[\e]633;F\a\]> \[\e]633;G\a\]'
"""
PLAIN = r"PS1='alice@web1:\w\$ '" + "\n"
ZSH = "PROMPT='alice@web1 %~ %# '; RPROMPT='%T'; unsetopt PROMPT_SP\n"
ZSH_MARKS = ZSH + r"""
precmd() { print -n "\e]133;D;$?\a\e]133;A\a" }
preexec() { print -n "\e]133;C\a" }
PROMPT+=$'%{\e]133;B\a%}'
"""
USUAL = ["echo one\r", "cd /tmp\r", "false\r", "\r", "echo two\x7f\x7f\x7fwto\x7f\x7f\x7ftwo\r"]
BASH = USUAL + [
    "\x1b[A\r", "for i in 1 2\rdo echo $i\rdone\r", "rm -rf /x", "\x03", "ls /etc/ho\t\t\x15\r", "echo a\x0cb\r",
    "vi -u NONE x\r", ":q!\r", "sleep 0.6\recho ahead\r", "echo " + "long " * 30 + "\r", "seq 40\r"]
CASES = {
    "bash-marks": (["bash", "--norc"], MARKS, BASH + ["exit 3\r"]),
    "bash-code": (["bash", "--norc"], CODE, BASH + ["exit\r"]),
    "bash-prompt": (["bash", "--norc"], PLAIN, BASH + ["exit 3\r"]),
    "bash-live": (["bash", "--norc"], MARKS, ["echo one\r", "sleep 5\r"]),
    "bash-unbracketed": (["bash", "--norc"], "bind 'set enable-bracketed-paste off'\n" + PLAIN,
        BASH + ["exit\r"]),
    "bash-nested": (["bash", "--norc"], MARKS,
        ["PS1='root@web1:\\w# ' PS0= PROMPT_COMMAND= bash --norc\r", "id -u\r", "dash\r", "echo in dash\r",
         "exit\r", "exit 4\r", "echo out\r", "bash --norc\r", MARKS.replace("\n", " ;").strip("; ") + "\r", "echo in\r",
         "\x04", "echo out\r"]),
    "prompt-nested": (["bash", "--norc"], PLAIN,
        ["PS1='root@web1:\\w# ' bash --norc\r", "id -u\r", "dash\r", "echo in dash\r", "exit\r",
         "exit\r", "echo out\r", "python3 -q\r", "1 + 1\r", "\x04", "echo end\r"]),
    "dash-prompt": (["dash"], "", USUAL + ["sleep 0.6\recho ahead\r", "for i in 1 2\r", "do echo $i\r", "done\r",
        "echo no", "\x03", "exit\r"]),
    "mksh-prompt": (["mksh"], "", USUAL + ["\x1b[A\r", "exit\r"]),
    "zsh-prompt": (["zsh", "-f", "-i"], ZSH, USUAL + ["\x1b[A\r", "for i in 1 2\rdo echo $i\rdone\r",
        "echo no", "\x03", "sleep 0.6\recho ahead\r", "exit\r"]),
    "zsh-marks": (["zsh", "-f", "-i"], ZSH_MARKS, USUAL + ["\x1b[A\r", "for i in 1 2\rdo echo $i\rdone\r",
        "echo no", "\x03", "sleep 0.6\recho ahead\r", "exit\r"]),
    "fish-prompt": (["fish", "--no-config"], "", USUAL + ["\x1b[A\r", "for i in 1 2\recho $i\rend\r",
        "echo no", "\x03", "sleep 0.6\recho ahead\r", "exit\r"]),
}


LOGIN = os.environ.get("SL_MARKS", "")  # what a login is answered where login.marks is on; another for fish
if LOGIN:
    CASES = {
    "login-bash": (["bash", "--norc"], LOGIN + "\n" + PLAIN, BASH + ["bash --norc\r", "echo in\r", "exit\r", "exit 3\r"]),
    "login-bash-exported": (["bash", "--norc"], "export PROMPT_COMMAND='status=$?; : x' PS1='$ '; trap 'last=$BASH_COMMAND' DEBUG\n"
        + LOGIN + "\n", USUAL + ["echo $status $last\r", "false\r", "echo $?\r", "bash --norc\r", "echo in\r", "exit\r",
        "set -u; echo $PS1\r", "exit\r"]),
    "login-zsh": (["zsh", "-f", "-i"], LOGIN + "\n" + ZSH, USUAL + ["false\r", "echo $?\r", "for i in 1 2\rdo echo $i\rdone\r",
        "echo no", "\x03", "zsh -f\r", "echo in\r", "exit 4\r", "exit\r"]),
    "login-zsh-exported": (["zsh", "-f", "-i"], LOGIN + "\n" + ZSH + "export PS1\n", USUAL + ["zsh -f\r", "echo in\r", "exit\r", "exit\r"]),
    "login-fish": (["fish", "--no-config"], LOGIN, USUAL + ["for i in 1 2\recho $i\rend\r", "echo no", "\x03", "false\r",
        "echo $status\r", "exit\r"]),
    }


def record(argv, settings, keys, folder):
    home = tempfile.mkdtemp()
    pid, master = pty.fork()
    if pid == 0:
        os.chdir("/")
        os.execvpe(argv[0], argv, {"PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "HOME": home,
            "LANG": "C.UTF-8", **({"PS1": "$ "} if "sh" in argv[0][1:] and argv[0][0] != "z" else {})})
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    chunks = []
    last = time.time()

    def drain(quiet):
        nonlocal last
        while select.select([master], [], [], quiet)[0]:
            try:
                data = os.read(master, 4096)
            except OSError:
                return
            now = time.time()
            chunks.append((now - last, data))
            last = now
    drain(1)
    os.write(master, (settings + "\r").encode())
    drain(1)
    chunks.clear()
    os.write(master, b"\r")
    drain(1)
    for key in keys:
        time.sleep(0.1)
        os.write(master, key.encode())
        drain(1.1 if "sleep" in key else QUIET)
    os.close(master)
    os.waitpid(pid, 0)
    shutil.rmtree(home)
    os.makedirs(folder, exist_ok=True)
    with open(folder + "/typescript", "wb") as out:
        out.write(b"Script started\n" + b"".join(data for _, data in chunks))
    with open(folder + "/timing", "w") as out:
        for delay, data in chunks:
            out.write(f"O {delay:.6f} {len(data)}\n")


for name in sys.argv[1:] or CASES:
    record(*CASES[name], os.path.join(HERE, name))
    print(name)
