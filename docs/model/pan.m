#define rand	pan_rand
#define pthread_equal(a,b)	((a)==(b))
#if defined(HAS_CODE) && defined(VERBOSE)
	#ifdef BFS_PAR
		bfs_printf("Pr: %d Tr: %d\n", II, t->forw);
	#else
		cpu_printf("Pr: %d Tr: %d\n", II, t->forw);
	#endif
#endif
	switch (t->forw) {
	default: Uerror("bad forward move");
	case 0:	/* if without executable clauses */
		continue;
	case 1: /* generic 'goto' or 'skip' */
		IfNotBlocked
		_m = 3; goto P999;
	case 2: /* generic 'else' */
		IfNotBlocked
		if (trpt->o_pm&1) continue;
		_m = 3; goto P999;

		 /* CLAIM goes_on */
	case 3: // STATE 1 - _spin_nvr.tmp:4 - [(!(done))] (0:0:0 - 1)
		
#if defined(VERI) && !defined(NP)
#if NCLAIMS>1
		{	static int reported1 = 0;
			if (verbose && !reported1)
			{	int nn = (int) ((Pclaim *)pptr(0))->_n;
				printf("depth %ld: Claim %s (%d), state %d (line %d)\n",
					depth, procname[spin_c_typ[nn]], nn, (int) ((Pclaim *)pptr(0))->_p, src_claim[ (int) ((Pclaim *)pptr(0))->_p ]);
				reported1 = 1;
				fflush(stdout);
		}	}
#else
		{	static int reported1 = 0;
			if (verbose && !reported1)
			{	printf("depth %d: Claim, state %d (line %d)\n",
					(int) depth, (int) ((Pclaim *)pptr(0))->_p, src_claim[ (int) ((Pclaim *)pptr(0))->_p ]);
				reported1 = 1;
				fflush(stdout);
		}	}
#endif
#endif
		reached[7][1] = 1;
		if (!( !(((int)now.done))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 4: // STATE 6 - _spin_nvr.tmp:6 - [-end-] (0:0:0 - 1)
		
#if defined(VERI) && !defined(NP)
#if NCLAIMS>1
		{	static int reported6 = 0;
			if (verbose && !reported6)
			{	int nn = (int) ((Pclaim *)pptr(0))->_n;
				printf("depth %ld: Claim %s (%d), state %d (line %d)\n",
					depth, procname[spin_c_typ[nn]], nn, (int) ((Pclaim *)pptr(0))->_p, src_claim[ (int) ((Pclaim *)pptr(0))->_p ]);
				reported6 = 1;
				fflush(stdout);
		}	}
#else
		{	static int reported6 = 0;
			if (verbose && !reported6)
			{	printf("depth %d: Claim, state %d (line %d)\n",
					(int) depth, (int) ((Pclaim *)pptr(0))->_p, src_claim[ (int) ((Pclaim *)pptr(0))->_p ]);
				reported6 = 1;
				fflush(stdout);
		}	}
#endif
#endif
		reached[7][6] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC twice */
	case 5: // STATE 1 - session.pml:282 - [(!((((seen[0]<2)&&(seen[(3-1)]<2))&&(seen[(3/2)]<2))))] (4:0:0 - 1)
		IfNotBlocked
		reached[6][1] = 1;
		if (!( !((((((int)now.seen[0])<2)&&(((int)now.seen[ Index((3-1), 3) ])<2))&&(((int)now.seen[ Index((3/2), 3) ])<2)))))
			continue;
		/* merge: assert(0)(0, 2, 4) */
		reached[6][2] = 1;
		spin_assert(0, "0", II, tt, t);
		_m = 3; goto P999; /* 1 */
	case 6: // STATE 4 - session.pml:283 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[6][4] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC :init: */
	case 7: // STATE 1 - session.pml:261 - [faults = 2] (0:24:4 - 1)
		IfNotBlocked
		reached[5][1] = 1;
		(trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((int)now.faults);
		now.faults = 2;
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: renewals = 1(24, 2, 24) */
		reached[5][2] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.renewals);
		now.renewals = 1;
#ifdef VAR_RANGES
		logval("renewals", ((int)now.renewals));
#endif
		;
		/* merge: hold[0] = 1(24, 3, 24) */
		reached[5][3] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.hold[0]);
		now.hold[0] = 1;
#ifdef VAR_RANGES
		logval("hold[0]", ((int)now.hold[0]));
#endif
		;
		/* merge: after_hold = DEAD(24, 4, 24) */
		reached[5][4] = 1;
		(trpt+1)->bup.ovals[3] = now.after_hold;
		now.after_hold = 29;
#ifdef VAR_RANGES
		logval("after_hold", now.after_hold);
#endif
		;
		/* merge: .(goto)(0, 25, 24) */
		reached[5][25] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 8: // STATE 6 - session.pml:264 - [(timeout)] (0:0:0 - 1)
		IfNotBlocked
		reached[5][6] = 1;
		if (!(((trpt->tau)&1)))
			continue;
		_m = 1; goto P999; /* 0 */
	case 9: // STATE 7 - session.pml:265 - [assert(done)] (0:0:0 - 1)
		IfNotBlocked
		reached[5][7] = 1;
		spin_assert(((int)now.done), "done", II, tt, t);
		_m = 3; goto P999; /* 0 */
	case 10: // STATE 8 - session.pml:267 - [(((c==DEAD)&&!(asked)))] (0:0:0 - 1)
		IfNotBlocked
		reached[5][8] = 1;
		if (!(((now.c==29)&& !(((int)now.asked)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 11: // STATE 9 - session.pml:268 - [asked = 1] (0:24:5 - 1)
		IfNotBlocked
		reached[5][9] = 1;
		(trpt+1)->bup.ovals = grab_ints(5);
		(trpt+1)->bup.ovals[0] = ((int)now.asked);
		now.asked = 1;
#ifdef VAR_RANGES
		logval("asked", ((int)now.asked));
#endif
		;
		/* merge: cannot = 0(24, 10, 24) */
		reached[5][10] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.cannot);
		now.cannot = 0;
#ifdef VAR_RANGES
		logval("cannot", ((int)now.cannot));
#endif
		;
		/* merge: keeper = 1(24, 11, 24) */
		reached[5][11] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.keeper);
		now.keeper = 1;
#ifdef VAR_RANGES
		logval("keeper", ((int)now.keeper));
#endif
		;
		/* merge: tries = 0(24, 12, 24) */
		reached[5][12] = 1;
		(trpt+1)->bup.ovals[3] = ((int)now.tries);
		now.tries = 0;
#ifdef VAR_RANGES
		logval("tries", ((int)now.tries));
#endif
		;
		/* merge: c = START(24, 13, 24) */
		reached[5][13] = 1;
		(trpt+1)->bup.ovals[4] = now.c;
		now.c = 28;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 23, 24) */
		reached[5][23] = 1;
		;
		/* merge: .(goto)(0, 25, 24) */
		reached[5][25] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 12: // STATE 15 - session.pml:269 - [(((((c==DEAD)&&asked)&&listed)&&(status!=FAILED)))] (0:0:0 - 1)
		IfNotBlocked
		reached[5][15] = 1;
		if (!(((((now.c==29)&&((int)now.asked))&&((int)now.listed))&&(now.status!=3))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 13: // STATE 16 - session.pml:269 - [assert(0)] (0:0:0 - 1)
		IfNotBlocked
		reached[5][16] = 1;
		spin_assert(0, "0", II, tt, t);
		_m = 3; goto P999; /* 0 */
	case 14: // STATE 18 - session.pml:271 - [assert((((((c==IDLE)&&ended)&&!(listed))&&!(named))&&!(gap_file)))] (0:0:0 - 1)
		IfNotBlocked
		reached[5][18] = 1;
		spin_assert((((((now.c==8)&&((int)now.ended))&& !(((int)now.listed)))&& !(((int)now.named)))&& !(((int)now.gap_file))), "(((((c==8)&&ended)&& !(listed))&& !(named))&& !(gap_file))", II, tt, t);
		_m = 3; goto P999; /* 0 */
	case 15: // STATE 19 - session.pml:272 - [assert((((!(hold[0])&&!(hold[1]))&&!(hold[2]))&&!(hold[3])))] (0:0:0 - 1)
		IfNotBlocked
		reached[5][19] = 1;
		spin_assert(((( !(((int)now.hold[0]))&& !(((int)now.hold[1])))&& !(((int)now.hold[2])))&& !(((int)now.hold[3]))), "((( !(hold[0])&& !(hold[1]))&& !(hold[2]))&& !(hold[3]))", II, tt, t);
		_m = 3; goto P999; /* 0 */
	case 16: // STATE 20 - session.pml:273 - [assert(!(unnoted))] (0:0:0 - 1)
		IfNotBlocked
		reached[5][20] = 1;
		spin_assert( !(((int)now.unnoted)), " !(unnoted)", II, tt, t);
		_m = 3; goto P999; /* 0 */
	case 17: // STATE 27 - session.pml:277 - [-end-] (0:0:0 - 3)
		IfNotBlocked
		reached[5][27] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC trouble */
	case 18: // STATE 1 - session.pml:247 - [(((faults>0)&&(c!=DEAD)))] (26:0:1 - 1)
		IfNotBlocked
		reached[4][1] = 1;
		if (!(((((int)now.faults)>0)&&(now.c!=29))))
			continue;
		/* merge: faults = (faults-1)(0, 2, 26) */
		reached[4][2] = 1;
		(trpt+1)->bup.oval = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 19: // STATE 3 - session.pml:80 - [c = DEAD] (0:25:10 - 1)
		IfNotBlocked
		reached[4][3] = 1;
		(trpt+1)->bup.ovals = grab_ints(10);
		(trpt+1)->bup.ovals[0] = now.c;
		now.c = 29;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: c_fd = 0(25, 4, 25) */
		reached[4][4] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.c_fd);
		now.c_fd = 0;
#ifdef VAR_RANGES
		logval("c_fd", ((int)now.c_fd));
#endif
		;
		/* merge: stopped = 0(25, 5, 25) */
		reached[4][5] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.stopped);
		now.stopped = 0;
#ifdef VAR_RANGES
		logval("stopped", ((int)now.stopped));
#endif
		;
		/* merge: wedged = 0(25, 6, 25) */
		reached[4][6] = 1;
		(trpt+1)->bup.ovals[3] = ((int)now.wedged);
		now.wedged = 0;
#ifdef VAR_RANGES
		logval("wedged", ((int)now.wedged));
#endif
		;
		/* merge: mem_gap = 0(25, 7, 25) */
		reached[4][7] = 1;
		(trpt+1)->bup.ovals[4] = ((int)now.mem_gap);
		now.mem_gap = 0;
#ifdef VAR_RANGES
		logval("mem_gap", ((int)now.mem_gap));
#endif
		;
		/* merge: held = 0(25, 8, 25) */
		reached[4][8] = 1;
		(trpt+1)->bup.ovals[5] = ((int)now.held);
		now.held = 0;
#ifdef VAR_RANGES
		logval("held", ((int)now.held));
#endif
		;
		/* merge: old_holder = 0(25, 9, 25) */
		reached[4][9] = 1;
		(trpt+1)->bup.ovals[6] = ((int)now.old_holder);
		now.old_holder = 0;
#ifdef VAR_RANGES
		logval("old_holder", ((int)now.old_holder));
#endif
		;
		/* merge: new_holder = 0(25, 10, 25) */
		reached[4][10] = 1;
		(trpt+1)->bup.ovals[7] = ((int)now.new_holder);
		now.new_holder = 0;
#ifdef VAR_RANGES
		logval("new_holder", ((int)now.new_holder));
#endif
		;
		/* merge: after_hold = DEAD(25, 11, 25) */
		reached[4][11] = 1;
		(trpt+1)->bup.ovals[8] = now.after_hold;
		now.after_hold = 29;
#ifdef VAR_RANGES
		logval("after_hold", now.after_hold);
#endif
		;
		/* merge: status = 4(25, 12, 25) */
		reached[4][12] = 1;
		(trpt+1)->bup.ovals[9] = now.status;
		now.status = 4;
#ifdef VAR_RANGES
		logval("status", now.status);
#endif
		;
		_m = 3; goto P999; /* 9 */
	case 20: // STATE 13 - session.pml:69 - [(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))] (0:0:0 - 1)
		IfNotBlocked
		reached[4][13] = 1;
		if (!((( !(((int)now.writer))&& !(((((((int)now.c_fd)||((int)now.hold[0]))||((int)now.hold[1]))||((int)now.hold[2]))||((int)now.hold[3]))))&&(q_len(now.pipe)>0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 21: // STATE 14 - session.pml:71 - [(nempty(pipe))] (0:0:0 - 1)
		IfNotBlocked
		reached[4][14] = 1;
		if (!((q_len(now.pipe)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 22: // STATE 15 - session.pml:71 - [pipe?_] (0:0:1 - 1)
		reached[4][15] = 1;
		if (q_len(now.pipe) == 0) continue;

		XX=1;
		(trpt+1)->bup.oval = qrecv(now.pipe, XX-1, 0, 0);
		;
		qrecv(now.pipe, XX-1, 0, 1);
		
#ifdef HAS_CODE
		if (readtrail && gui) {
			char simtmp[32];
			sprintf(simvals, "%d?", now.pipe);
		sprintf(simtmp, "%d", ((int)_)); strcat(simvals, simtmp);		}
#endif
		;
		_m = 4; goto P999; /* 0 */
	case 23: // STATE 16 - session.pml:72 - [(empty(pipe))] (69:0:1 - 1)
		IfNotBlocked
		reached[4][16] = 1;
		if (!((q_len(now.pipe)==0)))
			continue;
		/* merge: goto :b16(69, 17, 69) */
		reached[4][17] = 1;
		;
		/* merge: unnoted = 1(69, 21, 69) */
		reached[4][21] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(69, 24, 69) */
		reached[4][24] = 1;
		;
		/* merge: .(goto)(0, 70, 69) */
		reached[4][70] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 24: // STATE 21 - session.pml:74 - [unnoted = 1] (0:69:1 - 3)
		IfNotBlocked
		reached[4][21] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(69, 24, 69) */
		reached[4][24] = 1;
		;
		/* merge: .(goto)(0, 70, 69) */
		reached[4][70] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 25: // STATE 24 - session.pml:77 - [.(goto)] (0:69:0 - 2)
		IfNotBlocked
		reached[4][24] = 1;
		;
		/* merge: .(goto)(0, 70, 69) */
		reached[4][70] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 26: // STATE 28 - session.pml:248 - [((((faults>0)&&(c!=DEAD))&&!(stopped)))] (69:0:2 - 1)
		IfNotBlocked
		reached[4][28] = 1;
		if (!((((((int)now.faults)>0)&&(now.c!=29))&& !(((int)now.stopped)))))
			continue;
		/* merge: faults = (faults-1)(69, 29, 69) */
		reached[4][29] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: stopped = 1(69, 30, 69) */
		reached[4][30] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.stopped);
		now.stopped = 1;
#ifdef VAR_RANGES
		logval("stopped", ((int)now.stopped));
#endif
		;
		/* merge: .(goto)(0, 70, 69) */
		reached[4][70] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 27: // STATE 32 - session.pml:249 - [((((faults>0)&&(((c==RUN)||(c==FIND))||(c==ADOPT)))&&!(wedged)))] (69:0:2 - 1)
		IfNotBlocked
		reached[4][32] = 1;
		if (!((((((int)now.faults)>0)&&(((now.c==20)||(now.c==26))||(now.c==24)))&& !(((int)now.wedged)))))
			continue;
		/* merge: faults = (faults-1)(69, 33, 69) */
		reached[4][33] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: wedged = 1(69, 34, 69) */
		reached[4][34] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.wedged);
		now.wedged = 1;
#ifdef VAR_RANGES
		logval("wedged", ((int)now.wedged));
#endif
		;
		/* merge: .(goto)(0, 70, 69) */
		reached[4][70] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 28: // STATE 36 - session.pml:250 - [((((faults>0)&&(!(stopped)&&!(wedged)))&&(c==RUN)))] (69:0:2 - 1)
		IfNotBlocked
		reached[4][36] = 1;
		if (!((((((int)now.faults)>0)&&( !(((int)now.stopped))&& !(((int)now.wedged))))&&(now.c==20))))
			continue;
		/* merge: faults = (faults-1)(69, 37, 69) */
		reached[4][37] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: c = DRAIN(69, 38, 69) */
		reached[4][38] = 1;
		(trpt+1)->bup.ovals[1] = now.c;
		now.c = 7;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 70, 69) */
		reached[4][70] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 29: // STATE 40 - session.pml:251 - [(((faults>0)&&!(cannot)))] (69:0:2 - 1)
		IfNotBlocked
		reached[4][40] = 1;
		if (!(((((int)now.faults)>0)&& !(((int)now.cannot)))))
			continue;
		/* merge: faults = (faults-1)(69, 41, 69) */
		reached[4][41] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: cannot = 1(69, 42, 69) */
		reached[4][42] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.cannot);
		now.cannot = 1;
#ifdef VAR_RANGES
		logval("cannot", ((int)now.cannot));
#endif
		;
		/* merge: .(goto)(0, 70, 69) */
		reached[4][70] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 30: // STATE 44 - session.pml:252 - [(((faults>0)&&keeper))] (69:0:2 - 1)
		IfNotBlocked
		reached[4][44] = 1;
		if (!(((((int)now.faults)>0)&&((int)now.keeper))))
			continue;
		/* merge: faults = (faults-1)(69, 45, 69) */
		reached[4][45] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: keeper = 0(69, 46, 69) */
		reached[4][46] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.keeper);
		now.keeper = 0;
#ifdef VAR_RANGES
		logval("keeper", ((int)now.keeper));
#endif
		;
		/* merge: .(goto)(0, 70, 69) */
		reached[4][70] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 31: // STATE 48 - session.pml:253 - [(((faults>0)&&!(full_disk)))] (69:0:2 - 1)
		IfNotBlocked
		reached[4][48] = 1;
		if (!(((((int)now.faults)>0)&& !(((int)now.full_disk)))))
			continue;
		/* merge: faults = (faults-1)(69, 49, 69) */
		reached[4][49] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: full_disk = 1(69, 50, 69) */
		reached[4][50] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.full_disk);
		now.full_disk = 1;
#ifdef VAR_RANGES
		logval("full_disk", ((int)now.full_disk));
#endif
		;
		/* merge: .(goto)(0, 70, 69) */
		reached[4][70] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 32: // STATE 52 - session.pml:254 - [((((faults>0)&&(holder_file!=255))&&hold[holder_file]))] (67:0:2 - 1)
		IfNotBlocked
		reached[4][52] = 1;
		if (!((((((int)now.faults)>0)&&(((int)now.holder_file)!=255))&&((int)now.hold[ Index(((int)now.holder_file), 4) ]))))
			continue;
		/* merge: faults = (faults-1)(67, 53, 67) */
		reached[4][53] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.faults);
		now.faults = (((int)now.faults)-1);
#ifdef VAR_RANGES
		logval("faults", ((int)now.faults));
#endif
		;
		/* merge: hold[holder_file] = 0(67, 54, 67) */
		reached[4][54] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.hold[ Index(((int)now.holder_file), 4) ]);
		now.hold[ Index(now.holder_file, 4) ] = 0;
#ifdef VAR_RANGES
		logval("hold[holder_file]", ((int)now.hold[ Index(((int)now.holder_file), 4) ]));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 33: // STATE 55 - session.pml:69 - [(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))] (0:0:0 - 1)
		IfNotBlocked
		reached[4][55] = 1;
		if (!((( !(((int)now.writer))&& !(((((((int)now.c_fd)||((int)now.hold[0]))||((int)now.hold[1]))||((int)now.hold[2]))||((int)now.hold[3]))))&&(q_len(now.pipe)>0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 34: // STATE 56 - session.pml:71 - [(nempty(pipe))] (0:0:0 - 1)
		IfNotBlocked
		reached[4][56] = 1;
		if (!((q_len(now.pipe)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 35: // STATE 57 - session.pml:71 - [pipe?_] (0:0:1 - 1)
		reached[4][57] = 1;
		if (q_len(now.pipe) == 0) continue;

		XX=1;
		(trpt+1)->bup.oval = qrecv(now.pipe, XX-1, 0, 0);
		;
		qrecv(now.pipe, XX-1, 0, 1);
		
#ifdef HAS_CODE
		if (readtrail && gui) {
			char simtmp[32];
			sprintf(simvals, "%d?", now.pipe);
		sprintf(simtmp, "%d", ((int)_)); strcat(simvals, simtmp);		}
#endif
		;
		_m = 4; goto P999; /* 0 */
	case 36: // STATE 58 - session.pml:72 - [(empty(pipe))] (69:0:1 - 1)
		IfNotBlocked
		reached[4][58] = 1;
		if (!((q_len(now.pipe)==0)))
			continue;
		/* merge: goto :b17(69, 59, 69) */
		reached[4][59] = 1;
		;
		/* merge: unnoted = 1(69, 63, 69) */
		reached[4][63] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(69, 66, 69) */
		reached[4][66] = 1;
		;
		/* merge: .(goto)(0, 70, 69) */
		reached[4][70] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 37: // STATE 63 - session.pml:74 - [unnoted = 1] (0:69:1 - 3)
		IfNotBlocked
		reached[4][63] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(69, 66, 69) */
		reached[4][66] = 1;
		;
		/* merge: .(goto)(0, 70, 69) */
		reached[4][70] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 38: // STATE 66 - session.pml:77 - [.(goto)] (0:69:0 - 2)
		IfNotBlocked
		reached[4][66] = 1;
		;
		/* merge: .(goto)(0, 70, 69) */
		reached[4][70] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 39: // STATE 72 - session.pml:257 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[4][72] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC time */
	case 40: // STATE 1 - session.pml:236 - [((!(((!(stopped)&&!(wedged))&&(((((((c==RUN)||(c==COPY))||(c==TAKEN))||(c==DELGAP))||(c==KEEP))||(c==LOSE))||((after_hold==RUN)&&(((c==SPAWN)||(c==NAME))||(c==ENDOLD))))))&&hold[0]))] (15:0:1 - 1)
		IfNotBlocked
		reached[3][1] = 1;
		if (!(( !((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(((((((now.c==20)||(now.c==19))||(now.c==18))||(now.c==17))||(now.c==16))||(now.c==15))||((now.after_hold==20)&&(((now.c==23)||(now.c==22))||(now.c==21))))))&&((int)now.hold[0]))))
			continue;
		/* merge: hold[0] = 0(0, 2, 15) */
		reached[3][2] = 1;
		(trpt+1)->bup.oval = ((int)now.hold[0]);
		now.hold[0] = 0;
#ifdef VAR_RANGES
		logval("hold[0]", ((int)now.hold[0]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 41: // STATE 3 - session.pml:69 - [(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][3] = 1;
		if (!((( !(((int)now.writer))&& !(((((((int)now.c_fd)||((int)now.hold[0]))||((int)now.hold[1]))||((int)now.hold[2]))||((int)now.hold[3]))))&&(q_len(now.pipe)>0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 42: // STATE 4 - session.pml:71 - [(nempty(pipe))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][4] = 1;
		if (!((q_len(now.pipe)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 43: // STATE 5 - session.pml:71 - [pipe?_] (0:0:1 - 1)
		reached[3][5] = 1;
		if (q_len(now.pipe) == 0) continue;

		XX=1;
		(trpt+1)->bup.oval = qrecv(now.pipe, XX-1, 0, 0);
		;
		qrecv(now.pipe, XX-1, 0, 1);
		
#ifdef HAS_CODE
		if (readtrail && gui) {
			char simtmp[32];
			sprintf(simvals, "%d?", now.pipe);
		sprintf(simtmp, "%d", ((int)_)); strcat(simvals, simtmp);		}
#endif
		;
		_m = 4; goto P999; /* 0 */
	case 44: // STATE 6 - session.pml:72 - [(empty(pipe))] (68:0:1 - 1)
		IfNotBlocked
		reached[3][6] = 1;
		if (!((q_len(now.pipe)==0)))
			continue;
		/* merge: goto :b11(68, 7, 68) */
		reached[3][7] = 1;
		;
		/* merge: unnoted = 1(68, 11, 68) */
		reached[3][11] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(68, 14, 68) */
		reached[3][14] = 1;
		;
		/* merge: .(goto)(0, 69, 68) */
		reached[3][69] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 45: // STATE 11 - session.pml:74 - [unnoted = 1] (0:68:1 - 3)
		IfNotBlocked
		reached[3][11] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(68, 14, 68) */
		reached[3][14] = 1;
		;
		/* merge: .(goto)(0, 69, 68) */
		reached[3][69] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 46: // STATE 14 - session.pml:77 - [.(goto)] (0:68:0 - 2)
		IfNotBlocked
		reached[3][14] = 1;
		;
		/* merge: .(goto)(0, 69, 68) */
		reached[3][69] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 47: // STATE 17 - session.pml:237 - [((!(((!(stopped)&&!(wedged))&&(((((((c==RUN)||(c==COPY))||(c==TAKEN))||(c==DELGAP))||(c==KEEP))||(c==LOSE))||((after_hold==RUN)&&(((c==SPAWN)||(c==NAME))||(c==ENDOLD))))))&&hold[1]))] (31:0:1 - 1)
		IfNotBlocked
		reached[3][17] = 1;
		if (!(( !((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(((((((now.c==20)||(now.c==19))||(now.c==18))||(now.c==17))||(now.c==16))||(now.c==15))||((now.after_hold==20)&&(((now.c==23)||(now.c==22))||(now.c==21))))))&&((int)now.hold[1]))))
			continue;
		/* merge: hold[1] = 0(0, 18, 31) */
		reached[3][18] = 1;
		(trpt+1)->bup.oval = ((int)now.hold[1]);
		now.hold[1] = 0;
#ifdef VAR_RANGES
		logval("hold[1]", ((int)now.hold[1]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 48: // STATE 19 - session.pml:69 - [(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][19] = 1;
		if (!((( !(((int)now.writer))&& !(((((((int)now.c_fd)||((int)now.hold[0]))||((int)now.hold[1]))||((int)now.hold[2]))||((int)now.hold[3]))))&&(q_len(now.pipe)>0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 49: // STATE 20 - session.pml:71 - [(nempty(pipe))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][20] = 1;
		if (!((q_len(now.pipe)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 50: // STATE 21 - session.pml:71 - [pipe?_] (0:0:1 - 1)
		reached[3][21] = 1;
		if (q_len(now.pipe) == 0) continue;

		XX=1;
		(trpt+1)->bup.oval = qrecv(now.pipe, XX-1, 0, 0);
		;
		qrecv(now.pipe, XX-1, 0, 1);
		
#ifdef HAS_CODE
		if (readtrail && gui) {
			char simtmp[32];
			sprintf(simvals, "%d?", now.pipe);
		sprintf(simtmp, "%d", ((int)_)); strcat(simvals, simtmp);		}
#endif
		;
		_m = 4; goto P999; /* 0 */
	case 51: // STATE 22 - session.pml:72 - [(empty(pipe))] (68:0:1 - 1)
		IfNotBlocked
		reached[3][22] = 1;
		if (!((q_len(now.pipe)==0)))
			continue;
		/* merge: goto :b12(68, 23, 68) */
		reached[3][23] = 1;
		;
		/* merge: unnoted = 1(68, 27, 68) */
		reached[3][27] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(68, 30, 68) */
		reached[3][30] = 1;
		;
		/* merge: .(goto)(0, 69, 68) */
		reached[3][69] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 52: // STATE 27 - session.pml:74 - [unnoted = 1] (0:68:1 - 3)
		IfNotBlocked
		reached[3][27] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(68, 30, 68) */
		reached[3][30] = 1;
		;
		/* merge: .(goto)(0, 69, 68) */
		reached[3][69] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 53: // STATE 30 - session.pml:77 - [.(goto)] (0:68:0 - 2)
		IfNotBlocked
		reached[3][30] = 1;
		;
		/* merge: .(goto)(0, 69, 68) */
		reached[3][69] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 54: // STATE 33 - session.pml:238 - [((!(((!(stopped)&&!(wedged))&&(((((((c==RUN)||(c==COPY))||(c==TAKEN))||(c==DELGAP))||(c==KEEP))||(c==LOSE))||((after_hold==RUN)&&(((c==SPAWN)||(c==NAME))||(c==ENDOLD))))))&&hold[2]))] (47:0:1 - 1)
		IfNotBlocked
		reached[3][33] = 1;
		if (!(( !((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(((((((now.c==20)||(now.c==19))||(now.c==18))||(now.c==17))||(now.c==16))||(now.c==15))||((now.after_hold==20)&&(((now.c==23)||(now.c==22))||(now.c==21))))))&&((int)now.hold[2]))))
			continue;
		/* merge: hold[2] = 0(0, 34, 47) */
		reached[3][34] = 1;
		(trpt+1)->bup.oval = ((int)now.hold[2]);
		now.hold[2] = 0;
#ifdef VAR_RANGES
		logval("hold[2]", ((int)now.hold[2]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 55: // STATE 35 - session.pml:69 - [(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][35] = 1;
		if (!((( !(((int)now.writer))&& !(((((((int)now.c_fd)||((int)now.hold[0]))||((int)now.hold[1]))||((int)now.hold[2]))||((int)now.hold[3]))))&&(q_len(now.pipe)>0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 56: // STATE 36 - session.pml:71 - [(nempty(pipe))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][36] = 1;
		if (!((q_len(now.pipe)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 57: // STATE 37 - session.pml:71 - [pipe?_] (0:0:1 - 1)
		reached[3][37] = 1;
		if (q_len(now.pipe) == 0) continue;

		XX=1;
		(trpt+1)->bup.oval = qrecv(now.pipe, XX-1, 0, 0);
		;
		qrecv(now.pipe, XX-1, 0, 1);
		
#ifdef HAS_CODE
		if (readtrail && gui) {
			char simtmp[32];
			sprintf(simvals, "%d?", now.pipe);
		sprintf(simtmp, "%d", ((int)_)); strcat(simvals, simtmp);		}
#endif
		;
		_m = 4; goto P999; /* 0 */
	case 58: // STATE 38 - session.pml:72 - [(empty(pipe))] (68:0:1 - 1)
		IfNotBlocked
		reached[3][38] = 1;
		if (!((q_len(now.pipe)==0)))
			continue;
		/* merge: goto :b13(68, 39, 68) */
		reached[3][39] = 1;
		;
		/* merge: unnoted = 1(68, 43, 68) */
		reached[3][43] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(68, 46, 68) */
		reached[3][46] = 1;
		;
		/* merge: .(goto)(0, 69, 68) */
		reached[3][69] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 59: // STATE 43 - session.pml:74 - [unnoted = 1] (0:68:1 - 3)
		IfNotBlocked
		reached[3][43] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(68, 46, 68) */
		reached[3][46] = 1;
		;
		/* merge: .(goto)(0, 69, 68) */
		reached[3][69] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 60: // STATE 46 - session.pml:77 - [.(goto)] (0:68:0 - 2)
		IfNotBlocked
		reached[3][46] = 1;
		;
		/* merge: .(goto)(0, 69, 68) */
		reached[3][69] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 61: // STATE 49 - session.pml:239 - [((!(((!(stopped)&&!(wedged))&&(((((((c==RUN)||(c==COPY))||(c==TAKEN))||(c==DELGAP))||(c==KEEP))||(c==LOSE))||((after_hold==RUN)&&(((c==SPAWN)||(c==NAME))||(c==ENDOLD))))))&&hold[3]))] (63:0:1 - 1)
		IfNotBlocked
		reached[3][49] = 1;
		if (!(( !((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(((((((now.c==20)||(now.c==19))||(now.c==18))||(now.c==17))||(now.c==16))||(now.c==15))||((now.after_hold==20)&&(((now.c==23)||(now.c==22))||(now.c==21))))))&&((int)now.hold[3]))))
			continue;
		/* merge: hold[3] = 0(0, 50, 63) */
		reached[3][50] = 1;
		(trpt+1)->bup.oval = ((int)now.hold[3]);
		now.hold[3] = 0;
#ifdef VAR_RANGES
		logval("hold[3]", ((int)now.hold[3]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 62: // STATE 51 - session.pml:69 - [(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][51] = 1;
		if (!((( !(((int)now.writer))&& !(((((((int)now.c_fd)||((int)now.hold[0]))||((int)now.hold[1]))||((int)now.hold[2]))||((int)now.hold[3]))))&&(q_len(now.pipe)>0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 63: // STATE 52 - session.pml:71 - [(nempty(pipe))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][52] = 1;
		if (!((q_len(now.pipe)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 64: // STATE 53 - session.pml:71 - [pipe?_] (0:0:1 - 1)
		reached[3][53] = 1;
		if (q_len(now.pipe) == 0) continue;

		XX=1;
		(trpt+1)->bup.oval = qrecv(now.pipe, XX-1, 0, 0);
		;
		qrecv(now.pipe, XX-1, 0, 1);
		
#ifdef HAS_CODE
		if (readtrail && gui) {
			char simtmp[32];
			sprintf(simvals, "%d?", now.pipe);
		sprintf(simtmp, "%d", ((int)_)); strcat(simvals, simtmp);		}
#endif
		;
		_m = 4; goto P999; /* 0 */
	case 65: // STATE 54 - session.pml:72 - [(empty(pipe))] (68:0:1 - 1)
		IfNotBlocked
		reached[3][54] = 1;
		if (!((q_len(now.pipe)==0)))
			continue;
		/* merge: goto :b14(68, 55, 68) */
		reached[3][55] = 1;
		;
		/* merge: unnoted = 1(68, 59, 68) */
		reached[3][59] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(68, 62, 68) */
		reached[3][62] = 1;
		;
		/* merge: .(goto)(0, 69, 68) */
		reached[3][69] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 66: // STATE 59 - session.pml:74 - [unnoted = 1] (0:68:1 - 3)
		IfNotBlocked
		reached[3][59] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(68, 62, 68) */
		reached[3][62] = 1;
		;
		/* merge: .(goto)(0, 69, 68) */
		reached[3][69] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 67: // STATE 62 - session.pml:77 - [.(goto)] (0:68:0 - 2)
		IfNotBlocked
		reached[3][62] = 1;
		;
		/* merge: .(goto)(0, 69, 68) */
		reached[3][69] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 68: // STATE 65 - session.pml:241 - [((full_disk&&(c!=DEAD)))] (68:0:1 - 1)
		IfNotBlocked
		reached[3][65] = 1;
		if (!((((int)now.full_disk)&&(now.c!=29))))
			continue;
		/* merge: full_disk = 0(0, 66, 68) */
		reached[3][66] = 1;
		(trpt+1)->bup.oval = ((int)now.full_disk);
		now.full_disk = 0;
#ifdef VAR_RANGES
		logval("full_disk", ((int)now.full_disk));
#endif
		;
		/* merge: .(goto)(0, 69, 68) */
		reached[3][69] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 69: // STATE 71 - session.pml:243 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[3][71] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC keeping */
	case 70: // STATE 1 - session.pml:216 - [((keeper&&stopped))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][1] = 1;
		if (!((((int)now.keeper)&&((int)now.stopped))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 71: // STATE 2 - session.pml:80 - [c = DEAD] (0:24:10 - 1)
		IfNotBlocked
		reached[2][2] = 1;
		(trpt+1)->bup.ovals = grab_ints(10);
		(trpt+1)->bup.ovals[0] = now.c;
		now.c = 29;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: c_fd = 0(24, 3, 24) */
		reached[2][3] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.c_fd);
		now.c_fd = 0;
#ifdef VAR_RANGES
		logval("c_fd", ((int)now.c_fd));
#endif
		;
		/* merge: stopped = 0(24, 4, 24) */
		reached[2][4] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.stopped);
		now.stopped = 0;
#ifdef VAR_RANGES
		logval("stopped", ((int)now.stopped));
#endif
		;
		/* merge: wedged = 0(24, 5, 24) */
		reached[2][5] = 1;
		(trpt+1)->bup.ovals[3] = ((int)now.wedged);
		now.wedged = 0;
#ifdef VAR_RANGES
		logval("wedged", ((int)now.wedged));
#endif
		;
		/* merge: mem_gap = 0(24, 6, 24) */
		reached[2][6] = 1;
		(trpt+1)->bup.ovals[4] = ((int)now.mem_gap);
		now.mem_gap = 0;
#ifdef VAR_RANGES
		logval("mem_gap", ((int)now.mem_gap));
#endif
		;
		/* merge: held = 0(24, 7, 24) */
		reached[2][7] = 1;
		(trpt+1)->bup.ovals[5] = ((int)now.held);
		now.held = 0;
#ifdef VAR_RANGES
		logval("held", ((int)now.held));
#endif
		;
		/* merge: old_holder = 0(24, 8, 24) */
		reached[2][8] = 1;
		(trpt+1)->bup.ovals[6] = ((int)now.old_holder);
		now.old_holder = 0;
#ifdef VAR_RANGES
		logval("old_holder", ((int)now.old_holder));
#endif
		;
		/* merge: new_holder = 0(24, 9, 24) */
		reached[2][9] = 1;
		(trpt+1)->bup.ovals[7] = ((int)now.new_holder);
		now.new_holder = 0;
#ifdef VAR_RANGES
		logval("new_holder", ((int)now.new_holder));
#endif
		;
		/* merge: after_hold = DEAD(24, 10, 24) */
		reached[2][10] = 1;
		(trpt+1)->bup.ovals[8] = now.after_hold;
		now.after_hold = 29;
#ifdef VAR_RANGES
		logval("after_hold", now.after_hold);
#endif
		;
		/* merge: status = 4(24, 11, 24) */
		reached[2][11] = 1;
		(trpt+1)->bup.ovals[9] = now.status;
		now.status = 4;
#ifdef VAR_RANGES
		logval("status", now.status);
#endif
		;
		_m = 3; goto P999; /* 9 */
	case 72: // STATE 12 - session.pml:69 - [(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][12] = 1;
		if (!((( !(((int)now.writer))&& !(((((((int)now.c_fd)||((int)now.hold[0]))||((int)now.hold[1]))||((int)now.hold[2]))||((int)now.hold[3]))))&&(q_len(now.pipe)>0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 73: // STATE 13 - session.pml:71 - [(nempty(pipe))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][13] = 1;
		if (!((q_len(now.pipe)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 74: // STATE 14 - session.pml:71 - [pipe?_] (0:0:1 - 1)
		reached[2][14] = 1;
		if (q_len(now.pipe) == 0) continue;

		XX=1;
		(trpt+1)->bup.oval = qrecv(now.pipe, XX-1, 0, 0);
		;
		qrecv(now.pipe, XX-1, 0, 1);
		
#ifdef HAS_CODE
		if (readtrail && gui) {
			char simtmp[32];
			sprintf(simvals, "%d?", now.pipe);
		sprintf(simtmp, "%d", ((int)_)); strcat(simvals, simtmp);		}
#endif
		;
		_m = 4; goto P999; /* 0 */
	case 75: // STATE 15 - session.pml:72 - [(empty(pipe))] (53:0:1 - 1)
		IfNotBlocked
		reached[2][15] = 1;
		if (!((q_len(now.pipe)==0)))
			continue;
		/* merge: goto :b9(53, 16, 53) */
		reached[2][16] = 1;
		;
		/* merge: unnoted = 1(53, 20, 53) */
		reached[2][20] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(53, 23, 53) */
		reached[2][23] = 1;
		;
		/* merge: .(goto)(0, 54, 53) */
		reached[2][54] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 76: // STATE 20 - session.pml:74 - [unnoted = 1] (0:53:1 - 3)
		IfNotBlocked
		reached[2][20] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(53, 23, 53) */
		reached[2][23] = 1;
		;
		/* merge: .(goto)(0, 54, 53) */
		reached[2][54] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 77: // STATE 23 - session.pml:77 - [.(goto)] (0:53:0 - 2)
		IfNotBlocked
		reached[2][23] = 1;
		;
		/* merge: .(goto)(0, 54, 53) */
		reached[2][54] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 78: // STATE 27 - session.pml:218 - [(((keeper&&(c==DEAD))&&(status==KILLED)))] (53:0:1 - 1)
		IfNotBlocked
		reached[2][27] = 1;
		if (!(((((int)now.keeper)&&(now.c==29))&&(now.status==4))))
			continue;
		/* merge: c = START(0, 28, 53) */
		reached[2][28] = 1;
		(trpt+1)->bup.oval = now.c;
		now.c = 28;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 54, 53) */
		reached[2][54] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 79: // STATE 30 - session.pml:219 - [((((keeper&&(c==DEAD))&&(status==FAILED))&&((holder_file!=255)&&hold[holder_file])))] (53:0:1 - 1)
		IfNotBlocked
		reached[2][30] = 1;
		if (!((((((int)now.keeper)&&(now.c==29))&&(now.status==3))&&((((int)now.holder_file)!=255)&&((int)now.hold[ Index(((int)now.holder_file), 4) ])))))
			continue;
		/* merge: c = START(0, 31, 53) */
		reached[2][31] = 1;
		(trpt+1)->bup.oval = now.c;
		now.c = 28;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 54, 53) */
		reached[2][54] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 80: // STATE 33 - session.pml:220 - [((((keeper&&(c==DEAD))&&(status==FAILED))&&!(((holder_file!=255)&&hold[holder_file]))))] (53:0:1 - 1)
		IfNotBlocked
		reached[2][33] = 1;
		if (!((((((int)now.keeper)&&(now.c==29))&&(now.status==3))&& !(((((int)now.holder_file)!=255)&&((int)now.hold[ Index(((int)now.holder_file), 4) ]))))))
			continue;
		/* merge: keeper = 0(0, 34, 53) */
		reached[2][34] = 1;
		(trpt+1)->bup.oval = ((int)now.keeper);
		now.keeper = 0;
#ifdef VAR_RANGES
		logval("keeper", ((int)now.keeper));
#endif
		;
		/* merge: .(goto)(0, 54, 53) */
		reached[2][54] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 81: // STATE 36 - session.pml:221 - [((((keeper&&(c==DEAD))&&(status==CANNOT))&&(((holder_file!=255)&&hold[holder_file])||(tries<2))))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][36] = 1;
		if (!((((((int)now.keeper)&&(now.c==29))&&(now.status==2))&&(((((int)now.holder_file)!=255)&&((int)now.hold[ Index(((int)now.holder_file), 4) ]))||(((int)now.tries)<2)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 82: // STATE 37 - session.pml:222 - [((tries<2))] (53:0:2 - 1)
		IfNotBlocked
		reached[2][37] = 1;
		if (!((((int)now.tries)<2)))
			continue;
		/* merge: tries = (tries+1)(53, 38, 53) */
		reached[2][38] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.tries);
		now.tries = (((int)now.tries)+1);
#ifdef VAR_RANGES
		logval("tries", ((int)now.tries));
#endif
		;
		/* merge: .(goto)(53, 41, 53) */
		reached[2][41] = 1;
		;
		/* merge: c = START(53, 42, 53) */
		reached[2][42] = 1;
		(trpt+1)->bup.ovals[1] = now.c;
		now.c = 28;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 54, 53) */
		reached[2][54] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 83: // STATE 41 - session.pml:222 - [.(goto)] (0:53:1 - 2)
		IfNotBlocked
		reached[2][41] = 1;
		;
		/* merge: c = START(53, 42, 53) */
		reached[2][42] = 1;
		(trpt+1)->bup.oval = now.c;
		now.c = 28;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 54, 53) */
		reached[2][54] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 84: // STATE 44 - session.pml:223 - [(((((keeper&&(c==DEAD))&&(status==CANNOT))&&!(((holder_file!=255)&&hold[holder_file])))&&(tries==2)))] (53:0:1 - 1)
		IfNotBlocked
		reached[2][44] = 1;
		if (!(((((((int)now.keeper)&&(now.c==29))&&(now.status==2))&& !(((((int)now.holder_file)!=255)&&((int)now.hold[ Index(((int)now.holder_file), 4) ]))))&&(((int)now.tries)==2))))
			continue;
		/* merge: keeper = 0(0, 45, 53) */
		reached[2][45] = 1;
		(trpt+1)->bup.oval = ((int)now.keeper);
		now.keeper = 0;
#ifdef VAR_RANGES
		logval("keeper", ((int)now.keeper));
#endif
		;
		/* merge: .(goto)(0, 54, 53) */
		reached[2][54] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 85: // STATE 47 - session.pml:224 - [(((keeper&&(c==DEAD))&&(status==TOLD)))] (53:0:1 - 1)
		IfNotBlocked
		reached[2][47] = 1;
		if (!(((((int)now.keeper)&&(now.c==29))&&(now.status==1))))
			continue;
		/* merge: keeper = 0(0, 48, 53) */
		reached[2][48] = 1;
		(trpt+1)->bup.oval = ((int)now.keeper);
		now.keeper = 0;
#ifdef VAR_RANGES
		logval("keeper", ((int)now.keeper));
#endif
		;
		/* merge: .(goto)(0, 54, 53) */
		reached[2][54] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 86: // STATE 50 - session.pml:227 - [((!(keeper)&&((!(stopped)&&!(wedged))&&(((((((c==RUN)||(c==COPY))||(c==TAKEN))||(c==DELGAP))||(c==KEEP))||(c==LOSE))||((after_hold==RUN)&&(((c==SPAWN)||(c==NAME))||(c==ENDOLD)))))))] (53:0:1 - 1)
		IfNotBlocked
		reached[2][50] = 1;
		if (!(( !(((int)now.keeper))&&(( !(((int)now.stopped))&& !(((int)now.wedged)))&&(((((((now.c==20)||(now.c==19))||(now.c==18))||(now.c==17))||(now.c==16))||(now.c==15))||((now.after_hold==20)&&(((now.c==23)||(now.c==22))||(now.c==21))))))))
			continue;
		/* merge: keeper = 1(0, 51, 53) */
		reached[2][51] = 1;
		(trpt+1)->bup.oval = ((int)now.keeper);
		now.keeper = 1;
#ifdef VAR_RANGES
		logval("keeper", ((int)now.keeper));
#endif
		;
		/* merge: .(goto)(0, 54, 53) */
		reached[2][54] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 87: // STATE 56 - session.pml:230 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[2][56] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC collector */
	case 88: // STATE 1 - session.pml:104 - [((((!(stopped)&&!(wedged))&&(c==START))&&cannot))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][1] = 1;
		if (!(((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==28))&&((int)now.cannot))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 89: // STATE 2 - session.pml:80 - [c = DEAD] (0:24:10 - 1)
		IfNotBlocked
		reached[1][2] = 1;
		(trpt+1)->bup.ovals = grab_ints(10);
		(trpt+1)->bup.ovals[0] = now.c;
		now.c = 29;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: c_fd = 0(24, 3, 24) */
		reached[1][3] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.c_fd);
		now.c_fd = 0;
#ifdef VAR_RANGES
		logval("c_fd", ((int)now.c_fd));
#endif
		;
		/* merge: stopped = 0(24, 4, 24) */
		reached[1][4] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.stopped);
		now.stopped = 0;
#ifdef VAR_RANGES
		logval("stopped", ((int)now.stopped));
#endif
		;
		/* merge: wedged = 0(24, 5, 24) */
		reached[1][5] = 1;
		(trpt+1)->bup.ovals[3] = ((int)now.wedged);
		now.wedged = 0;
#ifdef VAR_RANGES
		logval("wedged", ((int)now.wedged));
#endif
		;
		/* merge: mem_gap = 0(24, 6, 24) */
		reached[1][6] = 1;
		(trpt+1)->bup.ovals[4] = ((int)now.mem_gap);
		now.mem_gap = 0;
#ifdef VAR_RANGES
		logval("mem_gap", ((int)now.mem_gap));
#endif
		;
		/* merge: held = 0(24, 7, 24) */
		reached[1][7] = 1;
		(trpt+1)->bup.ovals[5] = ((int)now.held);
		now.held = 0;
#ifdef VAR_RANGES
		logval("held", ((int)now.held));
#endif
		;
		/* merge: old_holder = 0(24, 8, 24) */
		reached[1][8] = 1;
		(trpt+1)->bup.ovals[6] = ((int)now.old_holder);
		now.old_holder = 0;
#ifdef VAR_RANGES
		logval("old_holder", ((int)now.old_holder));
#endif
		;
		/* merge: new_holder = 0(24, 9, 24) */
		reached[1][9] = 1;
		(trpt+1)->bup.ovals[7] = ((int)now.new_holder);
		now.new_holder = 0;
#ifdef VAR_RANGES
		logval("new_holder", ((int)now.new_holder));
#endif
		;
		/* merge: after_hold = DEAD(24, 10, 24) */
		reached[1][10] = 1;
		(trpt+1)->bup.ovals[8] = now.after_hold;
		now.after_hold = 29;
#ifdef VAR_RANGES
		logval("after_hold", now.after_hold);
#endif
		;
		/* merge: status = 2(24, 11, 24) */
		reached[1][11] = 1;
		(trpt+1)->bup.ovals[9] = now.status;
		now.status = 2;
#ifdef VAR_RANGES
		logval("status", now.status);
#endif
		;
		_m = 3; goto P999; /* 9 */
	case 90: // STATE 12 - session.pml:69 - [(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][12] = 1;
		if (!((( !(((int)now.writer))&& !(((((((int)now.c_fd)||((int)now.hold[0]))||((int)now.hold[1]))||((int)now.hold[2]))||((int)now.hold[3]))))&&(q_len(now.pipe)>0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 91: // STATE 13 - session.pml:71 - [(nempty(pipe))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][13] = 1;
		if (!((q_len(now.pipe)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 92: // STATE 14 - session.pml:71 - [pipe?_] (0:0:1 - 1)
		reached[1][14] = 1;
		if (q_len(now.pipe) == 0) continue;

		XX=1;
		(trpt+1)->bup.oval = qrecv(now.pipe, XX-1, 0, 0);
		;
		qrecv(now.pipe, XX-1, 0, 1);
		
#ifdef HAS_CODE
		if (readtrail && gui) {
			char simtmp[32];
			sprintf(simvals, "%d?", now.pipe);
		sprintf(simtmp, "%d", ((int)_)); strcat(simvals, simtmp);		}
#endif
		;
		_m = 4; goto P999; /* 0 */
	case 93: // STATE 15 - session.pml:72 - [(empty(pipe))] (280:0:1 - 1)
		IfNotBlocked
		reached[1][15] = 1;
		if (!((q_len(now.pipe)==0)))
			continue;
		/* merge: goto :b3(280, 16, 280) */
		reached[1][16] = 1;
		;
		/* merge: unnoted = 1(280, 20, 280) */
		reached[1][20] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(280, 23, 280) */
		reached[1][23] = 1;
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 94: // STATE 20 - session.pml:74 - [unnoted = 1] (0:280:1 - 3)
		IfNotBlocked
		reached[1][20] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(280, 23, 280) */
		reached[1][23] = 1;
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 95: // STATE 23 - session.pml:77 - [.(goto)] (0:280:0 - 2)
		IfNotBlocked
		reached[1][23] = 1;
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 96: // STATE 27 - session.pml:105 - [((((!(stopped)&&!(wedged))&&(c==START))&&!(cannot)))] (280:0:1 - 1)
		IfNotBlocked
		reached[1][27] = 1;
		if (!(((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==28))&& !(((int)now.cannot)))))
			continue;
		/* merge: c = OPEN(0, 28, 280) */
		reached[1][28] = 1;
		(trpt+1)->bup.oval = now.c;
		now.c = 27;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 97: // STATE 30 - session.pml:107 - [((((!(stopped)&&!(wedged))&&(c==OPEN))&&!(listed)))] (280:0:1 - 1)
		IfNotBlocked
		reached[1][30] = 1;
		if (!(((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==27))&& !(((int)now.listed)))))
			continue;
		/* merge: c = IDLE(0, 31, 280) */
		reached[1][31] = 1;
		(trpt+1)->bup.oval = now.c;
		now.c = 8;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 98: // STATE 33 - session.pml:108 - [(((((!(stopped)&&!(wedged))&&(c==OPEN))&&listed)&&ended))] (280:0:1 - 1)
		IfNotBlocked
		reached[1][33] = 1;
		if (!((((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==27))&&((int)now.listed))&&((int)now.ended))))
			continue;
		/* merge: c = LETGO(0, 34, 280) */
		reached[1][34] = 1;
		(trpt+1)->bup.oval = now.c;
		now.c = 11;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 99: // STATE 36 - session.pml:109 - [((((((!(stopped)&&!(wedged))&&(c==OPEN))&&listed)&&!(ended))&&named))] (280:0:2 - 1)
		IfNotBlocked
		reached[1][36] = 1;
		if (!(((((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==27))&&((int)now.listed))&& !(((int)now.ended)))&&((int)now.named))))
			continue;
		/* merge: c_fd = 1(280, 37, 280) */
		reached[1][37] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.c_fd);
		now.c_fd = 1;
#ifdef VAR_RANGES
		logval("c_fd", ((int)now.c_fd));
#endif
		;
		/* merge: c = FIND(280, 38, 280) */
		reached[1][38] = 1;
		(trpt+1)->bup.ovals[1] = now.c;
		now.c = 26;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 100: // STATE 40 - session.pml:110 - [(((!(stopped)&&!(wedged))&&(c==FIND)))] (280:0:3 - 1)
		IfNotBlocked
		reached[1][40] = 1;
		if (!((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==26))))
			continue;
		/* merge: held = ((holder_file!=255)&&hold[holder_file])(280, 41, 280) */
		reached[1][41] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.held);
		now.held = ((((int)now.holder_file)!=255)&&((int)now.hold[ Index(((int)now.holder_file), 4) ]));
#ifdef VAR_RANGES
		logval("held", ((int)now.held));
#endif
		;
		/* merge: mem_gap = (gap_file||!(held))(280, 42, 280) */
		reached[1][42] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.mem_gap);
		now.mem_gap = (((int)now.gap_file)|| !(((int)now.held)));
#ifdef VAR_RANGES
		logval("mem_gap", ((int)now.mem_gap));
#endif
		;
		/* merge: c = KEEPGAP(280, 43, 280) */
		reached[1][43] = 1;
		(trpt+1)->bup.ovals[2] = now.c;
		now.c = 25;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 101: // STATE 45 - session.pml:125 - [(((!(stopped)&&!(wedged))&&(c==KEEPGAP)))] (280:0:2 - 1)
		IfNotBlocked
		reached[1][45] = 1;
		if (!((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==25))))
			continue;
		/* merge: gap_file = (gap_file||mem_gap)(280, 46, 280) */
		reached[1][46] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.gap_file);
		now.gap_file = (((int)now.gap_file)||((int)now.mem_gap));
#ifdef VAR_RANGES
		logval("gap_file", ((int)now.gap_file));
#endif
		;
		/* merge: c = ADOPT(280, 47, 280) */
		reached[1][47] = 1;
		(trpt+1)->bup.ovals[1] = now.c;
		now.c = 24;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 102: // STATE 49 - session.pml:126 - [((((!(stopped)&&!(wedged))&&(c==ADOPT))&&((holder_file!=255)&&hold[holder_file])))] (280:0:1 - 1)
		IfNotBlocked
		reached[1][49] = 1;
		if (!(((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==24))&&((((int)now.holder_file)!=255)&&((int)now.hold[ Index(((int)now.holder_file), 4) ])))))
			continue;
		/* merge: c = RUN(0, 50, 280) */
		reached[1][50] = 1;
		(trpt+1)->bup.oval = now.c;
		now.c = 20;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 103: // STATE 52 - session.pml:127 - [(((!(stopped)&&!(wedged))&&(c==ADOPT)))] (280:0:2 - 1)
		IfNotBlocked
		reached[1][52] = 1;
		if (!((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==24))))
			continue;
		/* merge: after_hold = RUN(280, 53, 280) */
		reached[1][53] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = now.after_hold;
		now.after_hold = 20;
#ifdef VAR_RANGES
		logval("after_hold", now.after_hold);
#endif
		;
		/* merge: c = SPAWN(280, 54, 280) */
		reached[1][54] = 1;
		(trpt+1)->bup.ovals[1] = now.c;
		now.c = 23;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 104: // STATE 56 - session.pml:129 - [(((!(stopped)&&!(wedged))&&(c==SPAWN)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][56] = 1;
		if (!((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==23))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 105: // STATE 57 - session.pml:85 - [new_holder = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[1][57] = 1;
		(trpt+1)->bup.oval = ((int)now.new_holder);
		now.new_holder = 0;
#ifdef VAR_RANGES
		logval("new_holder", ((int)now.new_holder));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 106: // STATE 58 - session.pml:87 - [(((new_holder<4)&&hold[new_holder]))] (62:0:1 - 1)
		IfNotBlocked
		reached[1][58] = 1;
		if (!(((((int)now.new_holder)<4)&&((int)now.hold[ Index(((int)now.new_holder), 4) ]))))
			continue;
		/* merge: new_holder = (new_holder+1)(0, 59, 62) */
		reached[1][59] = 1;
		(trpt+1)->bup.oval = ((int)now.new_holder);
		now.new_holder = (((int)now.new_holder)+1);
#ifdef VAR_RANGES
		logval("new_holder", ((int)now.new_holder));
#endif
		;
		/* merge: .(goto)(0, 63, 62) */
		reached[1][63] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 107: // STATE 66 - session.pml:131 - [((new_holder<4))] (280:0:3 - 1)
		IfNotBlocked
		reached[1][66] = 1;
		if (!((((int)now.new_holder)<4)))
			continue;
		/* merge: hold[new_holder] = 1(280, 67, 280) */
		reached[1][67] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.hold[ Index(((int)now.new_holder), 4) ]);
		now.hold[ Index(now.new_holder, 4) ] = 1;
#ifdef VAR_RANGES
		logval("hold[new_holder]", ((int)now.hold[ Index(((int)now.new_holder), 4) ]));
#endif
		;
		/* merge: .(goto)(280, 71, 280) */
		reached[1][71] = 1;
		;
		/* merge: old_holder = holder_file(280, 72, 280) */
		reached[1][72] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.old_holder);
		now.old_holder = ((int)now.holder_file);
#ifdef VAR_RANGES
		logval("old_holder", ((int)now.old_holder));
#endif
		;
		/* merge: c = ( ((new_holder==255)) -> (after_hold) : (NAME) )(280, 73, 280) */
		reached[1][73] = 1;
		(trpt+1)->bup.ovals[2] = now.c;
		now.c = ( ((((int)now.new_holder)==255)) ? (now.after_hold) : (22) );
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 108: // STATE 69 - session.pml:132 - [new_holder = 255] (0:280:3 - 1)
		IfNotBlocked
		reached[1][69] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.new_holder);
		now.new_holder = 255;
#ifdef VAR_RANGES
		logval("new_holder", ((int)now.new_holder));
#endif
		;
		/* merge: .(goto)(280, 71, 280) */
		reached[1][71] = 1;
		;
		/* merge: old_holder = holder_file(280, 72, 280) */
		reached[1][72] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.old_holder);
		now.old_holder = ((int)now.holder_file);
#ifdef VAR_RANGES
		logval("old_holder", ((int)now.old_holder));
#endif
		;
		/* merge: c = ( ((new_holder==255)) -> (after_hold) : (NAME) )(280, 73, 280) */
		reached[1][73] = 1;
		(trpt+1)->bup.ovals[2] = now.c;
		now.c = ( ((((int)now.new_holder)==255)) ? (now.after_hold) : (22) );
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 109: // STATE 72 - session.pml:134 - [old_holder = holder_file] (0:280:2 - 3)
		IfNotBlocked
		reached[1][72] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.old_holder);
		now.old_holder = ((int)now.holder_file);
#ifdef VAR_RANGES
		logval("old_holder", ((int)now.old_holder));
#endif
		;
		/* merge: c = ( ((new_holder==255)) -> (after_hold) : (NAME) )(280, 73, 280) */
		reached[1][73] = 1;
		(trpt+1)->bup.ovals[1] = now.c;
		now.c = ( ((((int)now.new_holder)==255)) ? (now.after_hold) : (22) );
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 110: // STATE 75 - session.pml:143 - [(((!(stopped)&&!(wedged))&&(c==NAME)))] (280:0:2 - 1)
		IfNotBlocked
		reached[1][75] = 1;
		if (!((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==22))))
			continue;
		/* merge: holder_file = new_holder(280, 76, 280) */
		reached[1][76] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.holder_file);
		now.holder_file = ((int)now.new_holder);
#ifdef VAR_RANGES
		logval("holder_file", ((int)now.holder_file));
#endif
		;
		/* merge: c = ENDOLD(280, 77, 280) */
		reached[1][77] = 1;
		(trpt+1)->bup.ovals[1] = now.c;
		now.c = 21;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 111: // STATE 79 - session.pml:144 - [(((!(stopped)&&!(wedged))&&(c==ENDOLD)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][79] = 1;
		if (!((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==21))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 112: // STATE 80 - session.pml:145 - [(((old_holder!=255)&&(old_holder!=new_holder)))] (280:0:2 - 1)
		IfNotBlocked
		reached[1][80] = 1;
		if (!(((((int)now.old_holder)!=255)&&(((int)now.old_holder)!=((int)now.new_holder)))))
			continue;
		/* merge: hold[old_holder] = 0(280, 81, 280) */
		reached[1][81] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.hold[ Index(((int)now.old_holder), 4) ]);
		now.hold[ Index(now.old_holder, 4) ] = 0;
#ifdef VAR_RANGES
		logval("hold[old_holder]", ((int)now.hold[ Index(((int)now.old_holder), 4) ]));
#endif
		;
		/* merge: .(goto)(280, 84, 280) */
		reached[1][84] = 1;
		;
		/* merge: c = after_hold(280, 85, 280) */
		reached[1][85] = 1;
		(trpt+1)->bup.ovals[1] = now.c;
		now.c = now.after_hold;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 113: // STATE 84 - session.pml:146 - [.(goto)] (0:280:1 - 2)
		IfNotBlocked
		reached[1][84] = 1;
		;
		/* merge: c = after_hold(280, 85, 280) */
		reached[1][85] = 1;
		(trpt+1)->bup.oval = now.c;
		now.c = now.after_hold;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 114: // STATE 87 - session.pml:148 - [((((!(stopped)&&!(wedged))&&(c==RUN))&&(renewals>0)))] (280:0:3 - 1)
		IfNotBlocked
		reached[1][87] = 1;
		if (!(((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==20))&&(((int)now.renewals)>0))))
			continue;
		/* merge: renewals = (renewals-1)(280, 88, 280) */
		reached[1][88] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.renewals);
		now.renewals = (((int)now.renewals)-1);
#ifdef VAR_RANGES
		logval("renewals", ((int)now.renewals));
#endif
		;
		/* merge: after_hold = RUN(280, 89, 280) */
		reached[1][89] = 1;
		(trpt+1)->bup.ovals[1] = now.after_hold;
		now.after_hold = 20;
#ifdef VAR_RANGES
		logval("after_hold", now.after_hold);
#endif
		;
		/* merge: c = SPAWN(280, 90, 280) */
		reached[1][90] = 1;
		(trpt+1)->bup.ovals[2] = now.c;
		now.c = 23;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 115: // STATE 92 - session.pml:150 - [(((((!(stopped)&&!(wedged))&&(c==RUN))&&(holder_file!=0))&&hold[0]))] (280:0:1 - 1)
		IfNotBlocked
		reached[1][92] = 1;
		if (!((((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==20))&&(((int)now.holder_file)!=0))&&((int)now.hold[0]))))
			continue;
		/* merge: hold[0] = 0(0, 93, 280) */
		reached[1][93] = 1;
		(trpt+1)->bup.oval = ((int)now.hold[0]);
		now.hold[0] = 0;
#ifdef VAR_RANGES
		logval("hold[0]", ((int)now.hold[0]));
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 116: // STATE 95 - session.pml:151 - [(((((!(stopped)&&!(wedged))&&(c==RUN))&&(holder_file!=1))&&hold[1]))] (280:0:1 - 1)
		IfNotBlocked
		reached[1][95] = 1;
		if (!((((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==20))&&(((int)now.holder_file)!=1))&&((int)now.hold[1]))))
			continue;
		/* merge: hold[1] = 0(0, 96, 280) */
		reached[1][96] = 1;
		(trpt+1)->bup.oval = ((int)now.hold[1]);
		now.hold[1] = 0;
#ifdef VAR_RANGES
		logval("hold[1]", ((int)now.hold[1]));
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 117: // STATE 98 - session.pml:152 - [(((((!(stopped)&&!(wedged))&&(c==RUN))&&(holder_file!=2))&&hold[2]))] (280:0:1 - 1)
		IfNotBlocked
		reached[1][98] = 1;
		if (!((((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==20))&&(((int)now.holder_file)!=2))&&((int)now.hold[2]))))
			continue;
		/* merge: hold[2] = 0(0, 99, 280) */
		reached[1][99] = 1;
		(trpt+1)->bup.oval = ((int)now.hold[2]);
		now.hold[2] = 0;
#ifdef VAR_RANGES
		logval("hold[2]", ((int)now.hold[2]));
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 118: // STATE 101 - session.pml:153 - [(((((!(stopped)&&!(wedged))&&(c==RUN))&&(holder_file!=3))&&hold[3]))] (280:0:1 - 1)
		IfNotBlocked
		reached[1][101] = 1;
		if (!((((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==20))&&(((int)now.holder_file)!=3))&&((int)now.hold[3]))))
			continue;
		/* merge: hold[3] = 0(0, 102, 280) */
		reached[1][102] = 1;
		(trpt+1)->bup.oval = ((int)now.hold[3]);
		now.hold[3] = 0;
#ifdef VAR_RANGES
		logval("hold[3]", ((int)now.hold[3]));
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 119: // STATE 104 - session.pml:164 - [(((((!(stopped)&&!(wedged))&&(c==RUN))&&nempty(pipe))&&!(full_disk)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][104] = 1;
		if (!((((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==20))&&(q_len(now.pipe)>0))&& !(((int)now.full_disk)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 120: // STATE 105 - session.pml:164 - [pipe?b] (280:0:5 - 1)
		reached[1][105] = 1;
		if (q_len(now.pipe) == 0) continue;

		XX=1;
		(trpt+1)->bup.ovals = grab_ints(5);
		(trpt+1)->bup.ovals[0] = ((int)((P1 *)_this)->b);
		;
		((P1 *)_this)->b = qrecv(now.pipe, XX-1, 0, 1);
#ifdef VAR_RANGES
		logval("collector:b", ((int)((P1 *)_this)->b));
#endif
		;
		
#ifdef HAS_CODE
		if (readtrail && gui) {
			char simtmp[32];
			sprintf(simvals, "%d?", now.pipe);
		sprintf(simtmp, "%d", ((int)((P1 *)_this)->b)); strcat(simvals, simtmp);		}
#endif
		;
		/* merge: seen[b] = (seen[b]+1)(280, 106, 280) */
		reached[1][106] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.seen[ Index(((int)((P1 *)_this)->b), 3) ]);
		now.seen[ Index(((P1 *)_this)->b, 3) ] = (((int)now.seen[ Index(((int)((P1 *)_this)->b), 3) ])+1);
#ifdef VAR_RANGES
		logval("seen[collector:b]", ((int)now.seen[ Index(((int)((P1 *)_this)->b), 3) ]));
#endif
		;
		/* merge: b = 0(280, 107, 280) */
		reached[1][107] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P1 *)_this)->b);
		((P1 *)_this)->b = 0;
#ifdef VAR_RANGES
		logval("collector:b", ((int)((P1 *)_this)->b));
#endif
		;
		/* merge: any = 1(280, 108, 280) */
		reached[1][108] = 1;
		(trpt+1)->bup.ovals[3] = ((int)any);
		any = 1;
#ifdef VAR_RANGES
		logval("any", ((int)any));
#endif
		;
		/* merge: c = TAKEN(280, 109, 280) */
		reached[1][109] = 1;
		(trpt+1)->bup.ovals[4] = now.c;
		now.c = 18;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 4; goto P999; /* 5 */
	case 121: // STATE 111 - session.pml:166 - [((((!(stopped)&&!(wedged))&&(c==TAKEN))&&mem_gap))] (280:0:3 - 1)
		IfNotBlocked
		reached[1][111] = 1;
		if (!(((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==18))&&((int)now.mem_gap))))
			continue;
		/* merge: mem_gap = 0(280, 112, 280) */
		reached[1][112] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.mem_gap);
		now.mem_gap = 0;
#ifdef VAR_RANGES
		logval("mem_gap", ((int)now.mem_gap));
#endif
		;
		/* merge: unnoted = 0(280, 113, 280) */
		reached[1][113] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.unnoted);
		now.unnoted = 0;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: c = DELGAP(280, 114, 280) */
		reached[1][114] = 1;
		(trpt+1)->bup.ovals[2] = now.c;
		now.c = 17;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 122: // STATE 116 - session.pml:170 - [((((!(stopped)&&!(wedged))&&(c==TAKEN))&&!(mem_gap)))] (280:0:1 - 1)
		IfNotBlocked
		reached[1][116] = 1;
		if (!(((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==18))&& !(((int)now.mem_gap)))))
			continue;
		/* merge: c = RUN(0, 117, 280) */
		reached[1][117] = 1;
		(trpt+1)->bup.oval = now.c;
		now.c = 20;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 123: // STATE 119 - session.pml:172 - [(((!(stopped)&&!(wedged))&&(c==DELGAP)))] (280:0:2 - 1)
		IfNotBlocked
		reached[1][119] = 1;
		if (!((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==17))))
			continue;
		/* merge: gap_file = 0(280, 120, 280) */
		reached[1][120] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.gap_file);
		now.gap_file = 0;
#ifdef VAR_RANGES
		logval("gap_file", ((int)now.gap_file));
#endif
		;
		/* merge: c = RUN(280, 121, 280) */
		reached[1][121] = 1;
		(trpt+1)->bup.ovals[1] = now.c;
		now.c = 20;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 124: // STATE 123 - session.pml:174 - [(((((!(stopped)&&!(wedged))&&(c==RUN))&&nempty(pipe))&&full_disk))] (280:0:2 - 1)
		IfNotBlocked
		reached[1][123] = 1;
		if (!((((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==20))&&(q_len(now.pipe)>0))&&((int)now.full_disk))))
			continue;
		/* merge: mem_gap = 1(280, 124, 280) */
		reached[1][124] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.mem_gap);
		now.mem_gap = 1;
#ifdef VAR_RANGES
		logval("mem_gap", ((int)now.mem_gap));
#endif
		;
		/* merge: c = KEEP(280, 125, 280) */
		reached[1][125] = 1;
		(trpt+1)->bup.ovals[1] = now.c;
		now.c = 16;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 125: // STATE 127 - session.pml:181 - [(((!(stopped)&&!(wedged))&&(c==KEEP)))] (280:0:2 - 1)
		IfNotBlocked
		reached[1][127] = 1;
		if (!((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==16))))
			continue;
		/* merge: gap_file = 1(280, 128, 280) */
		reached[1][128] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.gap_file);
		now.gap_file = 1;
#ifdef VAR_RANGES
		logval("gap_file", ((int)now.gap_file));
#endif
		;
		/* merge: c = LOSE(280, 129, 280) */
		reached[1][129] = 1;
		(trpt+1)->bup.ovals[1] = now.c;
		now.c = 15;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 126: // STATE 131 - session.pml:182 - [((((!(stopped)&&!(wedged))&&(c==LOSE))&&nempty(pipe)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][131] = 1;
		if (!(((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==15))&&(q_len(now.pipe)>0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 127: // STATE 132 - session.pml:182 - [pipe?_] (280:0:3 - 1)
		reached[1][132] = 1;
		if (q_len(now.pipe) == 0) continue;

		XX=1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = qrecv(now.pipe, XX-1, 0, 0);
		;
		qrecv(now.pipe, XX-1, 0, 1);
		
#ifdef HAS_CODE
		if (readtrail && gui) {
			char simtmp[32];
			sprintf(simvals, "%d?", now.pipe);
		sprintf(simtmp, "%d", ((int)_)); strcat(simvals, simtmp);		}
#endif
		;
		/* merge: unnoted = 1(280, 133, 280) */
		reached[1][133] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: c = RUN(280, 134, 280) */
		reached[1][134] = 1;
		(trpt+1)->bup.ovals[2] = now.c;
		now.c = 20;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 4; goto P999; /* 3 */
	case 128: // STATE 136 - session.pml:184 - [((((((!(stopped)&&!(wedged))&&(c==RUN))&&empty(pipe))&&!(writer))&&!(full_disk)))] (280:0:1 - 1)
		IfNotBlocked
		reached[1][136] = 1;
		if (!(((((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==20))&&(q_len(now.pipe)==0))&& !(((int)now.writer)))&& !(((int)now.full_disk)))))
			continue;
		/* merge: c = FIN(0, 137, 280) */
		reached[1][137] = 1;
		(trpt+1)->bup.oval = now.c;
		now.c = 14;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 129: // STATE 139 - session.pml:185 - [(((!(stopped)&&!(wedged))&&(c==FIN)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][139] = 1;
		if (!((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==14))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 130: // STATE 140 - session.pml:185 - [(mem_gap)] (280:0:3 - 1)
		IfNotBlocked
		reached[1][140] = 1;
		if (!(((int)now.mem_gap)))
			continue;
		/* merge: unnoted = 0(280, 141, 280) */
		reached[1][141] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.unnoted);
		now.unnoted = 0;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: mem_gap = 0(280, 142, 280) */
		reached[1][142] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.mem_gap);
		now.mem_gap = 0;
#ifdef VAR_RANGES
		logval("mem_gap", ((int)now.mem_gap));
#endif
		;
		/* merge: .(goto)(280, 145, 280) */
		reached[1][145] = 1;
		;
		/* merge: c = FIN2(280, 146, 280) */
		reached[1][146] = 1;
		(trpt+1)->bup.ovals[2] = now.c;
		now.c = 13;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 131: // STATE 145 - session.pml:185 - [.(goto)] (0:280:1 - 2)
		IfNotBlocked
		reached[1][145] = 1;
		;
		/* merge: c = FIN2(280, 146, 280) */
		reached[1][146] = 1;
		(trpt+1)->bup.oval = now.c;
		now.c = 13;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 132: // STATE 148 - session.pml:186 - [(((!(stopped)&&!(wedged))&&(c==FIN2)))] (280:0:2 - 1)
		IfNotBlocked
		reached[1][148] = 1;
		if (!((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==13))))
			continue;
		/* merge: gap_file = 0(280, 149, 280) */
		reached[1][149] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.gap_file);
		now.gap_file = 0;
#ifdef VAR_RANGES
		logval("gap_file", ((int)now.gap_file));
#endif
		;
		/* merge: c = FIN3(280, 150, 280) */
		reached[1][150] = 1;
		(trpt+1)->bup.ovals[1] = now.c;
		now.c = 12;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 133: // STATE 152 - session.pml:187 - [(((!(stopped)&&!(wedged))&&(c==FIN3)))] (280:0:2 - 1)
		IfNotBlocked
		reached[1][152] = 1;
		if (!((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==12))))
			continue;
		/* merge: ended = 1(280, 153, 280) */
		reached[1][153] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.ended);
		now.ended = 1;
#ifdef VAR_RANGES
		logval("ended", ((int)now.ended));
#endif
		;
		/* merge: c = LETGO(280, 154, 280) */
		reached[1][154] = 1;
		(trpt+1)->bup.ovals[1] = now.c;
		now.c = 11;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 134: // STATE 156 - session.pml:188 - [(((!(stopped)&&!(wedged))&&(c==LETGO)))] (280:0:2 - 1)
		IfNotBlocked
		reached[1][156] = 1;
		if (!((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==11))))
			continue;
		/* merge: gap_file = 0(280, 157, 280) */
		reached[1][157] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.gap_file);
		now.gap_file = 0;
#ifdef VAR_RANGES
		logval("gap_file", ((int)now.gap_file));
#endif
		;
		/* merge: c = UNLINK(280, 158, 280) */
		reached[1][158] = 1;
		(trpt+1)->bup.ovals[1] = now.c;
		now.c = 10;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 135: // STATE 160 - session.pml:189 - [(((!(stopped)&&!(wedged))&&(c==UNLINK)))] (280:0:3 - 1)
		IfNotBlocked
		reached[1][160] = 1;
		if (!((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==10))))
			continue;
		/* merge: named = 0(280, 161, 280) */
		reached[1][161] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.named);
		now.named = 0;
#ifdef VAR_RANGES
		logval("named", ((int)now.named));
#endif
		;
		/* merge: c_fd = 0(280, 162, 280) */
		reached[1][162] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.c_fd);
		now.c_fd = 0;
#ifdef VAR_RANGES
		logval("c_fd", ((int)now.c_fd));
#endif
		;
		/* merge: c = UNHOLD(280, 163, 280) */
		reached[1][163] = 1;
		(trpt+1)->bup.ovals[2] = now.c;
		now.c = 9;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 136: // STATE 165 - session.pml:190 - [(((!(stopped)&&!(wedged))&&(c==UNHOLD)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][165] = 1;
		if (!((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==9))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 137: // STATE 166 - session.pml:191 - [((holder_file!=255))] (280:0:4 - 1)
		IfNotBlocked
		reached[1][166] = 1;
		if (!((((int)now.holder_file)!=255)))
			continue;
		/* merge: hold[holder_file] = 0(280, 167, 280) */
		reached[1][167] = 1;
		(trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((int)now.hold[ Index(((int)now.holder_file), 4) ]);
		now.hold[ Index(now.holder_file, 4) ] = 0;
#ifdef VAR_RANGES
		logval("hold[holder_file]", ((int)now.hold[ Index(((int)now.holder_file), 4) ]));
#endif
		;
		/* merge: .(goto)(280, 170, 280) */
		reached[1][170] = 1;
		;
		/* merge: holder_file = 255(280, 171, 280) */
		reached[1][171] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.holder_file);
		now.holder_file = 255;
#ifdef VAR_RANGES
		logval("holder_file", ((int)now.holder_file));
#endif
		;
		/* merge: listed = 0(280, 172, 280) */
		reached[1][172] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.listed);
		now.listed = 0;
#ifdef VAR_RANGES
		logval("listed", ((int)now.listed));
#endif
		;
		/* merge: c = IDLE(280, 173, 280) */
		reached[1][173] = 1;
		(trpt+1)->bup.ovals[3] = now.c;
		now.c = 8;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 138: // STATE 171 - session.pml:192 - [holder_file = 255] (0:280:3 - 3)
		IfNotBlocked
		reached[1][171] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.holder_file);
		now.holder_file = 255;
#ifdef VAR_RANGES
		logval("holder_file", ((int)now.holder_file));
#endif
		;
		/* merge: listed = 0(280, 172, 280) */
		reached[1][172] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.listed);
		now.listed = 0;
#ifdef VAR_RANGES
		logval("listed", ((int)now.listed));
#endif
		;
		/* merge: c = IDLE(280, 173, 280) */
		reached[1][173] = 1;
		(trpt+1)->bup.ovals[2] = now.c;
		now.c = 8;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 139: // STATE 175 - session.pml:194 - [(((((!(stopped)&&!(wedged))&&(c==DRAIN))&&nempty(pipe))&&!(full_disk)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][175] = 1;
		if (!((((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==7))&&(q_len(now.pipe)>0))&& !(((int)now.full_disk)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 140: // STATE 176 - session.pml:194 - [pipe?b] (185:0:4 - 1)
		reached[1][176] = 1;
		if (q_len(now.pipe) == 0) continue;

		XX=1;
		(trpt+1)->bup.ovals = grab_ints(4);
		(trpt+1)->bup.ovals[0] = ((int)((P1 *)_this)->b);
		;
		((P1 *)_this)->b = qrecv(now.pipe, XX-1, 0, 1);
#ifdef VAR_RANGES
		logval("collector:b", ((int)((P1 *)_this)->b));
#endif
		;
		
#ifdef HAS_CODE
		if (readtrail && gui) {
			char simtmp[32];
			sprintf(simvals, "%d?", now.pipe);
		sprintf(simtmp, "%d", ((int)((P1 *)_this)->b)); strcat(simvals, simtmp);		}
#endif
		;
		/* merge: seen[b] = (seen[b]+1)(185, 177, 185) */
		reached[1][177] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.seen[ Index(((int)((P1 *)_this)->b), 3) ]);
		now.seen[ Index(((P1 *)_this)->b, 3) ] = (((int)now.seen[ Index(((int)((P1 *)_this)->b), 3) ])+1);
#ifdef VAR_RANGES
		logval("seen[collector:b]", ((int)now.seen[ Index(((int)((P1 *)_this)->b), 3) ]));
#endif
		;
		/* merge: b = 0(185, 178, 185) */
		reached[1][178] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P1 *)_this)->b);
		((P1 *)_this)->b = 0;
#ifdef VAR_RANGES
		logval("collector:b", ((int)((P1 *)_this)->b));
#endif
		;
		/* merge: any = 1(185, 179, 185) */
		reached[1][179] = 1;
		(trpt+1)->bup.ovals[3] = ((int)any);
		any = 1;
#ifdef VAR_RANGES
		logval("any", ((int)any));
#endif
		;
		_m = 4; goto P999; /* 3 */
	case 141: // STATE 180 - session.pml:195 - [(mem_gap)] (280:0:3 - 1)
		IfNotBlocked
		reached[1][180] = 1;
		if (!(((int)now.mem_gap)))
			continue;
		/* merge: mem_gap = 0(280, 181, 280) */
		reached[1][181] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.mem_gap);
		now.mem_gap = 0;
#ifdef VAR_RANGES
		logval("mem_gap", ((int)now.mem_gap));
#endif
		;
		/* merge: unnoted = 0(280, 182, 280) */
		reached[1][182] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.unnoted);
		now.unnoted = 0;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: gap_file = 0(280, 183, 280) */
		reached[1][183] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.gap_file);
		now.gap_file = 0;
#ifdef VAR_RANGES
		logval("gap_file", ((int)now.gap_file));
#endif
		;
		/* merge: .(goto)(280, 186, 280) */
		reached[1][186] = 1;
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 142: // STATE 186 - session.pml:195 - [.(goto)] (0:280:0 - 2)
		IfNotBlocked
		reached[1][186] = 1;
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 143: // STATE 188 - session.pml:196 - [((((!(stopped)&&!(wedged))&&(c==DRAIN))&&(empty(pipe)||full_disk)))] (280:0:1 - 1)
		IfNotBlocked
		reached[1][188] = 1;
		if (!(((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==7))&&((q_len(now.pipe)==0)||((int)now.full_disk)))))
			continue;
		/* merge: c = RELEASE(0, 189, 280) */
		reached[1][189] = 1;
		(trpt+1)->bup.oval = now.c;
		now.c = 6;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 144: // STATE 191 - session.pml:197 - [(((!(stopped)&&!(wedged))&&(c==RELEASE)))] (280:0:3 - 1)
		IfNotBlocked
		reached[1][191] = 1;
		if (!((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==6))))
			continue;
		/* merge: gap_file = (gap_file||mem_gap)(280, 192, 280) */
		reached[1][192] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.gap_file);
		now.gap_file = (((int)now.gap_file)||((int)now.mem_gap));
#ifdef VAR_RANGES
		logval("gap_file", ((int)now.gap_file));
#endif
		;
		/* merge: after_hold = EXIT(280, 193, 280) */
		reached[1][193] = 1;
		(trpt+1)->bup.ovals[1] = now.after_hold;
		now.after_hold = 5;
#ifdef VAR_RANGES
		logval("after_hold", now.after_hold);
#endif
		;
		/* merge: c = SPAWN(280, 194, 280) */
		reached[1][194] = 1;
		(trpt+1)->bup.ovals[2] = now.c;
		now.c = 23;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 145: // STATE 196 - session.pml:198 - [(((!(stopped)&&!(wedged))&&(c==EXIT)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][196] = 1;
		if (!((( !(((int)now.stopped))&& !(((int)now.wedged)))&&(now.c==5))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 146: // STATE 197 - session.pml:80 - [c = DEAD] (0:219:10 - 1)
		IfNotBlocked
		reached[1][197] = 1;
		(trpt+1)->bup.ovals = grab_ints(10);
		(trpt+1)->bup.ovals[0] = now.c;
		now.c = 29;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: c_fd = 0(219, 198, 219) */
		reached[1][198] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.c_fd);
		now.c_fd = 0;
#ifdef VAR_RANGES
		logval("c_fd", ((int)now.c_fd));
#endif
		;
		/* merge: stopped = 0(219, 199, 219) */
		reached[1][199] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.stopped);
		now.stopped = 0;
#ifdef VAR_RANGES
		logval("stopped", ((int)now.stopped));
#endif
		;
		/* merge: wedged = 0(219, 200, 219) */
		reached[1][200] = 1;
		(trpt+1)->bup.ovals[3] = ((int)now.wedged);
		now.wedged = 0;
#ifdef VAR_RANGES
		logval("wedged", ((int)now.wedged));
#endif
		;
		/* merge: mem_gap = 0(219, 201, 219) */
		reached[1][201] = 1;
		(trpt+1)->bup.ovals[4] = ((int)now.mem_gap);
		now.mem_gap = 0;
#ifdef VAR_RANGES
		logval("mem_gap", ((int)now.mem_gap));
#endif
		;
		/* merge: held = 0(219, 202, 219) */
		reached[1][202] = 1;
		(trpt+1)->bup.ovals[5] = ((int)now.held);
		now.held = 0;
#ifdef VAR_RANGES
		logval("held", ((int)now.held));
#endif
		;
		/* merge: old_holder = 0(219, 203, 219) */
		reached[1][203] = 1;
		(trpt+1)->bup.ovals[6] = ((int)now.old_holder);
		now.old_holder = 0;
#ifdef VAR_RANGES
		logval("old_holder", ((int)now.old_holder));
#endif
		;
		/* merge: new_holder = 0(219, 204, 219) */
		reached[1][204] = 1;
		(trpt+1)->bup.ovals[7] = ((int)now.new_holder);
		now.new_holder = 0;
#ifdef VAR_RANGES
		logval("new_holder", ((int)now.new_holder));
#endif
		;
		/* merge: after_hold = DEAD(219, 205, 219) */
		reached[1][205] = 1;
		(trpt+1)->bup.ovals[8] = now.after_hold;
		now.after_hold = 29;
#ifdef VAR_RANGES
		logval("after_hold", now.after_hold);
#endif
		;
		/* merge: status = 1(219, 206, 219) */
		reached[1][206] = 1;
		(trpt+1)->bup.ovals[9] = now.status;
		now.status = 1;
#ifdef VAR_RANGES
		logval("status", now.status);
#endif
		;
		_m = 3; goto P999; /* 9 */
	case 147: // STATE 207 - session.pml:69 - [(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][207] = 1;
		if (!((( !(((int)now.writer))&& !(((((((int)now.c_fd)||((int)now.hold[0]))||((int)now.hold[1]))||((int)now.hold[2]))||((int)now.hold[3]))))&&(q_len(now.pipe)>0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 148: // STATE 208 - session.pml:71 - [(nempty(pipe))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][208] = 1;
		if (!((q_len(now.pipe)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 149: // STATE 209 - session.pml:71 - [pipe?_] (0:0:1 - 1)
		reached[1][209] = 1;
		if (q_len(now.pipe) == 0) continue;

		XX=1;
		(trpt+1)->bup.oval = qrecv(now.pipe, XX-1, 0, 0);
		;
		qrecv(now.pipe, XX-1, 0, 1);
		
#ifdef HAS_CODE
		if (readtrail && gui) {
			char simtmp[32];
			sprintf(simvals, "%d?", now.pipe);
		sprintf(simtmp, "%d", ((int)_)); strcat(simvals, simtmp);		}
#endif
		;
		_m = 4; goto P999; /* 0 */
	case 150: // STATE 210 - session.pml:72 - [(empty(pipe))] (280:0:1 - 1)
		IfNotBlocked
		reached[1][210] = 1;
		if (!((q_len(now.pipe)==0)))
			continue;
		/* merge: goto :b5(280, 211, 280) */
		reached[1][211] = 1;
		;
		/* merge: unnoted = 1(280, 215, 280) */
		reached[1][215] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(280, 218, 280) */
		reached[1][218] = 1;
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 151: // STATE 215 - session.pml:74 - [unnoted = 1] (0:280:1 - 3)
		IfNotBlocked
		reached[1][215] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(280, 218, 280) */
		reached[1][218] = 1;
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 152: // STATE 218 - session.pml:77 - [.(goto)] (0:280:0 - 2)
		IfNotBlocked
		reached[1][218] = 1;
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 153: // STATE 222 - session.pml:201 - [((wedged&&!(stopped)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][222] = 1;
		if (!((((int)now.wedged)&& !(((int)now.stopped)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 154: // STATE 223 - session.pml:80 - [c = DEAD] (0:245:10 - 1)
		IfNotBlocked
		reached[1][223] = 1;
		(trpt+1)->bup.ovals = grab_ints(10);
		(trpt+1)->bup.ovals[0] = now.c;
		now.c = 29;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: c_fd = 0(245, 224, 245) */
		reached[1][224] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.c_fd);
		now.c_fd = 0;
#ifdef VAR_RANGES
		logval("c_fd", ((int)now.c_fd));
#endif
		;
		/* merge: stopped = 0(245, 225, 245) */
		reached[1][225] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.stopped);
		now.stopped = 0;
#ifdef VAR_RANGES
		logval("stopped", ((int)now.stopped));
#endif
		;
		/* merge: wedged = 0(245, 226, 245) */
		reached[1][226] = 1;
		(trpt+1)->bup.ovals[3] = ((int)now.wedged);
		now.wedged = 0;
#ifdef VAR_RANGES
		logval("wedged", ((int)now.wedged));
#endif
		;
		/* merge: mem_gap = 0(245, 227, 245) */
		reached[1][227] = 1;
		(trpt+1)->bup.ovals[4] = ((int)now.mem_gap);
		now.mem_gap = 0;
#ifdef VAR_RANGES
		logval("mem_gap", ((int)now.mem_gap));
#endif
		;
		/* merge: held = 0(245, 228, 245) */
		reached[1][228] = 1;
		(trpt+1)->bup.ovals[5] = ((int)now.held);
		now.held = 0;
#ifdef VAR_RANGES
		logval("held", ((int)now.held));
#endif
		;
		/* merge: old_holder = 0(245, 229, 245) */
		reached[1][229] = 1;
		(trpt+1)->bup.ovals[6] = ((int)now.old_holder);
		now.old_holder = 0;
#ifdef VAR_RANGES
		logval("old_holder", ((int)now.old_holder));
#endif
		;
		/* merge: new_holder = 0(245, 230, 245) */
		reached[1][230] = 1;
		(trpt+1)->bup.ovals[7] = ((int)now.new_holder);
		now.new_holder = 0;
#ifdef VAR_RANGES
		logval("new_holder", ((int)now.new_holder));
#endif
		;
		/* merge: after_hold = DEAD(245, 231, 245) */
		reached[1][231] = 1;
		(trpt+1)->bup.ovals[8] = now.after_hold;
		now.after_hold = 29;
#ifdef VAR_RANGES
		logval("after_hold", now.after_hold);
#endif
		;
		/* merge: status = 3(245, 232, 245) */
		reached[1][232] = 1;
		(trpt+1)->bup.ovals[9] = now.status;
		now.status = 3;
#ifdef VAR_RANGES
		logval("status", now.status);
#endif
		;
		_m = 3; goto P999; /* 9 */
	case 155: // STATE 233 - session.pml:69 - [(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][233] = 1;
		if (!((( !(((int)now.writer))&& !(((((((int)now.c_fd)||((int)now.hold[0]))||((int)now.hold[1]))||((int)now.hold[2]))||((int)now.hold[3]))))&&(q_len(now.pipe)>0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 156: // STATE 234 - session.pml:71 - [(nempty(pipe))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][234] = 1;
		if (!((q_len(now.pipe)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 157: // STATE 235 - session.pml:71 - [pipe?_] (0:0:1 - 1)
		reached[1][235] = 1;
		if (q_len(now.pipe) == 0) continue;

		XX=1;
		(trpt+1)->bup.oval = qrecv(now.pipe, XX-1, 0, 0);
		;
		qrecv(now.pipe, XX-1, 0, 1);
		
#ifdef HAS_CODE
		if (readtrail && gui) {
			char simtmp[32];
			sprintf(simvals, "%d?", now.pipe);
		sprintf(simtmp, "%d", ((int)_)); strcat(simvals, simtmp);		}
#endif
		;
		_m = 4; goto P999; /* 0 */
	case 158: // STATE 236 - session.pml:72 - [(empty(pipe))] (280:0:2 - 1)
		IfNotBlocked
		reached[1][236] = 1;
		if (!((q_len(now.pipe)==0)))
			continue;
		/* merge: goto :b6(280, 237, 280) */
		reached[1][237] = 1;
		;
		/* merge: unnoted = 1(280, 241, 280) */
		reached[1][241] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(280, 244, 280) */
		reached[1][244] = 1;
		;
		/* merge: b = 0(280, 247, 280) */
		reached[1][247] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P1 *)_this)->b);
		((P1 *)_this)->b = 0;
#ifdef VAR_RANGES
		logval("collector:b", ((int)((P1 *)_this)->b));
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 159: // STATE 241 - session.pml:74 - [unnoted = 1] (0:280:2 - 3)
		IfNotBlocked
		reached[1][241] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(280, 244, 280) */
		reached[1][244] = 1;
		;
		/* merge: b = 0(280, 247, 280) */
		reached[1][247] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P1 *)_this)->b);
		((P1 *)_this)->b = 0;
#ifdef VAR_RANGES
		logval("collector:b", ((int)((P1 *)_this)->b));
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 160: // STATE 244 - session.pml:77 - [.(goto)] (0:280:1 - 2)
		IfNotBlocked
		reached[1][244] = 1;
		;
		/* merge: b = 0(280, 247, 280) */
		reached[1][247] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->b);
		((P1 *)_this)->b = 0;
#ifdef VAR_RANGES
		logval("collector:b", ((int)((P1 *)_this)->b));
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 161: // STATE 249 - session.pml:205 - [(stopped)] (0:0:0 - 1)
		IfNotBlocked
		reached[1][249] = 1;
		if (!(((int)now.stopped)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 162: // STATE 250 - session.pml:80 - [c = DEAD] (0:272:10 - 1)
		IfNotBlocked
		reached[1][250] = 1;
		(trpt+1)->bup.ovals = grab_ints(10);
		(trpt+1)->bup.ovals[0] = now.c;
		now.c = 29;
#ifdef VAR_RANGES
		logval("c", now.c);
#endif
		;
		/* merge: c_fd = 0(272, 251, 272) */
		reached[1][251] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.c_fd);
		now.c_fd = 0;
#ifdef VAR_RANGES
		logval("c_fd", ((int)now.c_fd));
#endif
		;
		/* merge: stopped = 0(272, 252, 272) */
		reached[1][252] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.stopped);
		now.stopped = 0;
#ifdef VAR_RANGES
		logval("stopped", ((int)now.stopped));
#endif
		;
		/* merge: wedged = 0(272, 253, 272) */
		reached[1][253] = 1;
		(trpt+1)->bup.ovals[3] = ((int)now.wedged);
		now.wedged = 0;
#ifdef VAR_RANGES
		logval("wedged", ((int)now.wedged));
#endif
		;
		/* merge: mem_gap = 0(272, 254, 272) */
		reached[1][254] = 1;
		(trpt+1)->bup.ovals[4] = ((int)now.mem_gap);
		now.mem_gap = 0;
#ifdef VAR_RANGES
		logval("mem_gap", ((int)now.mem_gap));
#endif
		;
		/* merge: held = 0(272, 255, 272) */
		reached[1][255] = 1;
		(trpt+1)->bup.ovals[5] = ((int)now.held);
		now.held = 0;
#ifdef VAR_RANGES
		logval("held", ((int)now.held));
#endif
		;
		/* merge: old_holder = 0(272, 256, 272) */
		reached[1][256] = 1;
		(trpt+1)->bup.ovals[6] = ((int)now.old_holder);
		now.old_holder = 0;
#ifdef VAR_RANGES
		logval("old_holder", ((int)now.old_holder));
#endif
		;
		/* merge: new_holder = 0(272, 257, 272) */
		reached[1][257] = 1;
		(trpt+1)->bup.ovals[7] = ((int)now.new_holder);
		now.new_holder = 0;
#ifdef VAR_RANGES
		logval("new_holder", ((int)now.new_holder));
#endif
		;
		/* merge: after_hold = DEAD(272, 258, 272) */
		reached[1][258] = 1;
		(trpt+1)->bup.ovals[8] = now.after_hold;
		now.after_hold = 29;
#ifdef VAR_RANGES
		logval("after_hold", now.after_hold);
#endif
		;
		/* merge: status = 4(272, 259, 272) */
		reached[1][259] = 1;
		(trpt+1)->bup.ovals[9] = now.status;
		now.status = 4;
#ifdef VAR_RANGES
		logval("status", now.status);
#endif
		;
		_m = 3; goto P999; /* 9 */
	case 163: // STATE 260 - session.pml:69 - [(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][260] = 1;
		if (!((( !(((int)now.writer))&& !(((((((int)now.c_fd)||((int)now.hold[0]))||((int)now.hold[1]))||((int)now.hold[2]))||((int)now.hold[3]))))&&(q_len(now.pipe)>0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 164: // STATE 261 - session.pml:71 - [(nempty(pipe))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][261] = 1;
		if (!((q_len(now.pipe)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 165: // STATE 262 - session.pml:71 - [pipe?_] (0:0:1 - 1)
		reached[1][262] = 1;
		if (q_len(now.pipe) == 0) continue;

		XX=1;
		(trpt+1)->bup.oval = qrecv(now.pipe, XX-1, 0, 0);
		;
		qrecv(now.pipe, XX-1, 0, 1);
		
#ifdef HAS_CODE
		if (readtrail && gui) {
			char simtmp[32];
			sprintf(simvals, "%d?", now.pipe);
		sprintf(simtmp, "%d", ((int)_)); strcat(simvals, simtmp);		}
#endif
		;
		_m = 4; goto P999; /* 0 */
	case 166: // STATE 263 - session.pml:72 - [(empty(pipe))] (280:0:2 - 1)
		IfNotBlocked
		reached[1][263] = 1;
		if (!((q_len(now.pipe)==0)))
			continue;
		/* merge: goto :b7(280, 264, 280) */
		reached[1][264] = 1;
		;
		/* merge: unnoted = 1(280, 268, 280) */
		reached[1][268] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(280, 271, 280) */
		reached[1][271] = 1;
		;
		/* merge: b = 0(280, 274, 280) */
		reached[1][274] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P1 *)_this)->b);
		((P1 *)_this)->b = 0;
#ifdef VAR_RANGES
		logval("collector:b", ((int)((P1 *)_this)->b));
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 167: // STATE 268 - session.pml:74 - [unnoted = 1] (0:280:2 - 3)
		IfNotBlocked
		reached[1][268] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(280, 271, 280) */
		reached[1][271] = 1;
		;
		/* merge: b = 0(280, 274, 280) */
		reached[1][274] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P1 *)_this)->b);
		((P1 *)_this)->b = 0;
#ifdef VAR_RANGES
		logval("collector:b", ((int)((P1 *)_this)->b));
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 168: // STATE 271 - session.pml:77 - [.(goto)] (0:280:1 - 2)
		IfNotBlocked
		reached[1][271] = 1;
		;
		/* merge: b = 0(280, 274, 280) */
		reached[1][274] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->b);
		((P1 *)_this)->b = 0;
#ifdef VAR_RANGES
		logval("collector:b", ((int)((P1 *)_this)->b));
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 169: // STATE 276 - session.pml:208 - [(((c==DEAD)&&(b>0)))] (280:0:3 - 1)
		IfNotBlocked
		reached[1][276] = 1;
		if (!(((now.c==29)&&(((int)((P1 *)_this)->b)>0))))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: b */  (trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((P1 *)_this)->b;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P1 *)_this)->b = 0;
		/* merge: b = 0(280, 277, 280) */
		reached[1][277] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P1 *)_this)->b);
		((P1 *)_this)->b = 0;
#ifdef VAR_RANGES
		logval("collector:b", ((int)((P1 *)_this)->b));
#endif
		;
		/* merge: unnoted = 1(280, 278, 280) */
		reached[1][278] = 1;
		(trpt+1)->bup.ovals[2] = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(0, 281, 280) */
		reached[1][281] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 170: // STATE 283 - session.pml:210 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[1][283] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC script */
	case 171: // STATE 1 - session.pml:95 - [((((out<3)&&((((c_fd||hold[0])||hold[1])||hold[2])||hold[3]))&&nfull(pipe)))] (3:0:1 - 1)
		IfNotBlocked
		reached[0][1] = 1;
		if (!((((((int)now.out)<3)&&((((((int)now.c_fd)||((int)now.hold[0]))||((int)now.hold[1]))||((int)now.hold[2]))||((int)now.hold[3])))&&(!q_full(now.pipe)))))
			continue;
		/* merge: b = out(0, 2, 3) */
		reached[0][2] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->b);
		((P0 *)_this)->b = ((int)now.out);
#ifdef VAR_RANGES
		logval("script:b", ((int)((P0 *)_this)->b));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 172: // STATE 3 - session.pml:95 - [pipe!b] (28:0:1 - 1)
		IfNotBlocked
		reached[0][3] = 1;
		if (q_full(now.pipe))
			continue;
#ifdef HAS_CODE
		if (readtrail && gui) {
			char simtmp[64];
			sprintf(simvals, "%d!", now.pipe);
		sprintf(simtmp, "%d", ((int)((P0 *)_this)->b)); strcat(simvals, simtmp);		}
#endif
		
		qsend(now.pipe, 0, ((int)((P0 *)_this)->b), 1);
		/* merge: out = (out+1)(0, 4, 28) */
		reached[0][4] = 1;
		(trpt+1)->bup.oval = ((int)now.out);
		now.out = (((int)now.out)+1);
#ifdef VAR_RANGES
		logval("out", ((int)now.out));
#endif
		;
		/* merge: .(goto)(0, 29, 28) */
		reached[0][29] = 1;
		;
		_m = 2; goto P999; /* 2 */
	case 173: // STATE 6 - session.pml:96 - [(((out<3)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3]))))] (28:0:2 - 1)
		IfNotBlocked
		reached[0][6] = 1;
		if (!(((((int)now.out)<3)&& !(((((((int)now.c_fd)||((int)now.hold[0]))||((int)now.hold[1]))||((int)now.hold[2]))||((int)now.hold[3]))))))
			continue;
		/* merge: unnoted = 1(28, 7, 28) */
		reached[0][7] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: out = (out+1)(28, 8, 28) */
		reached[0][8] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.out);
		now.out = (((int)now.out)+1);
#ifdef VAR_RANGES
		logval("out", ((int)now.out));
#endif
		;
		/* merge: .(goto)(0, 29, 28) */
		reached[0][29] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 174: // STATE 10 - session.pml:97 - [((out==3))] (25:0:2 - 1)
		IfNotBlocked
		reached[0][10] = 1;
		if (!((((int)now.out)==3)))
			continue;
		/* merge: writer = 0(25, 11, 25) */
		reached[0][11] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)now.writer);
		now.writer = 0;
#ifdef VAR_RANGES
		logval("writer", ((int)now.writer));
#endif
		;
		/* merge: done = 1(25, 12, 25) */
		reached[0][12] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.done);
		now.done = 1;
#ifdef VAR_RANGES
		logval("done", ((int)now.done));
#endif
		;
		_m = 3; goto P999; /* 2 */
	case 175: // STATE 13 - session.pml:69 - [(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][13] = 1;
		if (!((( !(((int)now.writer))&& !(((((((int)now.c_fd)||((int)now.hold[0]))||((int)now.hold[1]))||((int)now.hold[2]))||((int)now.hold[3]))))&&(q_len(now.pipe)>0))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 176: // STATE 14 - session.pml:71 - [(nempty(pipe))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][14] = 1;
		if (!((q_len(now.pipe)>0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 177: // STATE 15 - session.pml:71 - [pipe?_] (0:0:1 - 1)
		reached[0][15] = 1;
		if (q_len(now.pipe) == 0) continue;

		XX=1;
		(trpt+1)->bup.oval = qrecv(now.pipe, XX-1, 0, 0);
		;
		qrecv(now.pipe, XX-1, 0, 1);
		
#ifdef HAS_CODE
		if (readtrail && gui) {
			char simtmp[32];
			sprintf(simvals, "%d?", now.pipe);
		sprintf(simtmp, "%d", ((int)_)); strcat(simvals, simtmp);		}
#endif
		;
		_m = 4; goto P999; /* 0 */
	case 178: // STATE 16 - session.pml:72 - [(empty(pipe))] (31:0:1 - 1)
		IfNotBlocked
		reached[0][16] = 1;
		if (!((q_len(now.pipe)==0)))
			continue;
		/* merge: goto :b1(31, 17, 31) */
		reached[0][17] = 1;
		;
		/* merge: unnoted = 1(31, 21, 31) */
		reached[0][21] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(31, 24, 31) */
		reached[0][24] = 1;
		;
		/* merge: goto :b0(31, 26, 31) */
		reached[0][26] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 179: // STATE 21 - session.pml:74 - [unnoted = 1] (0:31:1 - 3)
		IfNotBlocked
		reached[0][21] = 1;
		(trpt+1)->bup.oval = ((int)now.unnoted);
		now.unnoted = 1;
#ifdef VAR_RANGES
		logval("unnoted", ((int)now.unnoted));
#endif
		;
		/* merge: .(goto)(31, 24, 31) */
		reached[0][24] = 1;
		;
		/* merge: goto :b0(31, 26, 31) */
		reached[0][26] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 180: // STATE 24 - session.pml:77 - [.(goto)] (0:31:0 - 2)
		IfNotBlocked
		reached[0][24] = 1;
		;
		/* merge: goto :b0(31, 26, 31) */
		reached[0][26] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 181: // STATE 31 - session.pml:99 - [-end-] (0:0:0 - 2)
		IfNotBlocked
		reached[0][31] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */
	case  _T5:	/* np_ */
		if (!((!(trpt->o_pm&4) && !(trpt->tau&128))))
			continue;
		/* else fall through */
	case  _T2:	/* true */
		_m = 3; goto P999;
#undef rand
	}

