/*
 * A session that is being recorded: script, its pipe, the pipe's keep-alive processes, the collector, and who starts the
 * collector again. README.md says what is left out. Each guarded step is one system call, or several that
 * nobody else can tell from one; between any two a process may be killed.
 *
 * Leaving out a safeguard (-DNO_...) must make the check fail; `check` tries each.
 */
#ifndef BYTES
#define BYTES 3   /* that script writes */
#endif
#ifndef CAP
#define CAP 2     /* what the pipe takes: one less, so that script has to wait */
#endif
#ifndef FAULTS
#define FAULTS 2  /* at most, in one run */
#endif
#define KEEP_ALIVES 4
#define NONE 255

mtype = { DEAD, START, OPEN, FIND, KEEPGAP, ADOPT, SPAWN, NAME, ENDOLD, RUN, COPY, TAKEN, DELGAP, KEEP, LOSE,
          FIN, FIN2, FIN3, LETGO, UNLINK, LETEND, IDLE, DRAIN, RELEASE, EXIT,
          KILLED, FAILED, CANNOT, TOLD };

/* --- the terminal's side --- */
chan pipe = [CAP] of { byte };
byte out;             /* bytes that script has written */
bool writer = true;   /* script has the pipe open */
bool done;            /* script has ended */

/* --- on disk, and in the run dir --- */
byte seen[BYTES];     /* how often each byte stands in the typescript */
bool any;             /* the typescript is not empty */
bool unnoted;         /* a byte was lost, and no gap in session.json tells so */
bool gap_file;
bool named = true;    /* the pipe has a name */
bool ended;           /* session.json says so */
bool listed = true;   /* in active/ */
byte keep_alive_file = 0; /* which keep-alive process the file beside the pipe names */

/* --- processes --- */
bool alive[KEEP_ALIVES];
mtype c = RUN;        /* where the collector is */
mtype after_keep_alive; /* where it goes on after it replaced one */
mtype status = KILLED;/* how the last one ended */
bool c_fd = true;     /* it has the pipe open */
bool stopped;         /* SIGSTOP, or no thread of it runs */
bool wedged;          /* reader and upkeep hang, the heartbeat goes on */
byte in_hand;        /* a byte that has left the pipe and is in no file, one more than its number; copying only */
bool mem_gap;         /* a gap that it knows of, and that is not over */
bool kept;            /* whether it found the pipe kept open */
byte new_one;
byte old_one;
bool keeper = true;   /* keeper with its watcher, or systemd */
bool cannot;          /* no collector can start */
bool full_disk;
byte faults;
byte renewals;
byte tries;
bool asked;           /* somebody logged in after all had come to rest */

#define READERS (c_fd || alive[0] || alive[1] || alive[2] || alive[3])
#define GO      (!stopped && !wedged)
#define HEALTHY (GO && (c == RUN || c == COPY || c == TAKEN || c == DELGAP || c == KEEP || c == LOSE || \
                 (after_keep_alive == RUN && (c == SPAWN || c == NAME || c == ENDOLD))))
#define WAITED_FOR (keep_alive_file != NONE && alive[keep_alive_file])

/* What is in a pipe that nobody has open any more is gone. */
inline forget() {
  if
  :: !writer && !READERS && nempty(pipe) ->
     do
     :: nempty(pipe) -> pipe?_
     :: empty(pipe) -> break
     od;
     unnoted = true
  :: writer || READERS || empty(pipe) -> skip
  fi
}

inline collector_gone(how) {
  c = DEAD; c_fd = false; stopped = false; wedged = false; mem_gap = false; kept = false;
  old_one = 0; new_one = 0; after_keep_alive = DEAD; status = how;
  if
  :: in_hand > 0 -> in_hand = 0; unnoted = true
  :: in_hand == 0 -> skip
  fi;
  forget()
}

inline free_one() {
  new_one = 0;
  do
  :: new_one < KEEP_ALIVES && alive[new_one] -> new_one++
  :: new_one == KEEP_ALIVES || !alive[new_one] -> break
  od
}

active proctype script() {
  byte b;
  do
  :: atomic { out < BYTES && READERS && nfull(pipe) -> b = out; pipe!b; out++ }
  :: atomic { out < BYTES && !READERS -> unnoted = true; out++ }  /* EPIPE: script goes on without */
  :: atomic { out == BYTES -> writer = false; done = true; forget(); break }
  od
}

