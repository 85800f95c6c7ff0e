	switch (t->back) {
	default: Uerror("bad return move");
	case  0: goto R999; /* nothing to undo */

		 /* CLAIM goes_on */
;
		;
		
	case 4: // STATE 6
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC twice */
;
		
	case 5: // STATE 1
		goto R999;

	case 6: // STATE 4
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC :init: */

	case 7: // STATE 4
		;
		now.after_hold = trpt->bup.ovals[3];
		now.hold[0] = trpt->bup.ovals[2];
		now.renewals = trpt->bup.ovals[1];
		now.faults = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;
;
		;
		;
		;
		;
		;
		
	case 11: // STATE 13
		;
		now.c = trpt->bup.ovals[4];
		now.tries = trpt->bup.ovals[3];
		now.keeper = trpt->bup.ovals[2];
		now.cannot = trpt->bup.ovals[1];
		now.asked = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;
;
		;
		;
		;
		;
		;
		;
		;
		;
		;
		
	case 17: // STATE 27
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC trouble */

	case 18: // STATE 2
		;
		now.faults = trpt->bup.oval;
		;
		goto R999;

	case 19: // STATE 12
		;
		now.status = trpt->bup.ovals[9];
		now.after_hold = trpt->bup.ovals[8];
		now.new_holder = trpt->bup.ovals[7];
		now.old_holder = trpt->bup.ovals[6];
		now.held = trpt->bup.ovals[5];
		now.mem_gap = trpt->bup.ovals[4];
		now.wedged = trpt->bup.ovals[3];
		now.stopped = trpt->bup.ovals[2];
		now.c_fd = trpt->bup.ovals[1];
		now.c = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 10);
		goto R999;
;
		;
		;
		;
		
	case 22: // STATE 15
		;
		XX = 1;
		unrecv(now.pipe, XX-1, 0, trpt->bup.oval, 1);
		;
		;
		goto R999;

	case 23: // STATE 21
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;

	case 24: // STATE 21
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;
;
		
	case 25: // STATE 24
		goto R999;

	case 26: // STATE 30
		;
		now.stopped = trpt->bup.ovals[1];
		now.faults = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 27: // STATE 34
		;
		now.wedged = trpt->bup.ovals[1];
		now.faults = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 28: // STATE 38
		;
		now.c = trpt->bup.ovals[1];
		now.faults = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 29: // STATE 42
		;
		now.cannot = trpt->bup.ovals[1];
		now.faults = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 30: // STATE 46
		;
		now.keeper = trpt->bup.ovals[1];
		now.faults = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 31: // STATE 50
		;
		now.full_disk = trpt->bup.ovals[1];
		now.faults = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 32: // STATE 54
		;
		now.hold[ Index(now.holder_file, 4) ] = trpt->bup.ovals[1];
		now.faults = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		;
		;
		
	case 35: // STATE 57
		;
		XX = 1;
		unrecv(now.pipe, XX-1, 0, trpt->bup.oval, 1);
		;
		;
		goto R999;

	case 36: // STATE 63
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;

	case 37: // STATE 63
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;
;
		
	case 38: // STATE 66
		goto R999;

	case 39: // STATE 72
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC time */

	case 40: // STATE 2
		;
		now.hold[0] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 43: // STATE 5
		;
		XX = 1;
		unrecv(now.pipe, XX-1, 0, trpt->bup.oval, 1);
		;
		;
		goto R999;

	case 44: // STATE 11
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;

	case 45: // STATE 11
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;
;
		
	case 46: // STATE 14
		goto R999;

	case 47: // STATE 18
		;
		now.hold[1] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 50: // STATE 21
		;
		XX = 1;
		unrecv(now.pipe, XX-1, 0, trpt->bup.oval, 1);
		;
		;
		goto R999;

	case 51: // STATE 27
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;

	case 52: // STATE 27
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;
;
		
	case 53: // STATE 30
		goto R999;

	case 54: // STATE 34
		;
		now.hold[2] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 57: // STATE 37
		;
		XX = 1;
		unrecv(now.pipe, XX-1, 0, trpt->bup.oval, 1);
		;
		;
		goto R999;

	case 58: // STATE 43
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;

	case 59: // STATE 43
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;
;
		
	case 60: // STATE 46
		goto R999;

	case 61: // STATE 50
		;
		now.hold[3] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 64: // STATE 53
		;
		XX = 1;
		unrecv(now.pipe, XX-1, 0, trpt->bup.oval, 1);
		;
		;
		goto R999;

	case 65: // STATE 59
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;

	case 66: // STATE 59
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;
;
		
	case 67: // STATE 62
		goto R999;

	case 68: // STATE 66
		;
		now.full_disk = trpt->bup.oval;
		;
		goto R999;

	case 69: // STATE 71
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC keeping */
;
		;
		
	case 71: // STATE 11
		;
		now.status = trpt->bup.ovals[9];
		now.after_hold = trpt->bup.ovals[8];
		now.new_holder = trpt->bup.ovals[7];
		now.old_holder = trpt->bup.ovals[6];
		now.held = trpt->bup.ovals[5];
		now.mem_gap = trpt->bup.ovals[4];
		now.wedged = trpt->bup.ovals[3];
		now.stopped = trpt->bup.ovals[2];
		now.c_fd = trpt->bup.ovals[1];
		now.c = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 10);
		goto R999;
