/*
 * A login: the launcher's knock, the collector's answer, script's opening of the pipe; a collector that leaves
 * since it is idle, and one that is killed at any step. README.md says what is left out.
 */
mtype = { NONE, KNOCKED, PROMISED, ANSWER, ASK, WAIT, TOLD, SCRIPT, ENDED,
          DEAD, START, RUN, LOOK, MAKE, TELL, LEAVE, PAUSE, CLOSE, TAKE, ABORT, ABORT2, IDLE_EXIT, KILLED };

#ifndef KILLS
#define KILLS 2
#endif

mtype knock = NONE;      /* what stands in the launcher's knock */
bool reading;            /* the launcher has it open */
mtype l = ASK;           /* where the launcher is; then what it became */
byte waited;             /* for how long the launcher waits at the most, in tenths of a second */
byte most = 100;
byte more;

bool session;            /* a recording is made, and its pipe stands there */
bool opened;             /* script has the pipe open */
bool read_by;            /* the collector has it open */
bool kept_open;
bool lost_to_abort;      /* script wrote into a pipe that nobody keeps */

mtype c = RUN;
mtype status = NONE;
bool pid_file = true;
bool keeper = true;
byte kills = KILLS;
byte leaves = 2;         /* how often it may want to leave */

#define BUSY (l == WAIT && knock != NONE && c != LEAVE)

inline collector_gone(how) { c = DEAD; read_by = false; status = how }

active proctype launcher() {
  bool alive;
  /* alive, keeper_lost, start_collector */
  atomic { alive = pid_file && c != DEAD }
  if
  :: alive -> more = 0
  :: !alive -> atomic { keeper = true; more = 5; most = 157 }
  fi;
  atomic { knock = KNOCKED; reading = true; l = WAIT; waited = (alive -> 20 : 27) }
  do
  :: atomic { knock == ANSWER -> reading = false; knock = NONE; l = SCRIPT; break }
  :: atomic { knock == PROMISED -> knock = KNOCKED; waited = waited + 80; more = 0 }
  :: atomic { more > 0 && keeper -> more--; waited = waited + 10 }   /* a collector is on its way */
  :: atomic { more == 0 || !keeper -> reading = false;               /* the time is up */
       if :: knock == ANSWER -> skip :: knock != ANSWER -> skip fi;
       knock = NONE; l = TOLD; break }
  od;
  assert(waited <= most);
  if
  :: l == TOLD -> skip
  :: atomic { l == SCRIPT && session -> opened = true }    /* by its name */
     atomic { opened = false; l = ENDED }
  :: atomic { l == SCRIPT && !session -> l = ENDED }       /* not within 10 s of the answer: script says so */
  fi
}

active proctype collector() {
end: do
  :: atomic { c == START -> pid_file = true; c = TAKE }
  :: atomic { c == TAKE -> read_by = session; kept_open = session; c = RUN }   /* takes over, and removes strays */
  /* Doorkeeper; not before the launcher reads */
  :: atomic { c == RUN && knock == KNOCKED && reading && !session -> c = MAKE }
  :: atomic { c == RUN && knock == KNOCKED && reading && most == 100 && waited < 100 -> knock = PROMISED }
  :: atomic { c == MAKE -> session = true; read_by = true; kept_open = true; c = TELL }
  :: atomic { c == TELL && reading -> knock = ANSWER; c = RUN }
  :: atomic { c == TELL && !reading -> c = RUN }          /* nobody took the answer */
  /* leaveUnlessWanted */
  :: atomic { c == RUN && leaves > 0 && !session && knock == NONE -> leaves--; pid_file = false; c = LEAVE }
  :: atomic { c == LEAVE && knock != NONE -> pid_file = true; c = RUN }
  :: atomic { c == LEAVE && knock == NONE -> c = PAUSE }
  /* between its last look and the end of looking a knock may still be answered */
  :: atomic { c == PAUSE && knock == KNOCKED && reading && !session -> session = true; read_by = true; kept_open = true;
       knock = ANSWER; c = CLOSE }
  :: atomic { c == PAUSE -> c = CLOSE }
  :: atomic { c == CLOSE -> collector_gone(IDLE_EXIT) }
  /* open_timeout: nobody opened the pipe; or script is gone again */
  :: atomic { c == RUN && session && read_by && !opened && (l == TOLD || l == ENDED || l == SCRIPT) -> c = ABORT }
#ifdef NO_SECOND_LOOK
  :: atomic { c == ABORT -> session = false; c = ABORT2 }
#else
  :: atomic { c == ABORT -> session = false;              /* the name first: then nobody comes any more */
       if :: opened -> session = true; c = RUN :: !opened -> c = ABORT2 fi }
#endif
  :: atomic { c == ABORT2 -> read_by = false; kept_open = false; lost_to_abort = lost_to_abort || opened; c = RUN }
  od
}

active proctype keeping() {
end: do
  :: atomic { keeper && c == DEAD && status == KILLED -> status = NONE; c = START }
  :: atomic { keeper && c == DEAD && status == NONE -> c = START }
#ifdef NO_LOOK_AFTER_LEAVING
  :: atomic { keeper && c == DEAD && status == IDLE_EXIT -> keeper = false; status = NONE }
#else
  :: atomic { keeper && c == DEAD && status == IDLE_EXIT && kept_open -> status = NONE; c = START }
  :: atomic { keeper && c == DEAD && status == IDLE_EXIT && !kept_open -> keeper = false; status = NONE }
#endif
  od
}

active proctype trouble() {
end: do
  :: atomic { kills > 0 && c != DEAD -> kills--; collector_gone(KILLED) }
  :: atomic { kills > 0 -> kills = 0 }
  od
}

init {
end: do
  :: timeout ->
     assert(l == TOLD || l == ENDED);              /* answered or told */
     assert(!lost_to_abort);
     assert(!(session && c == DEAD));              /* a session has a collector */
     assert(!session && !kept_open);                  /* what came to nothing leaves nothing */
     break
  od
}