active proctype collector() {
  byte b;
end: do
  :: atomic { GO && c == START && cannot -> collector_gone(CANNOT) }
  :: atomic { GO && c == START && !cannot -> c = OPEN }
  /* Recovery, Adoption */
  :: atomic { GO && c == OPEN && !listed -> c = IDLE }
  :: atomic { GO && c == OPEN && listed && ended -> c = LETGO }
  :: atomic { GO && c == OPEN && listed && !ended && named -> c_fd = true; c = FIND }
  :: atomic { GO && c == FIND -> kept = WAITED_FOR;
#ifdef NO_GAP_OF_EMPTY
       mem_gap = gap_file || (!kept && any);
#else
       mem_gap = gap_file || !kept;
#endif
#ifdef NO_UNKEPT_GAP
       mem_gap = gap_file;
#endif
#ifdef NO_GAP_KEPT_FIRST
       c = ADOPT
#else
       c = KEEPGAP
#endif
     }
  :: atomic { GO && c == KEEPGAP -> gap_file = gap_file || mem_gap; c = ADOPT }
  :: atomic { GO && c == ADOPT && WAITED_FOR -> c = RUN }              /* it stays for long enough */
  :: atomic { GO && c == ADOPT -> after_keep_alive = RUN; c = SPAWN }
  /* PipeKeepAlive.start, renew */
  :: atomic { GO && c == SPAWN -> free_one();
       if
       :: new_one < KEEP_ALIVES -> alive[new_one] = true
       :: else -> new_one = NONE                 /* no process to be had: the old one stays */
       fi;
       old_one = keep_alive_file;
       c = (new_one == NONE -> after_keep_alive : NAME)
     }
  :: atomic { GO && c == NAME -> keep_alive_file = new_one; c = ENDOLD }
  :: atomic { GO && c == ENDOLD ->
       if :: old_one != NONE && old_one != new_one -> alive[old_one] = false :: else fi;
       c = after_keep_alive }
  :: atomic { GO && c == RUN && renewals > 0 -> renewals--; after_keep_alive = RUN; c = SPAWN }
  /* strays: keep-alive processes that no file names */
  :: atomic { GO && c == RUN && keep_alive_file != 0 && alive[0] -> alive[0] = false }
  :: atomic { GO && c == RUN && keep_alive_file != 1 && alive[1] -> alive[1] = false }
  :: atomic { GO && c == RUN && keep_alive_file != 2 && alive[2] -> alive[2] = false }
  :: atomic { GO && c == RUN && keep_alive_file != 3 && alive[3] -> alive[3] = false }
  /* SessionReader, Intake */
#ifdef COPYING
  :: atomic { GO && c == RUN && nempty(pipe) && !full_disk -> 
#ifndef NO_GAP_BEFORE_COPY
       gap_file = true;
#endif
       c = COPY }
  :: atomic { GO && c == COPY && in_hand == 0 && nempty(pipe) -> pipe?b; in_hand = b + 1; b = 0 }
  :: atomic { GO && c == COPY && in_hand > 0 -> seen[in_hand - 1]++; in_hand = 0; any = true; c = TAKEN }
#else
  :: atomic { GO && c == RUN && nempty(pipe) && !full_disk -> pipe?b; seen[b]++; b = 0; any = true; c = TAKEN }
#endif
  :: atomic { GO && c == TAKEN && mem_gap -> mem_gap = false; unnoted = false; c = DELGAP }
#ifdef COPYING
  :: atomic { GO && c == TAKEN && !mem_gap -> c = DELGAP }
#else
  :: atomic { GO && c == TAKEN && !mem_gap -> c = RUN }
#endif
  :: atomic { GO && c == DELGAP -> gap_file = false; c = RUN }
  /* a full disk: the gap is kept, then bytes are thrown away */
  :: atomic { GO && c == RUN && nempty(pipe) && full_disk -> mem_gap = true;
#ifdef NO_GAP_KEPT_BEFORE_LOSS
       c = LOSE
#else
       c = KEEP
#endif
     }
  :: atomic { GO && c == KEEP -> gap_file = true; c = LOSE }
  :: atomic { GO && c == LOSE && nempty(pipe) -> pipe?_; unnoted = true; c = RUN }
  /* hangup */
  :: atomic { GO && c == RUN && empty(pipe) && !writer && !full_disk -> c = FIN }
  :: atomic { GO && c == FIN ->
#ifdef EMPTY_IS_NOTHING
       if :: mem_gap && any -> unnoted = false :: !mem_gap || !any -> skip fi;  /* it never began: discarded */
#else
       if :: mem_gap -> unnoted = false :: !mem_gap -> skip fi;
#endif
       mem_gap = false; c = FIN2 }
  :: atomic { GO && c == FIN2 -> gap_file = false; c = FIN3 }
  :: atomic { GO && c == FIN3 -> ended = true; c = LETGO }
  :: atomic { GO && c == LETGO -> gap_file = false; c = UNLINK }
  :: atomic { GO && c == UNLINK -> named = false; c_fd = false; c = LETEND }
  :: atomic { GO && c == LETEND ->
       if :: keep_alive_file != NONE -> alive[keep_alive_file] = false :: else fi;
       keep_alive_file = NONE; listed = false; c = IDLE }
  /* told to end */
  :: atomic { GO && c == DRAIN && nempty(pipe) && !full_disk -> pipe?b; seen[b]++; b = 0; any = true;
       if :: mem_gap -> mem_gap = false; unnoted = false; gap_file = false :: else fi }
  :: atomic { GO && c == DRAIN && (empty(pipe) || full_disk) -> c = RELEASE }
  :: atomic { GO && c == RELEASE -> gap_file = gap_file || mem_gap; after_keep_alive = EXIT; c = SPAWN }
  :: atomic { GO && c == EXIT -> collector_gone(TOLD) }
  /* Vitals: threads hang */
#ifndef NO_VITALS
  :: atomic { wedged && !stopped -> collector_gone(FAILED) }
#endif
  /* the kernel's timer, which the heartbeat puts off */
#ifndef NO_TIMER
  :: atomic { stopped -> collector_gone(KILLED) }
#endif
  od
}