;
		;
		;
		;
		
	case 74: // STATE 14
		;
		XX = 1;
		unrecv(now.pipe, XX-1, 0, trpt->bup.oval, 1);
		;
		;
		goto R999;

	case 75: // STATE 20
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;

	case 76: // STATE 20
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;
;
		
	case 77: // STATE 23
		goto R999;

	case 78: // STATE 28
		;
		now.c = trpt->bup.oval;
		;
		goto R999;

	case 79: // STATE 31
		;
		now.c = trpt->bup.oval;
		;
		goto R999;

	case 80: // STATE 34
		;
		now.keeper = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 82: // STATE 42
		;
		now.c = trpt->bup.ovals[1];
		now.tries = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 83: // STATE 42
		;
		now.c = trpt->bup.oval;
		;
		goto R999;

	case 84: // STATE 45
		;
		now.keeper = trpt->bup.oval;
		;
		goto R999;

	case 85: // STATE 48
		;
		now.keeper = trpt->bup.oval;
		;
		goto R999;

	case 86: // STATE 51
		;
		now.keeper = trpt->bup.oval;
		;
		goto R999;

	case 87: // STATE 56
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC collector */
;
		;
		
	case 89: // STATE 11
		;
		now.status = trpt->bup.ovals[9];
		now.after_hold = trpt->bup.ovals[8];
		now.new_holder = trpt->bup.ovals[7];
		now.old_holder = trpt->bup.ovals[6];
		now.held = trpt->bup.ovals[5];
		now.mem_gap = trpt->bup.ovals[4];
		now.wedged = trpt->bup.ovals[3];
		now.stopped = trpt->bup.ovals[2];
		now.c_fd = trpt->bup.ovals[1];
		now.c = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 10);
		goto R999;
