/*
 * Whose a session is: the locks of a log dir and a run dir, and the keeper's file. Two collectors start at the
 * same time, after one that was killed and may not be able to end, since a thread of it waits in the kernel; the log
 * dir may be one in which nothing can be opened for writing. Two keepers start at the same time, after one that was
 * killed. README.md says what is left out.
 */
#define FREE 0
#define GONE 9          /* a pid of which no process is left */
#define FILES 4         /* that stand in the lock's place, one after the other */

byte lock[FILES];       /* who has the first byte of each; 3 is the one that was killed */
byte heir[FILES];       /* who has the second */
byte current;           /* which file stands at the name */
byte run_lock;
bool read_only;         /* the log dir */
byte owners;            /* how many collectors have the sessions of this run dir */

/* --- collectors --- */
proctype collector(byte me) {
  byte f;
  bool has;
  byte tries = 3;
  do
  :: has || tries == 0 -> break
  :: !has && tries > 0 && read_only -> has = true         /* EROFS: the run dir alone is locked */
  :: !has && tries > 0 && !read_only ->                   /* CollectorLock.attempt */
     tries--;
     f = current;
     if
#ifdef HEIRS_ALONE
     :: true -> skip;
#else
     :: atomic { heir[f] == FREE -> heir[f] = me }         /* nobody takes over meanwhile */
#endif
        if
        :: atomic { lock[f] == FREE -> lock[f] = me }
#ifdef NO_INODE_LOOK
           has = true
#else
           if
           :: f == current -> has = true
           :: f != current -> lock[f] = FREE
           fi
#endif
        :: lock[f] != FREE
        fi;
        if
        :: atomic { heir[f] == me -> heir[f] = FREE }
        :: heir[f] != me
        fi
     :: heir[f] != FREE
     fi
  :: !has && tries > 0 && !read_only ->                   /* CollectorLock.takeOver */
     tries--;
     f = current;
     if
#ifdef NO_HEIR
     :: true -> skip;
#else
     :: atomic { heir[f] == FREE -> heir[f] = me }
#endif
        if
        :: f == current && lock[f] == 3 && current + 1 < FILES ->
           lock[f + 1] = me;                               /* another file, locked already */
           atomic { current = f + 1; has = true }          /* at the name */
        :: f != current || lock[f] != 3 -> skip
        fi;
        if
        :: atomic { heir[f] == me -> heir[f] = FREE }
        :: heir[f] != me
        fi
     :: heir[f] != FREE
     fi
  od;
#ifdef TWO_RUN_DIRS
  skip;
#else
#ifndef ONE_LOCK
  if
  :: has -> if :: atomic { run_lock == FREE -> run_lock = me } :: run_lock != FREE -> has = false fi
  :: !has -> skip
  fi;
#else
  if                                                      /* as it was: one or the other */
  :: has && lock[current] != me ->
     if :: atomic { run_lock == FREE -> run_lock = me } :: run_lock != FREE -> has = false fi
  :: else -> skip
  fi;
#endif
#endif
  if
  :: has -> atomic { owners++; assert(owners == 1) }
  :: !has -> skip
  fi
}

/* The one that was killed comes to its end, or never does. */
active proctype killed() {
end: if
  :: atomic { lock[0] == 3 -> lock[0] = FREE }
  fi
}

active proctype disk() {
#ifndef TWO_RUN_DIRS
  if
  :: read_only = true
  :: skip
  fi
#endif
  skip
}

/* --- keepers --- */
byte keeper_file = GONE;
byte keepers;
bool mutex;             /* flock */

#ifdef NO_FLOCK
#define ENTER skip
#define LEAVE skip
#else
#define ENTER atomic { !mutex -> mutex = true }
#define LEAVE mutex = false
#endif

proctype keeper(byte me) {
  bool is;
  do
  :: ENTER;
     if
     :: atomic { keeper_file == FREE -> keeper_file = me }; is = true; LEAVE; break
     :: keeper_file == GONE -> keeper_file = FREE; LEAVE   /* looked, then removed */
     :: keeper_file != FREE && keeper_file != GONE -> LEAVE; break
     fi
  od;
  if
  :: is -> atomic { keepers++; assert(keepers == 1) }
     assert(keeper_file == me)                             /* by its file others see that it is there */
  :: !is -> skip
  fi
}

init {
  atomic {
#ifdef KEEPERS
    run keeper(1); run keeper(2)
#else
    lock[0] = 3;
    run collector(1); run collector(2)
#endif
  }
}