/* keep_collector, watch_over; or systemd, which never gives up */
active proctype keeping() {
end: do
#ifndef NO_WATCHER
  :: atomic { keeper && stopped -> collector_gone(KILLED) }
#endif
  :: atomic { keeper && c == DEAD && status == KILLED -> c = START }
  :: atomic { keeper && c == DEAD && status == FAILED && WAITED_FOR -> c = START }
  :: atomic { keeper && c == DEAD && status == FAILED && !WAITED_FOR -> keeper = false }
  :: atomic { keeper && c == DEAD && status == CANNOT && (WAITED_FOR || tries < 2) ->
       if :: tries < 2 -> tries++ :: else fi; c = START }
  :: atomic { keeper && c == DEAD && status == CANNOT && !WAITED_FOR && tries == 2 -> keeper = false }
  :: atomic { keeper && c == DEAD && status == TOLD -> keeper = false }
  /* KeeperWatch */
#ifndef NO_KEEPER_WATCH
  :: atomic { !keeper && HEALTHY -> keeper = true }
#endif
  od
}

/* Keep-alive processes end by themselves. A collector that goes round has replaced them before. */
active proctype time() {
end: do
#ifndef KEPT_FOR_EVER
  :: atomic { !HEALTHY && alive[0] -> alive[0] = false; forget() }
  :: atomic { !HEALTHY && alive[1] -> alive[1] = false; forget() }
  :: atomic { !HEALTHY && alive[2] -> alive[2] = false; forget() }
  :: atomic { !HEALTHY && alive[3] -> alive[3] = false; forget() }
#endif
  :: atomic { full_disk && c != DEAD -> full_disk = false }
  od
}

active proctype trouble() {
end: do
  :: atomic { faults > 0 -> faults = 0 }
  :: atomic { faults > 0 && c != DEAD -> faults--; collector_gone(KILLED) }
  :: atomic { faults > 0 && c != DEAD && !stopped -> faults--; stopped = true }
  :: atomic { faults > 0 && (c == RUN || c == FIND || c == ADOPT) && !wedged -> faults--; wedged = true }
  :: atomic { faults > 0 && GO && c == RUN -> faults--; c = DRAIN }
  :: atomic { faults > 0 && !cannot -> faults--; cannot = true }
  :: atomic { faults > 0 && keeper -> faults--; keeper = false }
  :: atomic { faults > 0 && !full_disk -> faults--; full_disk = true }
  :: atomic { faults > 0 && keep_alive_file != NONE && alive[keep_alive_file] ->
       faults--; alive[keep_alive_file] = false; forget() }
  od
}

init {
  byte i;
  atomic { faults = FAULTS; renewals = 1; alive[0] = true; after_keep_alive = DEAD }
  /* All has come to rest: nobody can do anything any more. */
end:  do
  :: timeout ->
     assert(done);                          /* no terminal waits for ever */
     if
     :: c == DEAD && !asked ->              /* the next login, with all in order again */
        atomic { asked = true; cannot = false; keeper = true; tries = 0; c = START }
     :: c == DEAD && asked && listed && status != FAILED -> assert(false)
     :: else ->
        assert(c == IDLE && ended && !listed && !named && !gap_file);
        assert(!alive[0] && !alive[1] && !alive[2] && !alive[3]);
        assert(!unnoted);                   /* what is lost is told */
        break
     fi
  od
}

/* at no time is a byte there twice */
#define ONCE (seen[0] < 2 && seen[BYTES / 2] < 2 && seen[BYTES - 1] < 2)
active proctype twice() {
end: atomic { !ONCE -> assert(false) }
}

/* whatever goes on for ever elsewhere, script comes to its end */
ltl goes_on { <> done }