;
		;
		;
		;
		
	case 92: // STATE 14
		;
		XX = 1;
		unrecv(now.pipe, XX-1, 0, trpt->bup.oval, 1);
		;
		;
		goto R999;

	case 93: // STATE 20
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;

	case 94: // STATE 20
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;
;
		
	case 95: // STATE 23
		goto R999;

	case 96: // STATE 28
		;
		now.c = trpt->bup.oval;
		;
		goto R999;

	case 97: // STATE 31
		;
		now.c = trpt->bup.oval;
		;
		goto R999;

	case 98: // STATE 34
		;
		now.c = trpt->bup.oval;
		;
		goto R999;

	case 99: // STATE 38
		;
		now.c = trpt->bup.ovals[1];
		now.c_fd = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 100: // STATE 43
		;
		now.c = trpt->bup.ovals[2];
		now.mem_gap = trpt->bup.ovals[1];
		now.held = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 101: // STATE 47
		;
		now.c = trpt->bup.ovals[1];
		now.gap_file = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 102: // STATE 50
		;
		now.c = trpt->bup.oval;
		;
		goto R999;

	case 103: // STATE 54
		;
		now.c = trpt->bup.ovals[1];
		now.after_hold = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 105: // STATE 57
		;
		now.new_holder = trpt->bup.oval;
		;
		goto R999;

	case 106: // STATE 59
		;
		now.new_holder = trpt->bup.oval;
		;
		goto R999;

	case 107: // STATE 73
		;
		now.c = trpt->bup.ovals[2];
		now.old_holder = trpt->bup.ovals[1];
		now.hold[ Index(now.new_holder, 4) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 108: // STATE 73
		;
		now.c = trpt->bup.ovals[2];
		now.old_holder = trpt->bup.ovals[1];
		now.new_holder = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 109: // STATE 73
		;
		now.c = trpt->bup.ovals[1];
		now.old_holder = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 110: // STATE 77
		;
		now.c = trpt->bup.ovals[1];
		now.holder_file = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 112: // STATE 85
		;
		now.c = trpt->bup.ovals[1];
		now.hold[ Index(now.old_holder, 4) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 113: // STATE 85
		;
		now.c = trpt->bup.oval;
		;
		goto R999;

	case 114: // STATE 90
		;
		now.c = trpt->bup.ovals[2];
		now.after_hold = trpt->bup.ovals[1];
		now.renewals = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 115: // STATE 93
		;
		now.hold[0] = trpt->bup.oval;
		;
		goto R999;

	case 116: // STATE 96
		;
		now.hold[1] = trpt->bup.oval;
		;
		goto R999;

	case 117: // STATE 99
		;
		now.hold[2] = trpt->bup.oval;
		;
		goto R999;

	case 118: // STATE 102
		;
		now.hold[3] = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 120: // STATE 109
		;
		now.c = trpt->bup.ovals[4];
		any = trpt->bup.ovals[3];
		((P1 *)_this)->b = trpt->bup.ovals[2];
		now.seen[ Index(((P1 *)_this)->b, 3) ] = trpt->bup.ovals[1];
		XX = 1;
		unrecv(now.pipe, XX-1, 0, ((int)((P1 *)_this)->b), 1);
		((P1 *)_this)->b = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 5);
		goto R999;

	case 121: // STATE 114
		;
		now.c = trpt->bup.ovals[2];
		now.unnoted = trpt->bup.ovals[1];
		now.mem_gap = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 122: // STATE 117
		;
		now.c = trpt->bup.oval;
		;
		goto R999;

	case 123: // STATE 121
		;
		now.c = trpt->bup.ovals[1];
		now.gap_file = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 124: // STATE 125
		;
		now.c = trpt->bup.ovals[1];
		now.mem_gap = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 125: // STATE 129
		;
		now.c = trpt->bup.ovals[1];
		now.gap_file = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 127: // STATE 134
		;
		now.c = trpt->bup.ovals[2];
		now.unnoted = trpt->bup.ovals[1];
		XX = 1;
		unrecv(now.pipe, XX-1, 0, trpt->bup.ovals[0], 1);
		;
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 128: // STATE 137
		;
		now.c = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 130: // STATE 146
		;
		now.c = trpt->bup.ovals[2];
		now.mem_gap = trpt->bup.ovals[1];
		now.unnoted = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 131: // STATE 146
		;
		now.c = trpt->bup.oval;
		;
		goto R999;

	case 132: // STATE 150
		;
		now.c = trpt->bup.ovals[1];
		now.gap_file = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 133: // STATE 154
		;
		now.c = trpt->bup.ovals[1];
		now.ended = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 134: // STATE 158
		;
		now.c = trpt->bup.ovals[1];
		now.gap_file = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 135: // STATE 163
		;
		now.c = trpt->bup.ovals[2];
		now.c_fd = trpt->bup.ovals[1];
		now.named = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;
;
		;
		
	case 137: // STATE 173
		;
		now.c = trpt->bup.ovals[3];
		now.listed = trpt->bup.ovals[2];
		now.holder_file = trpt->bup.ovals[1];
		now.hold[ Index(now.holder_file, 4) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 138: // STATE 173
		;
		now.c = trpt->bup.ovals[2];
		now.listed = trpt->bup.ovals[1];
		now.holder_file = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;
;
		;
		
	case 140: // STATE 179
		;
		any = trpt->bup.ovals[3];
		((P1 *)_this)->b = trpt->bup.ovals[2];
		now.seen[ Index(((P1 *)_this)->b, 3) ] = trpt->bup.ovals[1];
		XX = 1;
		unrecv(now.pipe, XX-1, 0, ((int)((P1 *)_this)->b), 1);
		((P1 *)_this)->b = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 4);
		goto R999;

	case 141: // STATE 183
		;
		now.gap_file = trpt->bup.ovals[2];
		now.unnoted = trpt->bup.ovals[1];
		now.mem_gap = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;
;
		
	case 142: // STATE 186
		goto R999;

	case 143: // STATE 189
		;
		now.c = trpt->bup.oval;
		;
		goto R999;

	case 144: // STATE 194
		;
		now.c = trpt->bup.ovals[2];
		now.after_hold = trpt->bup.ovals[1];
		now.gap_file = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;
;
		;
		
	case 146: // STATE 206
		;
		now.status = trpt->bup.ovals[9];
		now.after_hold = trpt->bup.ovals[8];
		now.new_holder = trpt->bup.ovals[7];
		now.old_holder = trpt->bup.ovals[6];
		now.held = trpt->bup.ovals[5];
		now.mem_gap = trpt->bup.ovals[4];
		now.wedged = trpt->bup.ovals[3];
		now.stopped = trpt->bup.ovals[2];
		now.c_fd = trpt->bup.ovals[1];
		now.c = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 10);
		goto R999;
;
		;
		;
		;
		
	case 149: // STATE 209
		;
		XX = 1;
		unrecv(now.pipe, XX-1, 0, trpt->bup.oval, 1);
		;
		;
		goto R999;

	case 150: // STATE 215
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;

	case 151: // STATE 215
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;
;
		
	case 152: // STATE 218
		goto R999;
;
		;
		
	case 154: // STATE 232
		;
		now.status = trpt->bup.ovals[9];
		now.after_hold = trpt->bup.ovals[8];
		now.new_holder = trpt->bup.ovals[7];
		now.old_holder = trpt->bup.ovals[6];
		now.held = trpt->bup.ovals[5];
		now.mem_gap = trpt->bup.ovals[4];
		now.wedged = trpt->bup.ovals[3];
		now.stopped = trpt->bup.ovals[2];
		now.c_fd = trpt->bup.ovals[1];
		now.c = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 10);
		goto R999;
;
		;
		;
		;
		
	case 157: // STATE 235
		;
		XX = 1;
		unrecv(now.pipe, XX-1, 0, trpt->bup.oval, 1);
		;
		;
		goto R999;

	case 158: // STATE 247
		;
		((P1 *)_this)->b = trpt->bup.ovals[1];
		now.unnoted = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 159: // STATE 247
		;
		((P1 *)_this)->b = trpt->bup.ovals[1];
		now.unnoted = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 160: // STATE 247
		;
		((P1 *)_this)->b = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 162: // STATE 259
		;
		now.status = trpt->bup.ovals[9];
		now.after_hold = trpt->bup.ovals[8];
		now.new_holder = trpt->bup.ovals[7];
		now.old_holder = trpt->bup.ovals[6];
		now.held = trpt->bup.ovals[5];
		now.mem_gap = trpt->bup.ovals[4];
		now.wedged = trpt->bup.ovals[3];
		now.stopped = trpt->bup.ovals[2];
		now.c_fd = trpt->bup.ovals[1];
		now.c = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 10);
		goto R999;
;
		;
		;
		;
		
	case 165: // STATE 262
		;
		XX = 1;
		unrecv(now.pipe, XX-1, 0, trpt->bup.oval, 1);
		;
		;
		goto R999;

	case 166: // STATE 274
		;
		((P1 *)_this)->b = trpt->bup.ovals[1];
		now.unnoted = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 167: // STATE 274
		;
		((P1 *)_this)->b = trpt->bup.ovals[1];
		now.unnoted = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 168: // STATE 274
		;
		((P1 *)_this)->b = trpt->bup.oval;
		;
		goto R999;

	case 169: // STATE 278
		;
		now.unnoted = trpt->bup.ovals[2];
		((P1 *)_this)->b = trpt->bup.ovals[1];
	/* 0 */	((P1 *)_this)->b = trpt->bup.ovals[0];
		;
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 170: // STATE 283
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC script */

	case 171: // STATE 2
		;
		((P0 *)_this)->b = trpt->bup.oval;
		;
		goto R999;

	case 172: // STATE 4
		;
		now.out = trpt->bup.oval;
		_m = unsend(now.pipe);
		;
		goto R999;

	case 173: // STATE 8
		;
		now.out = trpt->bup.ovals[1];
		now.unnoted = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 174: // STATE 12
		;
		now.done = trpt->bup.ovals[1];
		now.writer = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		;
		;
		
	case 177: // STATE 15
		;
		XX = 1;
		unrecv(now.pipe, XX-1, 0, trpt->bup.oval, 1);
		;
		;
		goto R999;

	case 178: // STATE 21
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;

	case 179: // STATE 21
		;
		now.unnoted = trpt->bup.oval;
		;
		goto R999;
;
		
	case 180: // STATE 24
		goto R999;

	case 181: // STATE 31
		;
		p_restor(II);
		;
		;
		goto R999;
	}

