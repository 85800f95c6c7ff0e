#ifdef PEG
struct T_SRC {
	char *fl; int ln;
} T_SRC[NTRANS];

void
tr_2_src(int m, char *file, int ln)
{	T_SRC[m].fl = file;
	T_SRC[m].ln = ln;
}

void
putpeg(int n, int m)
{	printf("%5d	trans %4d ", m, n);
	printf("%s:%d\n",
		T_SRC[n].fl, T_SRC[n].ln);
}
#endif

void
settable(void)
{	Trans *T;
	Trans *settr(int, int, int, int, int, char *, int, int, int);

	trans = (Trans ***) emalloc(9*sizeof(Trans **));

	/* proctype 7: goes_on */

	trans[7] = (Trans **) emalloc(7*sizeof(Trans *));

	trans[7][4]	= settr(547,0,3,1,0,".(goto)", 0, 2, 0);
	T = trans[7][3] = settr(546,0,0,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(546,0,1,0,0,"DO", 0, 2, 0);
	trans[7][1]	= settr(544,0,3,3,0,"(!(done))", 1, 2, 0);
	trans[7][2]	= settr(545,0,3,1,0,"goto T0_init", 0, 2, 0);
	trans[7][5]	= settr(548,0,6,1,0,"break", 0, 2, 0);
	trans[7][6]	= settr(549,0,0,4,4,"-end-", 0, 3500, 0);

	/* proctype 6: twice */

	trans[6] = (Trans **) emalloc(5*sizeof(Trans *));

	T = trans[ 6][3] = settr(542,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(542,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[6][1]	= settr(540,4,4,5,5,"(!((((seen[0]<2)&&(seen[(3-1)]<2))&&(seen[(3/2)]<2))))", 1, 2, 0); /* m: 2 -> 4,0 */
	reached6[2] = 1;
	trans[6][2]	= settr(0,0,0,0,0,"assert(0)",0,0,0);
	trans[6][4]	= settr(543,0,0,6,6,"-end-", 0, 3500, 0);

	/* proctype 5: :init: */

	trans[5] = (Trans **) emalloc(28*sizeof(Trans *));

	T = trans[ 5][5] = settr(517,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(517,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[5][1]	= settr(513,0,24,7,7,"faults = 2", 1, 2, 0); /* m: 2 -> 0,24 */
	reached5[2] = 1;
	trans[5][2]	= settr(0,0,0,0,0,"renewals = 1",0,0,0);
	trans[5][3]	= settr(0,0,0,0,0,"hold[0] = 1",0,0,0);
	trans[5][4]	= settr(0,0,0,0,0,"after_hold = DEAD",0,0,0);
	trans[5][25]	= settr(537,0,24,1,0,".(goto)", 0, 2, 0);
	T = trans[5][24] = settr(536,0,0,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(536,0,6,0,0,"DO", 0, 2, 0);
	trans[5][6]	= settr(518,0,7,8,0,"(timeout)", 1, 3000, 0);
	trans[5][7]	= settr(519,0,22,9,0,"assert(done)", 1, 2, 0);
	T = trans[5][22] = settr(534,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(534,0,8,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(534,0,15,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(534,0,17,0,0,"IF", 0, 2, 0);
	trans[5][8]	= settr(520,0,14,10,0,"(((c==DEAD)&&!(asked)))", 1, 2, 0);
	T = trans[ 5][14] = settr(526,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(526,2,9,0,0,"ATOMIC", 1, 2, 0);
	trans[5][9]	= settr(521,0,24,11,11,"asked = 1", 1, 2, 0); /* m: 10 -> 0,24 */
	reached5[10] = 1;
	trans[5][10]	= settr(0,0,0,0,0,"cannot = 0",0,0,0);
	trans[5][11]	= settr(0,0,0,0,0,"keeper = 1",0,0,0);
	trans[5][12]	= settr(0,0,0,0,0,"tries = 0",0,0,0);
	trans[5][13]	= settr(0,0,0,0,0,"c = START",0,0,0);
	trans[5][23]	= settr(535,0,24,1,0,".(goto)", 0, 2, 0);
	trans[5][15]	= settr(527,0,16,12,0,"(((((c==DEAD)&&asked)&&listed)&&(status!=FAILED)))", 1, 2, 0);
	trans[5][16]	= settr(528,0,24,13,0,"assert(0)", 0, 2, 0);
	trans[5][17]	= settr(529,0,18,2,0,"else", 0, 2, 0);
	trans[5][18]	= settr(530,0,19,14,0,"assert((((((c==IDLE)&&ended)&&!(listed))&&!(named))&&!(gap_file)))", 1, 2, 0);
	trans[5][19]	= settr(531,0,20,15,0,"assert((((!(hold[0])&&!(hold[1]))&&!(hold[2]))&&!(hold[3])))", 1, 2, 0);
	trans[5][20]	= settr(532,0,27,16,0,"assert(!(unnoted))", 1, 2, 0);
	trans[5][21]	= settr(533,0,27,1,0,"goto :b18", 0, 2, 0);
	trans[5][26]	= settr(538,0,27,1,0,"break", 0, 2, 0);
	trans[5][27]	= settr(539,0,0,17,17,"-end-", 0, 3500, 0);

	/* proctype 4: trouble */

	trans[4] = (Trans **) emalloc(73*sizeof(Trans *));

	trans[4][70]	= settr(510,0,69,1,0,".(goto)", 0, 2, 0);
	T = trans[4][69] = settr(509,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(509,0,27,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(509,0,31,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(509,0,35,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(509,0,39,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(509,0,43,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(509,0,47,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(509,0,51,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(509,0,68,0,0,"DO", 0, 2, 0);
	T = trans[ 4][27] = settr(467,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(467,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[4][1]	= settr(441,2,26,18,18,"(((faults>0)&&(c!=DEAD)))", 1, 2, 0); /* m: 2 -> 26,0 */
	reached4[2] = 1;
	trans[4][2]	= settr(0,0,0,0,0,"faults = (faults-1)",0,0,0);
	T = trans[ 4][26] = settr(466,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(466,0,3,0,0,"sub-sequence", 1, 2, 0);
	trans[4][3]	= settr(443,2,25,19,19,"c = DEAD", 1, 2, 0); /* m: 4 -> 0,25 */
	reached4[4] = 1;
	trans[4][4]	= settr(0,0,0,0,0,"c_fd = 0",0,0,0);
	trans[4][5]	= settr(0,0,0,0,0,"stopped = 0",0,0,0);
	trans[4][6]	= settr(0,0,0,0,0,"wedged = 0",0,0,0);
	trans[4][7]	= settr(0,0,0,0,0,"mem_gap = 0",0,0,0);
	trans[4][8]	= settr(0,0,0,0,0,"held = 0",0,0,0);
	trans[4][9]	= settr(0,0,0,0,0,"old_holder = 0",0,0,0);
	trans[4][10]	= settr(0,0,0,0,0,"new_holder = 0",0,0,0);
	trans[4][11]	= settr(0,0,0,0,0,"after_hold = DEAD",0,0,0);
	trans[4][12]	= settr(0,0,0,0,0,"status = 4",0,0,0);
	T = trans[ 4][25] = settr(465,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(465,0,23,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][23] = settr(463,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(463,2,13,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(463,2,22,0,0,"IF", 1, 2, 0);
	trans[4][13]	= settr(453,2,18,20,0,"(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))", 1, 503, 0);
	trans[4][19]	= settr(459,2,18,1,0,".(goto)", 1, 2, 0);
	T = trans[4][18] = settr(458,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(458,2,14,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(458,2,16,0,0,"DO", 1, 2, 0);
	trans[4][14]	= settr(454,2,15,21,0,"(nempty(pipe))", 1, 503, 0);
	trans[4][15]	= settr(455,2,18,22,22,"pipe?_", 1, 503, 0);
	trans[4][16]	= settr(456,0,69,23,23,"(empty(pipe))", 1, 1003, 0); /* m: 21 -> 69,0 */
	reached4[21] = 1;
	trans[4][17]	= settr(457,2,21,1,0,"goto :b16", 1, 2, 0); /* m: 21 -> 0,69 */
	reached4[21] = 1;
	trans[4][20]	= settr(460,2,21,1,0,"break", 1, 2, 0);
	trans[4][21]	= settr(461,0,69,24,24,"unnoted = 1", 1, 2, 0); /* m: 24 -> 0,69 */
	reached4[24] = 1;
	trans[4][24]	= settr(464,0,69,25,25,".(goto)", 1, 2, 0);
	trans[4][22]	= settr(462,2,24,2,0,"else", 1, 2, 0);
	T = trans[ 4][31] = settr(471,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(471,2,28,0,0,"ATOMIC", 1, 2, 0);
	trans[4][28]	= settr(468,0,69,26,26,"((((faults>0)&&(c!=DEAD))&&!(stopped)))", 1, 2, 0); /* m: 29 -> 69,0 */
	reached4[29] = 1;
	trans[4][29]	= settr(0,0,0,0,0,"faults = (faults-1)",0,0,0);
	trans[4][30]	= settr(0,0,0,0,0,"stopped = 1",0,0,0);
	T = trans[ 4][35] = settr(475,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(475,2,32,0,0,"ATOMIC", 1, 2, 0);
	trans[4][32]	= settr(472,0,69,27,27,"((((faults>0)&&(((c==RUN)||(c==FIND))||(c==ADOPT)))&&!(wedged)))", 1, 2, 0); /* m: 33 -> 69,0 */
	reached4[33] = 1;
	trans[4][33]	= settr(0,0,0,0,0,"faults = (faults-1)",0,0,0);
	trans[4][34]	= settr(0,0,0,0,0,"wedged = 1",0,0,0);
	T = trans[ 4][39] = settr(479,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(479,2,36,0,0,"ATOMIC", 1, 2, 0);
	trans[4][36]	= settr(476,0,69,28,28,"((((faults>0)&&(!(stopped)&&!(wedged)))&&(c==RUN)))", 1, 2, 0); /* m: 37 -> 69,0 */
	reached4[37] = 1;
	trans[4][37]	= settr(0,0,0,0,0,"faults = (faults-1)",0,0,0);
	trans[4][38]	= settr(0,0,0,0,0,"c = DRAIN",0,0,0);
	T = trans[ 4][43] = settr(483,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(483,2,40,0,0,"ATOMIC", 1, 2, 0);
	trans[4][40]	= settr(480,0,69,29,29,"(((faults>0)&&!(cannot)))", 1, 2, 0); /* m: 41 -> 69,0 */
	reached4[41] = 1;
	trans[4][41]	= settr(0,0,0,0,0,"faults = (faults-1)",0,0,0);
	trans[4][42]	= settr(0,0,0,0,0,"cannot = 1",0,0,0);
	T = trans[ 4][47] = settr(487,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(487,2,44,0,0,"ATOMIC", 1, 2, 0);
	trans[4][44]	= settr(484,0,69,30,30,"(((faults>0)&&keeper))", 1, 2, 0); /* m: 45 -> 69,0 */
	reached4[45] = 1;
	trans[4][45]	= settr(0,0,0,0,0,"faults = (faults-1)",0,0,0);
	trans[4][46]	= settr(0,0,0,0,0,"keeper = 0",0,0,0);
	T = trans[ 4][51] = settr(491,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(491,2,48,0,0,"ATOMIC", 1, 2, 0);
	trans[4][48]	= settr(488,0,69,31,31,"(((faults>0)&&!(full_disk)))", 1, 2, 0); /* m: 49 -> 69,0 */
	reached4[49] = 1;
	trans[4][49]	= settr(0,0,0,0,0,"faults = (faults-1)",0,0,0);
	trans[4][50]	= settr(0,0,0,0,0,"full_disk = 1",0,0,0);
	T = trans[ 4][68] = settr(508,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(508,2,52,0,0,"ATOMIC", 1, 2, 0);
	trans[4][52]	= settr(492,2,67,32,32,"((((faults>0)&&(holder_file!=255))&&hold[holder_file]))", 1, 2, 0); /* m: 53 -> 67,0 */
	reached4[53] = 1;
	trans[4][53]	= settr(0,0,0,0,0,"faults = (faults-1)",0,0,0);
	trans[4][54]	= settr(0,0,0,0,0,"hold[holder_file] = 0",0,0,0);
	T = trans[ 4][67] = settr(507,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(507,0,65,0,0,"sub-sequence", 1, 2, 0);
	T = trans[4][65] = settr(505,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(505,2,55,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(505,2,64,0,0,"IF", 1, 2, 0);
	trans[4][55]	= settr(495,2,60,33,0,"(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))", 1, 503, 0);
	trans[4][61]	= settr(501,2,60,1,0,".(goto)", 1, 2, 0);
	T = trans[4][60] = settr(500,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(500,2,56,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(500,2,58,0,0,"DO", 1, 2, 0);
	trans[4][56]	= settr(496,2,57,34,0,"(nempty(pipe))", 1, 503, 0);
	trans[4][57]	= settr(497,2,60,35,35,"pipe?_", 1, 503, 0);
	trans[4][58]	= settr(498,0,69,36,36,"(empty(pipe))", 1, 1003, 0); /* m: 63 -> 69,0 */
	reached4[63] = 1;
	trans[4][59]	= settr(499,2,63,1,0,"goto :b17", 1, 2, 0); /* m: 63 -> 0,69 */
	reached4[63] = 1;
	trans[4][62]	= settr(502,2,63,1,0,"break", 1, 2, 0);
	trans[4][63]	= settr(503,0,69,37,37,"unnoted = 1", 1, 2, 0); /* m: 66 -> 0,69 */
	reached4[66] = 1;
	trans[4][66]	= settr(506,0,69,38,38,".(goto)", 1, 2, 0);
	trans[4][64]	= settr(504,2,66,2,0,"else", 1, 2, 0);
	trans[4][71]	= settr(511,0,72,1,0,"break", 0, 2, 0);
	trans[4][72]	= settr(512,0,0,39,39,"-end-", 0, 3500, 0);

	/* proctype 3: time */

	trans[3] = (Trans **) emalloc(72*sizeof(Trans *));

	trans[3][69]	= settr(438,0,68,1,0,".(goto)", 0, 2, 0);
	T = trans[3][68] = settr(437,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(437,0,16,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(437,0,32,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(437,0,48,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(437,0,64,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(437,0,67,0,0,"DO", 0, 2, 0);
	T = trans[ 3][16] = settr(385,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(385,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[3][1]	= settr(370,2,15,40,40,"((!(((!(stopped)&&!(wedged))&&(((((((c==RUN)||(c==COPY))||(c==TAKEN))||(c==DELGAP))||(c==KEEP))||(c==LOSE))||((after_hold==RUN)&&(((c==SPAWN)||(c==NAME))||(c==ENDOLD))))))&&hold[0]))", 1, 2, 0); /* m: 2 -> 15,0 */
	reached3[2] = 1;
	trans[3][2]	= settr(0,0,0,0,0,"hold[0] = 0",0,0,0);
	T = trans[ 3][15] = settr(384,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(384,0,13,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][13] = settr(382,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(382,2,3,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(382,2,12,0,0,"IF", 1, 2, 0);
	trans[3][3]	= settr(372,2,8,41,0,"(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))", 1, 503, 0);
	trans[3][9]	= settr(378,2,8,1,0,".(goto)", 1, 2, 0);
	T = trans[3][8] = settr(377,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(377,2,4,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(377,2,6,0,0,"DO", 1, 2, 0);
	trans[3][4]	= settr(373,2,5,42,0,"(nempty(pipe))", 1, 503, 0);
	trans[3][5]	= settr(374,2,8,43,43,"pipe?_", 1, 503, 0);
	trans[3][6]	= settr(375,0,68,44,44,"(empty(pipe))", 1, 1003, 0); /* m: 11 -> 68,0 */
	reached3[11] = 1;
	trans[3][7]	= settr(376,2,11,1,0,"goto :b11", 1, 2, 0); /* m: 11 -> 0,68 */
	reached3[11] = 1;
	trans[3][10]	= settr(379,2,11,1,0,"break", 1, 2, 0);
	trans[3][11]	= settr(380,0,68,45,45,"unnoted = 1", 1, 2, 0); /* m: 14 -> 0,68 */
	reached3[14] = 1;
	trans[3][14]	= settr(383,0,68,46,46,".(goto)", 1, 2, 0);
	trans[3][12]	= settr(381,2,14,2,0,"else", 1, 2, 0);
	T = trans[ 3][32] = settr(401,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(401,2,17,0,0,"ATOMIC", 1, 2, 0);
	trans[3][17]	= settr(386,2,31,47,47,"((!(((!(stopped)&&!(wedged))&&(((((((c==RUN)||(c==COPY))||(c==TAKEN))||(c==DELGAP))||(c==KEEP))||(c==LOSE))||((after_hold==RUN)&&(((c==SPAWN)||(c==NAME))||(c==ENDOLD))))))&&hold[1]))", 1, 2, 0); /* m: 18 -> 31,0 */
	reached3[18] = 1;
	trans[3][18]	= settr(0,0,0,0,0,"hold[1] = 0",0,0,0);
	T = trans[ 3][31] = settr(400,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(400,0,29,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][29] = settr(398,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(398,2,19,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(398,2,28,0,0,"IF", 1, 2, 0);
	trans[3][19]	= settr(388,2,24,48,0,"(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))", 1, 503, 0);
	trans[3][25]	= settr(394,2,24,1,0,".(goto)", 1, 2, 0);
	T = trans[3][24] = settr(393,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(393,2,20,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(393,2,22,0,0,"DO", 1, 2, 0);
	trans[3][20]	= settr(389,2,21,49,0,"(nempty(pipe))", 1, 503, 0);
	trans[3][21]	= settr(390,2,24,50,50,"pipe?_", 1, 503, 0);
	trans[3][22]	= settr(391,0,68,51,51,"(empty(pipe))", 1, 1003, 0); /* m: 27 -> 68,0 */
	reached3[27] = 1;
	trans[3][23]	= settr(392,2,27,1,0,"goto :b12", 1, 2, 0); /* m: 27 -> 0,68 */
	reached3[27] = 1;
	trans[3][26]	= settr(395,2,27,1,0,"break", 1, 2, 0);
	trans[3][27]	= settr(396,0,68,52,52,"unnoted = 1", 1, 2, 0); /* m: 30 -> 0,68 */
	reached3[30] = 1;
	trans[3][30]	= settr(399,0,68,53,53,".(goto)", 1, 2, 0);
	trans[3][28]	= settr(397,2,30,2,0,"else", 1, 2, 0);
	T = trans[ 3][48] = settr(417,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(417,2,33,0,0,"ATOMIC", 1, 2, 0);
	trans[3][33]	= settr(402,2,47,54,54,"((!(((!(stopped)&&!(wedged))&&(((((((c==RUN)||(c==COPY))||(c==TAKEN))||(c==DELGAP))||(c==KEEP))||(c==LOSE))||((after_hold==RUN)&&(((c==SPAWN)||(c==NAME))||(c==ENDOLD))))))&&hold[2]))", 1, 2, 0); /* m: 34 -> 47,0 */
	reached3[34] = 1;
	trans[3][34]	= settr(0,0,0,0,0,"hold[2] = 0",0,0,0);
	T = trans[ 3][47] = settr(416,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(416,0,45,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][45] = settr(414,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(414,2,35,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(414,2,44,0,0,"IF", 1, 2, 0);
	trans[3][35]	= settr(404,2,40,55,0,"(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))", 1, 503, 0);
	trans[3][41]	= settr(410,2,40,1,0,".(goto)", 1, 2, 0);
	T = trans[3][40] = settr(409,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(409,2,36,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(409,2,38,0,0,"DO", 1, 2, 0);
	trans[3][36]	= settr(405,2,37,56,0,"(nempty(pipe))", 1, 503, 0);
	trans[3][37]	= settr(406,2,40,57,57,"pipe?_", 1, 503, 0);
	trans[3][38]	= settr(407,0,68,58,58,"(empty(pipe))", 1, 1003, 0); /* m: 43 -> 68,0 */
	reached3[43] = 1;
	trans[3][39]	= settr(408,2,43,1,0,"goto :b13", 1, 2, 0); /* m: 43 -> 0,68 */
	reached3[43] = 1;
	trans[3][42]	= settr(411,2,43,1,0,"break", 1, 2, 0);
	trans[3][43]	= settr(412,0,68,59,59,"unnoted = 1", 1, 2, 0); /* m: 46 -> 0,68 */
	reached3[46] = 1;
	trans[3][46]	= settr(415,0,68,60,60,".(goto)", 1, 2, 0);
	trans[3][44]	= settr(413,2,46,2,0,"else", 1, 2, 0);
	T = trans[ 3][64] = settr(433,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(433,2,49,0,0,"ATOMIC", 1, 2, 0);
	trans[3][49]	= settr(418,2,63,61,61,"((!(((!(stopped)&&!(wedged))&&(((((((c==RUN)||(c==COPY))||(c==TAKEN))||(c==DELGAP))||(c==KEEP))||(c==LOSE))||((after_hold==RUN)&&(((c==SPAWN)||(c==NAME))||(c==ENDOLD))))))&&hold[3]))", 1, 2, 0); /* m: 50 -> 63,0 */
	reached3[50] = 1;
	trans[3][50]	= settr(0,0,0,0,0,"hold[3] = 0",0,0,0);
	T = trans[ 3][63] = settr(432,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(432,0,61,0,0,"sub-sequence", 1, 2, 0);
	T = trans[3][61] = settr(430,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(430,2,51,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(430,2,60,0,0,"IF", 1, 2, 0);
	trans[3][51]	= settr(420,2,56,62,0,"(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))", 1, 503, 0);
	trans[3][57]	= settr(426,2,56,1,0,".(goto)", 1, 2, 0);
	T = trans[3][56] = settr(425,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(425,2,52,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(425,2,54,0,0,"DO", 1, 2, 0);
	trans[3][52]	= settr(421,2,53,63,0,"(nempty(pipe))", 1, 503, 0);
	trans[3][53]	= settr(422,2,56,64,64,"pipe?_", 1, 503, 0);
	trans[3][54]	= settr(423,0,68,65,65,"(empty(pipe))", 1, 1003, 0); /* m: 59 -> 68,0 */
	reached3[59] = 1;
	trans[3][55]	= settr(424,2,59,1,0,"goto :b14", 1, 2, 0); /* m: 59 -> 0,68 */
	reached3[59] = 1;
	trans[3][58]	= settr(427,2,59,1,0,"break", 1, 2, 0);
	trans[3][59]	= settr(428,0,68,66,66,"unnoted = 1", 1, 2, 0); /* m: 62 -> 0,68 */
	reached3[62] = 1;
	trans[3][62]	= settr(431,0,68,67,67,".(goto)", 1, 2, 0);
	trans[3][60]	= settr(429,2,62,2,0,"else", 1, 2, 0);
	T = trans[ 3][67] = settr(436,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(436,2,65,0,0,"ATOMIC", 1, 2, 0);
	trans[3][65]	= settr(434,0,68,68,68,"((full_disk&&(c!=DEAD)))", 1, 2, 0); /* m: 66 -> 68,0 */
	reached3[66] = 1;
	trans[3][66]	= settr(0,0,0,0,0,"full_disk = 0",0,0,0);
	trans[3][70]	= settr(439,0,71,1,0,"break", 0, 2, 0);
	trans[3][71]	= settr(440,0,0,69,69,"-end-", 0, 3500, 0);

	/* proctype 2: keeping */

	trans[2] = (Trans **) emalloc(57*sizeof(Trans *));

	trans[2][54]	= settr(367,0,53,1,0,".(goto)", 0, 2, 0);
	T = trans[2][53] = settr(366,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(366,0,26,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(366,0,29,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(366,0,32,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(366,0,35,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(366,0,43,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(366,0,46,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(366,0,49,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(366,0,52,0,0,"DO", 0, 2, 0);
	T = trans[ 2][26] = settr(339,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(339,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[2][1]	= settr(314,2,25,70,0,"((keeper&&stopped))", 1, 2, 0);
	T = trans[ 2][25] = settr(338,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(338,0,2,0,0,"sub-sequence", 1, 2, 0);
	trans[2][2]	= settr(315,2,24,71,71,"c = DEAD", 1, 2, 0); /* m: 3 -> 0,24 */
	reached2[3] = 1;
	trans[2][3]	= settr(0,0,0,0,0,"c_fd = 0",0,0,0);
	trans[2][4]	= settr(0,0,0,0,0,"stopped = 0",0,0,0);
	trans[2][5]	= settr(0,0,0,0,0,"wedged = 0",0,0,0);
	trans[2][6]	= settr(0,0,0,0,0,"mem_gap = 0",0,0,0);
	trans[2][7]	= settr(0,0,0,0,0,"held = 0",0,0,0);
	trans[2][8]	= settr(0,0,0,0,0,"old_holder = 0",0,0,0);
	trans[2][9]	= settr(0,0,0,0,0,"new_holder = 0",0,0,0);
	trans[2][10]	= settr(0,0,0,0,0,"after_hold = DEAD",0,0,0);
	trans[2][11]	= settr(0,0,0,0,0,"status = 4",0,0,0);
	T = trans[ 2][24] = settr(337,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(337,0,22,0,0,"sub-sequence", 1, 2, 0);
	T = trans[2][22] = settr(335,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(335,2,12,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(335,2,21,0,0,"IF", 1, 2, 0);
	trans[2][12]	= settr(325,2,17,72,0,"(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))", 1, 503, 0);
	trans[2][18]	= settr(331,2,17,1,0,".(goto)", 1, 2, 0);
	T = trans[2][17] = settr(330,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(330,2,13,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(330,2,15,0,0,"DO", 1, 2, 0);
	trans[2][13]	= settr(326,2,14,73,0,"(nempty(pipe))", 1, 503, 0);
	trans[2][14]	= settr(327,2,17,74,74,"pipe?_", 1, 503, 0);
	trans[2][15]	= settr(328,0,53,75,75,"(empty(pipe))", 1, 1003, 0); /* m: 20 -> 53,0 */
	reached2[20] = 1;
	trans[2][16]	= settr(329,2,20,1,0,"goto :b9", 1, 2, 0); /* m: 20 -> 0,53 */
	reached2[20] = 1;
	trans[2][19]	= settr(332,2,20,1,0,"break", 1, 2, 0);
	trans[2][20]	= settr(333,0,53,76,76,"unnoted = 1", 1, 2, 0); /* m: 23 -> 0,53 */
	reached2[23] = 1;
	trans[2][23]	= settr(336,0,53,77,77,".(goto)", 1, 2, 0);
	trans[2][21]	= settr(334,2,23,2,0,"else", 1, 2, 0);
	T = trans[ 2][29] = settr(342,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(342,2,27,0,0,"ATOMIC", 1, 2, 0);
	trans[2][27]	= settr(340,0,53,78,78,"(((keeper&&(c==DEAD))&&(status==KILLED)))", 1, 2, 0); /* m: 28 -> 53,0 */
	reached2[28] = 1;
	trans[2][28]	= settr(0,0,0,0,0,"c = START",0,0,0);
	T = trans[ 2][32] = settr(345,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(345,2,30,0,0,"ATOMIC", 1, 2, 0);
	trans[2][30]	= settr(343,0,53,79,79,"((((keeper&&(c==DEAD))&&(status==FAILED))&&((holder_file!=255)&&hold[holder_file])))", 1, 2, 0); /* m: 31 -> 53,0 */
	reached2[31] = 1;
	trans[2][31]	= settr(0,0,0,0,0,"c = START",0,0,0);
	T = trans[ 2][35] = settr(348,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(348,2,33,0,0,"ATOMIC", 1, 2, 0);
	trans[2][33]	= settr(346,0,53,80,80,"((((keeper&&(c==DEAD))&&(status==FAILED))&&!(((holder_file!=255)&&hold[holder_file]))))", 1, 2, 0); /* m: 34 -> 53,0 */
	reached2[34] = 1;
	trans[2][34]	= settr(0,0,0,0,0,"keeper = 0",0,0,0);
	T = trans[ 2][43] = settr(356,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(356,2,36,0,0,"ATOMIC", 1, 2, 0);
	trans[2][36]	= settr(349,2,40,81,0,"((((keeper&&(c==DEAD))&&(status==CANNOT))&&(((holder_file!=255)&&hold[holder_file])||(tries<2))))", 1, 2, 0);
	T = trans[2][40] = settr(353,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(353,2,37,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(353,2,39,0,0,"IF", 1, 2, 0);
	trans[2][37]	= settr(350,0,53,82,82,"((tries<2))", 1, 2, 0); /* m: 38 -> 53,0 */
	reached2[38] = 1;
	trans[2][38]	= settr(0,0,0,0,0,"tries = (tries+1)",0,0,0);
	trans[2][41]	= settr(354,0,53,83,83,".(goto)", 1, 2, 0); /* m: 42 -> 0,53 */
	reached2[42] = 1;
	trans[2][39]	= settr(352,2,41,2,0,"else", 1, 2, 0);
	trans[2][42]	= settr(0,0,0,0,0,"c = START",0,0,0);
	T = trans[ 2][46] = settr(359,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(359,2,44,0,0,"ATOMIC", 1, 2, 0);
	trans[2][44]	= settr(357,0,53,84,84,"(((((keeper&&(c==DEAD))&&(status==CANNOT))&&!(((holder_file!=255)&&hold[holder_file])))&&(tries==2)))", 1, 2, 0); /* m: 45 -> 53,0 */
	reached2[45] = 1;
	trans[2][45]	= settr(0,0,0,0,0,"keeper = 0",0,0,0);
	T = trans[ 2][49] = settr(362,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(362,2,47,0,0,"ATOMIC", 1, 2, 0);
	trans[2][47]	= settr(360,0,53,85,85,"(((keeper&&(c==DEAD))&&(status==TOLD)))", 1, 2, 0); /* m: 48 -> 53,0 */
	reached2[48] = 1;
	trans[2][48]	= settr(0,0,0,0,0,"keeper = 0",0,0,0);
	T = trans[ 2][52] = settr(365,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(365,2,50,0,0,"ATOMIC", 1, 2, 0);
	trans[2][50]	= settr(363,0,53,86,86,"((!(keeper)&&((!(stopped)&&!(wedged))&&(((((((c==RUN)||(c==COPY))||(c==TAKEN))||(c==DELGAP))||(c==KEEP))||(c==LOSE))||((after_hold==RUN)&&(((c==SPAWN)||(c==NAME))||(c==ENDOLD)))))))", 1, 2, 0); /* m: 51 -> 53,0 */
	reached2[51] = 1;
	trans[2][51]	= settr(0,0,0,0,0,"keeper = 1",0,0,0);
	trans[2][55]	= settr(368,0,56,1,0,"break", 0, 2, 0);
	trans[2][56]	= settr(369,0,0,87,87,"-end-", 0, 3500, 0);

	/* proctype 1: collector */

	trans[1] = (Trans **) emalloc(284*sizeof(Trans *));

	trans[1][281]	= settr(311,0,280,1,0,".(goto)", 0, 2, 0);
	T = trans[1][280] = settr(310,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,26,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,29,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,32,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,35,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,39,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,44,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,48,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,51,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,55,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,74,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,78,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,86,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,91,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,94,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,97,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,100,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,103,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,110,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,115,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,118,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,122,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,126,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,130,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,135,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,138,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,147,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,151,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,155,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,159,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,164,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,174,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,187,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,190,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,195,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,221,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,248,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(310,0,275,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(310,0,279,0,0,"DO", 0, 2, 0);
	T = trans[ 1][26] = settr(56,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(56,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[1][1]	= settr(31,2,25,88,0,"((((!(stopped)&&!(wedged))&&(c==START))&&cannot))", 1, 2, 0);
	T = trans[ 1][25] = settr(55,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(55,0,2,0,0,"sub-sequence", 1, 2, 0);
	trans[1][2]	= settr(32,2,24,89,89,"c = DEAD", 1, 2, 0); /* m: 3 -> 0,24 */
	reached1[3] = 1;
	trans[1][3]	= settr(0,0,0,0,0,"c_fd = 0",0,0,0);
	trans[1][4]	= settr(0,0,0,0,0,"stopped = 0",0,0,0);
	trans[1][5]	= settr(0,0,0,0,0,"wedged = 0",0,0,0);
	trans[1][6]	= settr(0,0,0,0,0,"mem_gap = 0",0,0,0);
	trans[1][7]	= settr(0,0,0,0,0,"held = 0",0,0,0);
	trans[1][8]	= settr(0,0,0,0,0,"old_holder = 0",0,0,0);
	trans[1][9]	= settr(0,0,0,0,0,"new_holder = 0",0,0,0);
	trans[1][10]	= settr(0,0,0,0,0,"after_hold = DEAD",0,0,0);
	trans[1][11]	= settr(0,0,0,0,0,"status = 2",0,0,0);
	T = trans[ 1][24] = settr(54,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(54,0,22,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][22] = settr(52,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(52,2,12,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(52,2,21,0,0,"IF", 1, 2, 0);
	trans[1][12]	= settr(42,2,17,90,0,"(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))", 1, 503, 0);
	trans[1][18]	= settr(48,2,17,1,0,".(goto)", 1, 2, 0);
	T = trans[1][17] = settr(47,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(47,2,13,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(47,2,15,0,0,"DO", 1, 2, 0);
	trans[1][13]	= settr(43,2,14,91,0,"(nempty(pipe))", 1, 503, 0);
	trans[1][14]	= settr(44,2,17,92,92,"pipe?_", 1, 503, 0);
	trans[1][15]	= settr(45,0,280,93,93,"(empty(pipe))", 1, 1003, 0); /* m: 20 -> 280,0 */
	reached1[20] = 1;
	trans[1][16]	= settr(46,2,20,1,0,"goto :b3", 1, 2, 0); /* m: 20 -> 0,280 */
	reached1[20] = 1;
	trans[1][19]	= settr(49,2,20,1,0,"break", 1, 2, 0);
	trans[1][20]	= settr(50,0,280,94,94,"unnoted = 1", 1, 2, 0); /* m: 23 -> 0,280 */
	reached1[23] = 1;
	trans[1][23]	= settr(53,0,280,95,95,".(goto)", 1, 2, 0);
	trans[1][21]	= settr(51,2,23,2,0,"else", 1, 2, 0);
	T = trans[ 1][29] = settr(59,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(59,2,27,0,0,"ATOMIC", 1, 2, 0);
	trans[1][27]	= settr(57,0,280,96,96,"((((!(stopped)&&!(wedged))&&(c==START))&&!(cannot)))", 1, 2, 0); /* m: 28 -> 280,0 */
	reached1[28] = 1;
	trans[1][28]	= settr(0,0,0,0,0,"c = OPEN",0,0,0);
	T = trans[ 1][32] = settr(62,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(62,2,30,0,0,"ATOMIC", 1, 2, 0);
	trans[1][30]	= settr(60,0,280,97,97,"((((!(stopped)&&!(wedged))&&(c==OPEN))&&!(listed)))", 1, 2, 0); /* m: 31 -> 280,0 */
	reached1[31] = 1;
	trans[1][31]	= settr(0,0,0,0,0,"c = IDLE",0,0,0);
	T = trans[ 1][35] = settr(65,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(65,2,33,0,0,"ATOMIC", 1, 2, 0);
	trans[1][33]	= settr(63,0,280,98,98,"(((((!(stopped)&&!(wedged))&&(c==OPEN))&&listed)&&ended))", 1, 2, 0); /* m: 34 -> 280,0 */
	reached1[34] = 1;
	trans[1][34]	= settr(0,0,0,0,0,"c = LETGO",0,0,0);
	T = trans[ 1][39] = settr(69,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(69,2,36,0,0,"ATOMIC", 1, 2, 0);
	trans[1][36]	= settr(66,0,280,99,99,"((((((!(stopped)&&!(wedged))&&(c==OPEN))&&listed)&&!(ended))&&named))", 1, 2, 0); /* m: 37 -> 280,0 */
	reached1[37] = 1;
	trans[1][37]	= settr(0,0,0,0,0,"c_fd = 1",0,0,0);
	trans[1][38]	= settr(0,0,0,0,0,"c = FIND",0,0,0);
	T = trans[ 1][44] = settr(74,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(74,2,40,0,0,"ATOMIC", 1, 2, 0);
	trans[1][40]	= settr(70,0,280,100,100,"(((!(stopped)&&!(wedged))&&(c==FIND)))", 1, 2, 0); /* m: 41 -> 280,0 */
	reached1[41] = 1;
	trans[1][41]	= settr(0,0,0,0,0,"held = ((holder_file!=255)&&hold[holder_file])",0,0,0);
	trans[1][42]	= settr(0,0,0,0,0,"mem_gap = (gap_file||!(held))",0,0,0);
	trans[1][43]	= settr(0,0,0,0,0,"c = KEEPGAP",0,0,0);
	T = trans[ 1][48] = settr(78,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(78,2,45,0,0,"ATOMIC", 1, 2, 0);
	trans[1][45]	= settr(75,0,280,101,101,"(((!(stopped)&&!(wedged))&&(c==KEEPGAP)))", 1, 2, 0); /* m: 46 -> 280,0 */
	reached1[46] = 1;
	trans[1][46]	= settr(0,0,0,0,0,"gap_file = (gap_file||mem_gap)",0,0,0);
	trans[1][47]	= settr(0,0,0,0,0,"c = ADOPT",0,0,0);
	T = trans[ 1][51] = settr(81,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(81,2,49,0,0,"ATOMIC", 1, 2, 0);
	trans[1][49]	= settr(79,0,280,102,102,"((((!(stopped)&&!(wedged))&&(c==ADOPT))&&((holder_file!=255)&&hold[holder_file])))", 1, 2, 0); /* m: 50 -> 280,0 */
	reached1[50] = 1;
	trans[1][50]	= settr(0,0,0,0,0,"c = RUN",0,0,0);
	T = trans[ 1][55] = settr(85,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(85,2,52,0,0,"ATOMIC", 1, 2, 0);
	trans[1][52]	= settr(82,0,280,103,103,"(((!(stopped)&&!(wedged))&&(c==ADOPT)))", 1, 2, 0); /* m: 53 -> 280,0 */
	reached1[53] = 1;
	trans[1][53]	= settr(0,0,0,0,0,"after_hold = RUN",0,0,0);
	trans[1][54]	= settr(0,0,0,0,0,"c = SPAWN",0,0,0);
	T = trans[ 1][74] = settr(104,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(104,2,56,0,0,"ATOMIC", 1, 2, 0);
	trans[1][56]	= settr(86,2,65,104,0,"(((!(stopped)&&!(wedged))&&(c==SPAWN)))", 1, 2, 0);
	T = trans[ 1][65] = settr(95,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(95,0,57,0,0,"sub-sequence", 1, 2, 0);
	trans[1][57]	= settr(87,2,62,105,105,"new_holder = 0", 1, 2, 0);
	trans[1][63]	= settr(93,2,62,1,0,".(goto)", 1, 2, 0);
	T = trans[1][62] = settr(92,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(92,2,58,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(92,2,60,0,0,"DO", 1, 2, 0);
	trans[1][58]	= settr(88,2,62,106,106,"(((new_holder<4)&&hold[new_holder]))", 1, 2, 0); /* m: 59 -> 62,0 */
	reached1[59] = 1;
	trans[1][59]	= settr(0,0,0,0,0,"new_holder = (new_holder+1)",0,0,0);
	trans[1][60]	= settr(90,2,70,2,0,"else", 1, 2, 0);
	trans[1][61]	= settr(91,2,70,1,0,"goto :b4", 1, 2, 0);
	trans[1][64]	= settr(94,2,70,1,0,"break", 1, 2, 0);
	T = trans[1][70] = settr(100,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(100,2,66,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(100,2,68,0,0,"IF", 1, 2, 0);
	trans[1][66]	= settr(96,0,280,107,107,"((new_holder<4))", 1, 2, 0); /* m: 67 -> 280,0 */
	reached1[67] = 1;
	trans[1][67]	= settr(0,0,0,0,0,"hold[new_holder] = 1",0,0,0);
	trans[1][71]	= settr(101,2,72,1,0,".(goto)", 1, 2, 0); /* m: 72 -> 0,280 */
	reached1[72] = 1;
	trans[1][68]	= settr(98,2,69,2,0,"else", 1, 2, 0);
	trans[1][69]	= settr(99,0,280,108,108,"new_holder = 255", 1, 2, 0); /* m: 72 -> 0,280 */
	reached1[72] = 1;
	trans[1][72]	= settr(102,0,280,109,109,"old_holder = holder_file", 1, 2, 0); /* m: 73 -> 0,280 */
	reached1[73] = 1;
	trans[1][73]	= settr(0,0,0,0,0,"c = ( ((new_holder==255)) -> (after_hold) : (NAME) )",0,0,0);
	T = trans[ 1][78] = settr(108,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(108,2,75,0,0,"ATOMIC", 1, 2, 0);
	trans[1][75]	= settr(105,0,280,110,110,"(((!(stopped)&&!(wedged))&&(c==NAME)))", 1, 2, 0); /* m: 76 -> 280,0 */
	reached1[76] = 1;
	trans[1][76]	= settr(0,0,0,0,0,"holder_file = new_holder",0,0,0);
	trans[1][77]	= settr(0,0,0,0,0,"c = ENDOLD",0,0,0);
	T = trans[ 1][86] = settr(116,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(116,2,79,0,0,"ATOMIC", 1, 2, 0);
	trans[1][79]	= settr(109,2,83,111,0,"(((!(stopped)&&!(wedged))&&(c==ENDOLD)))", 1, 2, 0);
	T = trans[1][83] = settr(113,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(113,2,80,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(113,2,82,0,0,"IF", 1, 2, 0);
	trans[1][80]	= settr(110,0,280,112,112,"(((old_holder!=255)&&(old_holder!=new_holder)))", 1, 2, 0); /* m: 81 -> 280,0 */
	reached1[81] = 1;
	trans[1][81]	= settr(0,0,0,0,0,"hold[old_holder] = 0",0,0,0);
	trans[1][84]	= settr(114,0,280,113,113,".(goto)", 1, 2, 0); /* m: 85 -> 0,280 */
	reached1[85] = 1;
	trans[1][82]	= settr(112,2,84,2,0,"else", 1, 2, 0);
	trans[1][85]	= settr(0,0,0,0,0,"c = after_hold",0,0,0);
	T = trans[ 1][91] = settr(121,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(121,2,87,0,0,"ATOMIC", 1, 2, 0);
	trans[1][87]	= settr(117,0,280,114,114,"((((!(stopped)&&!(wedged))&&(c==RUN))&&(renewals>0)))", 1, 2, 0); /* m: 88 -> 280,0 */
	reached1[88] = 1;
	trans[1][88]	= settr(0,0,0,0,0,"renewals = (renewals-1)",0,0,0);
	trans[1][89]	= settr(0,0,0,0,0,"after_hold = RUN",0,0,0);
	trans[1][90]	= settr(0,0,0,0,0,"c = SPAWN",0,0,0);
	T = trans[ 1][94] = settr(124,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(124,2,92,0,0,"ATOMIC", 1, 2, 0);
	trans[1][92]	= settr(122,0,280,115,115,"(((((!(stopped)&&!(wedged))&&(c==RUN))&&(holder_file!=0))&&hold[0]))", 1, 2, 0); /* m: 93 -> 280,0 */
	reached1[93] = 1;
	trans[1][93]	= settr(0,0,0,0,0,"hold[0] = 0",0,0,0);
	T = trans[ 1][97] = settr(127,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(127,2,95,0,0,"ATOMIC", 1, 2, 0);
	trans[1][95]	= settr(125,0,280,116,116,"(((((!(stopped)&&!(wedged))&&(c==RUN))&&(holder_file!=1))&&hold[1]))", 1, 2, 0); /* m: 96 -> 280,0 */
	reached1[96] = 1;
	trans[1][96]	= settr(0,0,0,0,0,"hold[1] = 0",0,0,0);
	T = trans[ 1][100] = settr(130,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(130,2,98,0,0,"ATOMIC", 1, 2, 0);
	trans[1][98]	= settr(128,0,280,117,117,"(((((!(stopped)&&!(wedged))&&(c==RUN))&&(holder_file!=2))&&hold[2]))", 1, 2, 0); /* m: 99 -> 280,0 */
	reached1[99] = 1;
	trans[1][99]	= settr(0,0,0,0,0,"hold[2] = 0",0,0,0);
	T = trans[ 1][103] = settr(133,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(133,2,101,0,0,"ATOMIC", 1, 2, 0);
	trans[1][101]	= settr(131,0,280,118,118,"(((((!(stopped)&&!(wedged))&&(c==RUN))&&(holder_file!=3))&&hold[3]))", 1, 2, 0); /* m: 102 -> 280,0 */
	reached1[102] = 1;
	trans[1][102]	= settr(0,0,0,0,0,"hold[3] = 0",0,0,0);
	T = trans[ 1][110] = settr(140,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(140,2,104,0,0,"ATOMIC", 1, 503, 0);
	trans[1][104]	= settr(134,2,105,119,0,"(((((!(stopped)&&!(wedged))&&(c==RUN))&&nempty(pipe))&&!(full_disk)))", 1, 503, 0);
	trans[1][105]	= settr(135,0,280,120,120,"pipe?b", 1, 503, 0); /* m: 106 -> 280,0 */
	reached1[106] = 1;
	trans[1][106]	= settr(0,0,0,0,0,"seen[b] = (seen[b]+1)",0,0,0);
	trans[1][107]	= settr(0,0,0,0,0,"b = 0",0,0,0);
	trans[1][108]	= settr(0,0,0,0,0,"any = 1",0,0,0);
	trans[1][109]	= settr(0,0,0,0,0,"c = TAKEN",0,0,0);
	T = trans[ 1][115] = settr(145,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(145,2,111,0,0,"ATOMIC", 1, 2, 0);
	trans[1][111]	= settr(141,0,280,121,121,"((((!(stopped)&&!(wedged))&&(c==TAKEN))&&mem_gap))", 1, 2, 0); /* m: 112 -> 280,0 */
	reached1[112] = 1;
	trans[1][112]	= settr(0,0,0,0,0,"mem_gap = 0",0,0,0);
	trans[1][113]	= settr(0,0,0,0,0,"unnoted = 0",0,0,0);
	trans[1][114]	= settr(0,0,0,0,0,"c = DELGAP",0,0,0);
	T = trans[ 1][118] = settr(148,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(148,2,116,0,0,"ATOMIC", 1, 2, 0);
	trans[1][116]	= settr(146,0,280,122,122,"((((!(stopped)&&!(wedged))&&(c==TAKEN))&&!(mem_gap)))", 1, 2, 0); /* m: 117 -> 280,0 */
	reached1[117] = 1;
	trans[1][117]	= settr(0,0,0,0,0,"c = RUN",0,0,0);
	T = trans[ 1][122] = settr(152,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(152,2,119,0,0,"ATOMIC", 1, 2, 0);
	trans[1][119]	= settr(149,0,280,123,123,"(((!(stopped)&&!(wedged))&&(c==DELGAP)))", 1, 2, 0); /* m: 120 -> 280,0 */
	reached1[120] = 1;
	trans[1][120]	= settr(0,0,0,0,0,"gap_file = 0",0,0,0);
	trans[1][121]	= settr(0,0,0,0,0,"c = RUN",0,0,0);
	T = trans[ 1][126] = settr(156,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(156,2,123,0,0,"ATOMIC", 1, 503, 0);
	trans[1][123]	= settr(153,0,280,124,124,"(((((!(stopped)&&!(wedged))&&(c==RUN))&&nempty(pipe))&&full_disk))", 1, 503, 0); /* m: 124 -> 280,0 */
	reached1[124] = 1;
	trans[1][124]	= settr(0,0,0,0,0,"mem_gap = 1",0,0,0);
	trans[1][125]	= settr(0,0,0,0,0,"c = KEEP",0,0,0);
	T = trans[ 1][130] = settr(160,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(160,2,127,0,0,"ATOMIC", 1, 2, 0);
	trans[1][127]	= settr(157,0,280,125,125,"(((!(stopped)&&!(wedged))&&(c==KEEP)))", 1, 2, 0); /* m: 128 -> 280,0 */
	reached1[128] = 1;
	trans[1][128]	= settr(0,0,0,0,0,"gap_file = 1",0,0,0);
	trans[1][129]	= settr(0,0,0,0,0,"c = LOSE",0,0,0);
	T = trans[ 1][135] = settr(165,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(165,2,131,0,0,"ATOMIC", 1, 503, 0);
	trans[1][131]	= settr(161,2,132,126,0,"((((!(stopped)&&!(wedged))&&(c==LOSE))&&nempty(pipe)))", 1, 503, 0);
	trans[1][132]	= settr(162,0,280,127,127,"pipe?_", 1, 503, 0); /* m: 133 -> 280,0 */
	reached1[133] = 1;
	trans[1][133]	= settr(0,0,0,0,0,"unnoted = 1",0,0,0);
	trans[1][134]	= settr(0,0,0,0,0,"c = RUN",0,0,0);
	T = trans[ 1][138] = settr(168,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(168,2,136,0,0,"ATOMIC", 1, 1003, 0);
	trans[1][136]	= settr(166,0,280,128,128,"((((((!(stopped)&&!(wedged))&&(c==RUN))&&empty(pipe))&&!(writer))&&!(full_disk)))", 1, 1003, 0); /* m: 137 -> 280,0 */
	reached1[137] = 1;
	trans[1][137]	= settr(0,0,0,0,0,"c = FIN",0,0,0);
	T = trans[ 1][147] = settr(177,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(177,2,139,0,0,"ATOMIC", 1, 2, 0);
	trans[1][139]	= settr(169,2,144,129,0,"(((!(stopped)&&!(wedged))&&(c==FIN)))", 1, 2, 0);
	T = trans[1][144] = settr(174,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(174,2,140,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(174,2,143,0,0,"IF", 1, 2, 0);
	trans[1][140]	= settr(170,0,280,130,130,"(mem_gap)", 1, 2, 0); /* m: 141 -> 280,0 */
	reached1[141] = 1;
	trans[1][141]	= settr(0,0,0,0,0,"unnoted = 0",0,0,0);
	trans[1][142]	= settr(0,0,0,0,0,"mem_gap = 0",0,0,0);
	trans[1][145]	= settr(175,0,280,131,131,".(goto)", 1, 2, 0); /* m: 146 -> 0,280 */
	reached1[146] = 1;
	trans[1][143]	= settr(173,2,145,2,0,"else", 1, 2, 0);
	trans[1][146]	= settr(0,0,0,0,0,"c = FIN2",0,0,0);
	T = trans[ 1][151] = settr(181,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(181,2,148,0,0,"ATOMIC", 1, 2, 0);
	trans[1][148]	= settr(178,0,280,132,132,"(((!(stopped)&&!(wedged))&&(c==FIN2)))", 1, 2, 0); /* m: 149 -> 280,0 */
	reached1[149] = 1;
	trans[1][149]	= settr(0,0,0,0,0,"gap_file = 0",0,0,0);
	trans[1][150]	= settr(0,0,0,0,0,"c = FIN3",0,0,0);
	T = trans[ 1][155] = settr(185,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(185,2,152,0,0,"ATOMIC", 1, 2, 0);
	trans[1][152]	= settr(182,0,280,133,133,"(((!(stopped)&&!(wedged))&&(c==FIN3)))", 1, 2, 0); /* m: 153 -> 280,0 */
	reached1[153] = 1;
	trans[1][153]	= settr(0,0,0,0,0,"ended = 1",0,0,0);
	trans[1][154]	= settr(0,0,0,0,0,"c = LETGO",0,0,0);
	T = trans[ 1][159] = settr(189,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(189,2,156,0,0,"ATOMIC", 1, 2, 0);
	trans[1][156]	= settr(186,0,280,134,134,"(((!(stopped)&&!(wedged))&&(c==LETGO)))", 1, 2, 0); /* m: 157 -> 280,0 */
	reached1[157] = 1;
	trans[1][157]	= settr(0,0,0,0,0,"gap_file = 0",0,0,0);
	trans[1][158]	= settr(0,0,0,0,0,"c = UNLINK",0,0,0);
	T = trans[ 1][164] = settr(194,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(194,2,160,0,0,"ATOMIC", 1, 2, 0);
	trans[1][160]	= settr(190,0,280,135,135,"(((!(stopped)&&!(wedged))&&(c==UNLINK)))", 1, 2, 0); /* m: 161 -> 280,0 */
	reached1[161] = 1;
	trans[1][161]	= settr(0,0,0,0,0,"named = 0",0,0,0);
	trans[1][162]	= settr(0,0,0,0,0,"c_fd = 0",0,0,0);
	trans[1][163]	= settr(0,0,0,0,0,"c = UNHOLD",0,0,0);
	T = trans[ 1][174] = settr(204,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(204,2,165,0,0,"ATOMIC", 1, 2, 0);
	trans[1][165]	= settr(195,2,169,136,0,"(((!(stopped)&&!(wedged))&&(c==UNHOLD)))", 1, 2, 0);
	T = trans[1][169] = settr(199,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(199,2,166,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(199,2,168,0,0,"IF", 1, 2, 0);
	trans[1][166]	= settr(196,0,280,137,137,"((holder_file!=255))", 1, 2, 0); /* m: 167 -> 280,0 */
	reached1[167] = 1;
	trans[1][167]	= settr(0,0,0,0,0,"hold[holder_file] = 0",0,0,0);
	trans[1][170]	= settr(200,2,171,1,0,".(goto)", 1, 2, 0); /* m: 171 -> 0,280 */
	reached1[171] = 1;
	trans[1][168]	= settr(198,2,171,2,0,"else", 1, 2, 0);
	trans[1][171]	= settr(201,0,280,138,138,"holder_file = 255", 1, 2, 0); /* m: 172 -> 0,280 */
	reached1[172] = 1;
	trans[1][172]	= settr(0,0,0,0,0,"listed = 0",0,0,0);
	trans[1][173]	= settr(0,0,0,0,0,"c = IDLE",0,0,0);
	T = trans[ 1][187] = settr(217,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(217,2,175,0,0,"ATOMIC", 1, 503, 0);
	trans[1][175]	= settr(205,2,176,139,0,"(((((!(stopped)&&!(wedged))&&(c==DRAIN))&&nempty(pipe))&&!(full_disk)))", 1, 503, 0);
	trans[1][176]	= settr(206,2,185,140,140,"pipe?b", 1, 503, 0); /* m: 177 -> 185,0 */
	reached1[177] = 1;
	trans[1][177]	= settr(0,0,0,0,0,"seen[b] = (seen[b]+1)",0,0,0);
	trans[1][178]	= settr(0,0,0,0,0,"b = 0",0,0,0);
	trans[1][179]	= settr(0,0,0,0,0,"any = 1",0,0,0);
	T = trans[1][185] = settr(215,2,0,0,0,"IF", 1, 503, 0);
	T = T->nxt	= settr(215,2,180,0,0,"IF", 1, 503, 0);
	    T->nxt	= settr(215,2,184,0,0,"IF", 1, 503, 0);
	trans[1][180]	= settr(210,0,280,141,141,"(mem_gap)", 1, 503, 0); /* m: 181 -> 280,0 */
	reached1[181] = 1;
	trans[1][181]	= settr(0,0,0,0,0,"mem_gap = 0",0,0,0);
	trans[1][182]	= settr(0,0,0,0,0,"unnoted = 0",0,0,0);
	trans[1][183]	= settr(0,0,0,0,0,"gap_file = 0",0,0,0);
	trans[1][186]	= settr(216,0,280,142,142,".(goto)", 1, 503, 0);
	trans[1][184]	= settr(214,2,186,2,0,"else", 1, 503, 0);
	T = trans[ 1][190] = settr(220,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(220,2,188,0,0,"ATOMIC", 1, 1003, 0);
	trans[1][188]	= settr(218,0,280,143,143,"((((!(stopped)&&!(wedged))&&(c==DRAIN))&&(empty(pipe)||full_disk)))", 1, 1003, 0); /* m: 189 -> 280,0 */
	reached1[189] = 1;
	trans[1][189]	= settr(0,0,0,0,0,"c = RELEASE",0,0,0);
	T = trans[ 1][195] = settr(225,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(225,2,191,0,0,"ATOMIC", 1, 2, 0);
	trans[1][191]	= settr(221,0,280,144,144,"(((!(stopped)&&!(wedged))&&(c==RELEASE)))", 1, 2, 0); /* m: 192 -> 280,0 */
	reached1[192] = 1;
	trans[1][192]	= settr(0,0,0,0,0,"gap_file = (gap_file||mem_gap)",0,0,0);
	trans[1][193]	= settr(0,0,0,0,0,"after_hold = EXIT",0,0,0);
	trans[1][194]	= settr(0,0,0,0,0,"c = SPAWN",0,0,0);
	T = trans[ 1][221] = settr(251,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(251,2,196,0,0,"ATOMIC", 1, 2, 0);
	trans[1][196]	= settr(226,2,220,145,0,"(((!(stopped)&&!(wedged))&&(c==EXIT)))", 1, 2, 0);
	T = trans[ 1][220] = settr(250,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(250,0,197,0,0,"sub-sequence", 1, 2, 0);
	trans[1][197]	= settr(227,2,219,146,146,"c = DEAD", 1, 2, 0); /* m: 198 -> 0,219 */
	reached1[198] = 1;
	trans[1][198]	= settr(0,0,0,0,0,"c_fd = 0",0,0,0);
	trans[1][199]	= settr(0,0,0,0,0,"stopped = 0",0,0,0);
	trans[1][200]	= settr(0,0,0,0,0,"wedged = 0",0,0,0);
	trans[1][201]	= settr(0,0,0,0,0,"mem_gap = 0",0,0,0);
	trans[1][202]	= settr(0,0,0,0,0,"held = 0",0,0,0);
	trans[1][203]	= settr(0,0,0,0,0,"old_holder = 0",0,0,0);
	trans[1][204]	= settr(0,0,0,0,0,"new_holder = 0",0,0,0);
	trans[1][205]	= settr(0,0,0,0,0,"after_hold = DEAD",0,0,0);
	trans[1][206]	= settr(0,0,0,0,0,"status = 1",0,0,0);
	T = trans[ 1][219] = settr(249,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(249,0,217,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][217] = settr(247,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(247,2,207,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(247,2,216,0,0,"IF", 1, 2, 0);
	trans[1][207]	= settr(237,2,212,147,0,"(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))", 1, 503, 0);
	trans[1][213]	= settr(243,2,212,1,0,".(goto)", 1, 2, 0);
	T = trans[1][212] = settr(242,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(242,2,208,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(242,2,210,0,0,"DO", 1, 2, 0);
	trans[1][208]	= settr(238,2,209,148,0,"(nempty(pipe))", 1, 503, 0);
	trans[1][209]	= settr(239,2,212,149,149,"pipe?_", 1, 503, 0);
	trans[1][210]	= settr(240,0,280,150,150,"(empty(pipe))", 1, 1003, 0); /* m: 215 -> 280,0 */
	reached1[215] = 1;
	trans[1][211]	= settr(241,2,215,1,0,"goto :b5", 1, 2, 0); /* m: 215 -> 0,280 */
	reached1[215] = 1;
	trans[1][214]	= settr(244,2,215,1,0,"break", 1, 2, 0);
	trans[1][215]	= settr(245,0,280,151,151,"unnoted = 1", 1, 2, 0); /* m: 218 -> 0,280 */
	reached1[218] = 1;
	trans[1][218]	= settr(248,0,280,152,152,".(goto)", 1, 2, 0);
	trans[1][216]	= settr(246,2,218,2,0,"else", 1, 2, 0);
	T = trans[ 1][248] = settr(278,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(278,2,222,0,0,"ATOMIC", 1, 2, 0);
	trans[1][222]	= settr(252,2,246,153,0,"((wedged&&!(stopped)))", 1, 2, 0);
	T = trans[ 1][246] = settr(276,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(276,0,223,0,0,"sub-sequence", 1, 2, 0);
	trans[1][223]	= settr(253,2,245,154,154,"c = DEAD", 1, 2, 0); /* m: 224 -> 0,245 */
	reached1[224] = 1;
	trans[1][224]	= settr(0,0,0,0,0,"c_fd = 0",0,0,0);
	trans[1][225]	= settr(0,0,0,0,0,"stopped = 0",0,0,0);
	trans[1][226]	= settr(0,0,0,0,0,"wedged = 0",0,0,0);
	trans[1][227]	= settr(0,0,0,0,0,"mem_gap = 0",0,0,0);
	trans[1][228]	= settr(0,0,0,0,0,"held = 0",0,0,0);
	trans[1][229]	= settr(0,0,0,0,0,"old_holder = 0",0,0,0);
	trans[1][230]	= settr(0,0,0,0,0,"new_holder = 0",0,0,0);
	trans[1][231]	= settr(0,0,0,0,0,"after_hold = DEAD",0,0,0);
	trans[1][232]	= settr(0,0,0,0,0,"status = 3",0,0,0);
	T = trans[ 1][245] = settr(275,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(275,0,243,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][243] = settr(273,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(273,2,233,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(273,2,242,0,0,"IF", 1, 2, 0);
	trans[1][233]	= settr(263,2,238,155,0,"(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))", 1, 503, 0);
	trans[1][239]	= settr(269,2,238,1,0,".(goto)", 1, 2, 0);
	T = trans[1][238] = settr(268,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(268,2,234,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(268,2,236,0,0,"DO", 1, 2, 0);
	trans[1][234]	= settr(264,2,235,156,0,"(nempty(pipe))", 1, 503, 0);
	trans[1][235]	= settr(265,2,238,157,157,"pipe?_", 1, 503, 0);
	trans[1][236]	= settr(266,0,280,158,158,"(empty(pipe))", 1, 1003, 0); /* m: 241 -> 280,0 */
	reached1[241] = 1;
	trans[1][237]	= settr(267,2,241,1,0,"goto :b6", 1, 2, 0); /* m: 241 -> 0,280 */
	reached1[241] = 1;
	trans[1][240]	= settr(270,2,241,1,0,"break", 1, 2, 0);
	trans[1][241]	= settr(271,0,280,159,159,"unnoted = 1", 1, 2, 0); /* m: 244 -> 0,280 */
	reached1[244] = 1;
	trans[1][244]	= settr(274,0,280,160,160,".(goto)", 1, 2, 0); /* m: 247 -> 0,280 */
	reached1[247] = 1;
	trans[1][242]	= settr(272,2,244,2,0,"else", 1, 2, 0);
	trans[1][247]	= settr(0,0,0,0,0,"b = 0",0,0,0);
	T = trans[ 1][275] = settr(305,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(305,2,249,0,0,"ATOMIC", 1, 2, 0);
	trans[1][249]	= settr(279,2,273,161,0,"(stopped)", 1, 2, 0);
	T = trans[ 1][273] = settr(303,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(303,0,250,0,0,"sub-sequence", 1, 2, 0);
	trans[1][250]	= settr(280,2,272,162,162,"c = DEAD", 1, 2, 0); /* m: 251 -> 0,272 */
	reached1[251] = 1;
	trans[1][251]	= settr(0,0,0,0,0,"c_fd = 0",0,0,0);
	trans[1][252]	= settr(0,0,0,0,0,"stopped = 0",0,0,0);
	trans[1][253]	= settr(0,0,0,0,0,"wedged = 0",0,0,0);
	trans[1][254]	= settr(0,0,0,0,0,"mem_gap = 0",0,0,0);
	trans[1][255]	= settr(0,0,0,0,0,"held = 0",0,0,0);
	trans[1][256]	= settr(0,0,0,0,0,"old_holder = 0",0,0,0);
	trans[1][257]	= settr(0,0,0,0,0,"new_holder = 0",0,0,0);
	trans[1][258]	= settr(0,0,0,0,0,"after_hold = DEAD",0,0,0);
	trans[1][259]	= settr(0,0,0,0,0,"status = 4",0,0,0);
	T = trans[ 1][272] = settr(302,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(302,0,270,0,0,"sub-sequence", 1, 2, 0);
	T = trans[1][270] = settr(300,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(300,2,260,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(300,2,269,0,0,"IF", 1, 2, 0);
	trans[1][260]	= settr(290,2,265,163,0,"(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))", 1, 503, 0);
	trans[1][266]	= settr(296,2,265,1,0,".(goto)", 1, 2, 0);
	T = trans[1][265] = settr(295,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(295,2,261,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(295,2,263,0,0,"DO", 1, 2, 0);
	trans[1][261]	= settr(291,2,262,164,0,"(nempty(pipe))", 1, 503, 0);
	trans[1][262]	= settr(292,2,265,165,165,"pipe?_", 1, 503, 0);
	trans[1][263]	= settr(293,0,280,166,166,"(empty(pipe))", 1, 1003, 0); /* m: 268 -> 280,0 */
	reached1[268] = 1;
	trans[1][264]	= settr(294,2,268,1,0,"goto :b7", 1, 2, 0); /* m: 268 -> 0,280 */
	reached1[268] = 1;
	trans[1][267]	= settr(297,2,268,1,0,"break", 1, 2, 0);
	trans[1][268]	= settr(298,0,280,167,167,"unnoted = 1", 1, 2, 0); /* m: 271 -> 0,280 */
	reached1[271] = 1;
	trans[1][271]	= settr(301,0,280,168,168,".(goto)", 1, 2, 0); /* m: 274 -> 0,280 */
	reached1[274] = 1;
	trans[1][269]	= settr(299,2,271,2,0,"else", 1, 2, 0);
	trans[1][274]	= settr(0,0,0,0,0,"b = 0",0,0,0);
	T = trans[ 1][279] = settr(309,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(309,2,276,0,0,"ATOMIC", 1, 2, 0);
	trans[1][276]	= settr(306,0,280,169,169,"(((c==DEAD)&&(b>0)))", 1, 2, 0); /* m: 277 -> 280,0 */
	reached1[277] = 1;
	trans[1][277]	= settr(0,0,0,0,0,"b = 0",0,0,0);
	trans[1][278]	= settr(0,0,0,0,0,"unnoted = 1",0,0,0);
	trans[1][282]	= settr(312,0,283,1,0,"break", 0, 2, 0);
	trans[1][283]	= settr(313,0,0,170,170,"-end-", 0, 3500, 0);

	/* proctype 0: script */

	trans[0] = (Trans **) emalloc(32*sizeof(Trans *));

	trans[0][29]	= settr(28,0,28,1,0,".(goto)", 0, 2, 0);
	T = trans[0][28] = settr(27,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(27,0,5,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(27,0,9,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(27,0,27,0,0,"DO", 0, 2, 0);
	T = trans[ 0][5] = settr(4,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(4,2,1,0,0,"ATOMIC", 1, 3, 0);
	trans[0][1]	= settr(0,2,3,171,171,"((((out<3)&&((((c_fd||hold[0])||hold[1])||hold[2])||hold[3]))&&nfull(pipe)))", 1, 3, 0); /* m: 2 -> 3,0 */
	reached0[2] = 1;
	trans[0][2]	= settr(0,0,0,0,0,"b = out",0,0,0);
	trans[0][3]	= settr(2,0,28,172,172,"pipe!b", 1, 3, 0); /* m: 4 -> 28,0 */
	reached0[4] = 1;
	trans[0][4]	= settr(0,0,0,0,0,"out = (out+1)",0,0,0);
	T = trans[ 0][9] = settr(8,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(8,2,6,0,0,"ATOMIC", 1, 2, 0);
	trans[0][6]	= settr(5,0,28,173,173,"(((out<3)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3]))))", 1, 2, 0); /* m: 7 -> 28,0 */
	reached0[7] = 1;
	trans[0][7]	= settr(0,0,0,0,0,"unnoted = 1",0,0,0);
	trans[0][8]	= settr(0,0,0,0,0,"out = (out+1)",0,0,0);
	T = trans[ 0][27] = settr(26,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(26,2,10,0,0,"ATOMIC", 1, 2, 0);
	trans[0][10]	= settr(9,2,25,174,174,"((out==3))", 1, 2, 0); /* m: 11 -> 25,0 */
	reached0[11] = 1;
	trans[0][11]	= settr(0,0,0,0,0,"writer = 0",0,0,0);
	trans[0][12]	= settr(0,0,0,0,0,"done = 1",0,0,0);
	T = trans[ 0][25] = settr(24,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(24,0,23,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][23] = settr(22,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(22,2,13,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(22,2,22,0,0,"IF", 1, 2, 0);
	trans[0][13]	= settr(12,2,18,175,0,"(((!(writer)&&!(((((c_fd||hold[0])||hold[1])||hold[2])||hold[3])))&&nempty(pipe)))", 1, 503, 0);
	trans[0][19]	= settr(18,2,18,1,0,".(goto)", 1, 2, 0);
	T = trans[0][18] = settr(17,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(17,2,14,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(17,2,16,0,0,"DO", 1, 2, 0);
	trans[0][14]	= settr(13,2,15,176,0,"(nempty(pipe))", 1, 503, 0);
	trans[0][15]	= settr(14,2,18,177,177,"pipe?_", 1, 503, 0);
	trans[0][16]	= settr(15,4,31,178,178,"(empty(pipe))", 1, 1003, 0); /* m: 21 -> 31,0 */
	reached0[21] = 1;
	trans[0][17]	= settr(16,2,21,1,0,"goto :b1", 1, 2, 0); /* m: 21 -> 0,31 */
	reached0[21] = 1;
	trans[0][20]	= settr(19,2,21,1,0,"break", 1, 2, 0);
	trans[0][21]	= settr(20,4,31,179,179,"unnoted = 1", 1, 2, 0); /* m: 24 -> 0,31 */
	reached0[24] = 1;
	trans[0][24]	= settr(23,4,31,180,180,".(goto)", 1, 2, 0); /* m: 26 -> 0,31 */
	reached0[26] = 1;
	trans[0][22]	= settr(21,2,24,2,0,"else", 1, 2, 0);
	trans[0][26]	= settr(25,0,31,1,0,"goto :b0", 1, 2, 0);
	trans[0][30]	= settr(29,0,31,1,0,"break", 0, 2, 0);
	trans[0][31]	= settr(30,0,0,181,181,"-end-", 0, 3500, 0);
	/* np_ demon: */
	trans[_NP_] = (Trans **) emalloc(3*sizeof(Trans *));
	T = trans[_NP_][0] = settr(9997,0,1,_T5,0,"(np_)", 1,2,0);
	    T->nxt	  = settr(9998,0,0,_T2,0,"(1)",   0,2,0);
	T = trans[_NP_][1] = settr(9999,0,1,_T5,0,"(np_)", 1,2,0);
}

Trans *
settr(	int t_id, int a, int b, int c, int d,
	char *t, int g, int tpe0, int tpe1)
{	Trans *tmp = (Trans *) emalloc(sizeof(Trans));

	tmp->atom  = a&(6|32);	/* only (2|8|32) have meaning */
	if (!g) tmp->atom |= 8;	/* no global references */
	tmp->st    = b;
	tmp->tpe[0] = tpe0;
	tmp->tpe[1] = tpe1;
	tmp->tp    = t;
	tmp->t_id  = t_id;
	tmp->forw  = c;
	tmp->back  = d;
	return tmp;
}

Trans *
cpytr(Trans *a)
{	Trans *tmp = (Trans *) emalloc(sizeof(Trans));

	int i;
	tmp->atom  = a->atom;
	tmp->st    = a->st;
#ifdef HAS_UNLESS
	tmp->e_trans = a->e_trans;
	for (i = 0; i < HAS_UNLESS; i++)
		tmp->escp[i] = a->escp[i];
#endif
	tmp->tpe[0] = a->tpe[0];
	tmp->tpe[1] = a->tpe[1];
	for (i = 0; i < 6; i++)
	{	tmp->qu[i] = a->qu[i];
		tmp->ty[i] = a->ty[i];
	}
	tmp->tp    = (char *) emalloc(strlen(a->tp)+1);
	strcpy(tmp->tp, a->tp);
	tmp->t_id  = a->t_id;
	tmp->forw  = a->forw;
	tmp->back  = a->back;
	return tmp;
}

#ifndef NOREDUCE
int
srinc_set(int n)
{	if (n <= 2) return LOCAL;
	if (n <= 2+  DELTA) return Q_FULL_F; /* 's' or nfull  */
	if (n <= 2+2*DELTA) return Q_EMPT_F; /* 'r' or nempty */
	if (n <= 2+3*DELTA) return Q_EMPT_T; /* empty */
	if (n <= 2+4*DELTA) return Q_FULL_T; /* full  */
	if (n ==   5*DELTA) return GLOBAL;
	if (n ==   6*DELTA) return TIMEOUT_F;
	if (n ==   7*DELTA) return ALPHA_F;
	Uerror("cannot happen srinc_class");
	return BAD;
}
int
srunc(int n, int m)
{	switch(m) {
	case Q_FULL_F: return n-2;
	case Q_EMPT_F: return n-2-DELTA;
	case Q_EMPT_T: return n-2-2*DELTA;
	case Q_FULL_T: return n-2-3*DELTA;
	case ALPHA_F:
	case TIMEOUT_F: return 257; /* non-zero, and > MAXQ */
	}
	Uerror("cannot happen srunc");
	return 0;
}
#endif
int cnt;
#ifdef HAS_UNLESS
int
isthere(Trans *a, int b)
{	Trans *t;
	for (t = a; t; t = t->nxt)
		if (t->t_id == b)
			return 1;
	return 0;
}
#endif
#ifndef NOREDUCE
int
mark_safety(Trans *t) /* for conditional safety */
{	int g = 0, i, j, k;

	if (!t) return 0;
	if (t->qu[0])
		return (t->qu[1])?2:1;	/* marked */

	for (i = 0; i < 2; i++)
	{	j = srinc_set(t->tpe[i]);
		if (j >= GLOBAL && j != ALPHA_F)
			return -1;
		if (j != LOCAL)
		{	k = srunc(t->tpe[i], j);
			if (g == 0
			||  t->qu[0] != k
			||  t->ty[0] != j)
			{	t->qu[g] = k;
				t->ty[g] = j;
				g++;
	}	}	}
	return g;
}
#endif
void
retrans(int n, int m, int is, short srcln[], uchar reach[], uchar lpstate[])
	/* process n, with m states, is=initial state */
{	Trans *T0, *T1, *T2, *T3;
	Trans *T4, *T5; /* t_reverse or has_unless */
	int i;
#if defined(HAS_UNLESS) || !defined(NOREDUCE)
	int k;
#endif
#ifndef NOREDUCE
	int g, h, j, aa;
#endif
#ifdef HAS_UNLESS
	int p;
#endif
	if (state_tables >= 4)
	{	printf("STEP 1 %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
		return;
	}
	do {
		for (i = 1, cnt = 0; i < m; i++)
		{	T2 = trans[n][i];
			T1 = T2?T2->nxt:(Trans *)0;
/* prescan: */		for (T0 = T1; T0; T0 = T0->nxt)
/* choice in choice */	{	if (T0->st && trans[n][T0->st]
				&&  trans[n][T0->st]->nxt)
					break;
			}
#if 0
		if (T0)
		printf("\tstate %d / %d: choice in choice\n",
		i, T0->st);
#endif
			if (T0)
			for (T0 = T1; T0; T0 = T0->nxt)
			{	T3 = trans[n][T0->st];
				if (!T3->nxt)
				{	T2->nxt = cpytr(T0);
					T2 = T2->nxt;
					imed(T2, T0->st, n, i);
					continue;
				}
				do {	T3 = T3->nxt;
					T2->nxt = cpytr(T3);
					T2 = T2->nxt;
					imed(T2, T0->st, n, i);
				} while (T3->nxt);
				cnt++;
			}
		}
	} while (cnt);
	if (state_tables >= 3)
	{	printf("STEP 2 %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
		return;
	}
	for (i = 1; i < m; i++)
	{	if (trans[n][i] && trans[n][i]->nxt) /* optimize */
		{	T1 = trans[n][i]->nxt;
#if 0
			printf("\t\tpull %d (%d) to %d\n",
			T1->st, T1->forw, i);
#endif
			srcln[i] = srcln[T1->st];	/* Oyvind Teig, 5.2.0 */

			if (!trans[n][T1->st]) continue;
			T0 = cpytr(trans[n][T1->st]);
			trans[n][i] = T0;
			reach[T1->st] = 1;
			imed(T0, T1->st, n, i);
			for (T1 = T1->nxt; T1; T1 = T1->nxt)
			{
#if 0
			printf("\t\tpull %d (%d) to %d\n",
				T1->st, T1->forw, i);
#endif
		/*		srcln[i] = srcln[T1->st];  gh: not useful */
				if (!trans[n][T1->st]) continue;
				T0->nxt = cpytr(trans[n][T1->st]);
				T0 = T0->nxt;
				reach[T1->st] = 1;
				imed(T0, T1->st, n, i);
	}	}	}
	if (state_tables >= 2)
	{	printf("STEP 3 %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
		return;
	}
#ifdef HAS_UNLESS
	for (i = 1; i < m; i++)
	{	if (!trans[n][i]) continue;
		/* check for each state i if an
		 * escape to some state p is defined
		 * if so, copy and mark p's transitions
		 * and prepend them to the transition-
		 * list of state i
		 */
	 if (!like_java) /* the default */
	 {	for (T0 = trans[n][i]; T0; T0 = T0->nxt)
		for (k = HAS_UNLESS-1; k >= 0; k--)
		{	if (p = T0->escp[k])
			for (T1 = trans[n][p]; T1; T1 = T1->nxt)
			{	if (isthere(trans[n][i], T1->t_id))
					continue;
				T2 = cpytr(T1);
				T2->e_trans = p;
				T2->nxt = trans[n][i];
				trans[n][i] = T2;
		}	}
	 } else /* outermost unless checked first */
	 {	T4 = T3 = (Trans *) 0;
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
		for (k = HAS_UNLESS-1; k >= 0; k--)
		{	if (p = T0->escp[k])
			for (T1 = trans[n][p]; T1; T1 = T1->nxt)
			{	if (isthere(trans[n][i], T1->t_id))
					continue;
				T2 = cpytr(T1);
				T2->nxt = (Trans *) 0;
				T2->e_trans = p;
				if (T3)	T3->nxt = T2;
				else	T4 = T2;
				T3 = T2;
		}	}
		if (T4)
		{	T3->nxt = trans[n][i];
			trans[n][i] = T4;
		}
	 }
	}
#endif
#ifndef NOREDUCE
	for (i = 1; i < m; i++)
	{	if (a_cycles)
		{ /* moves through these states are visible */
	#if PROG_LAB>0 && defined(HAS_NP)
			if (progstate[n][i])
				goto degrade;
			for (T1 = trans[n][i]; T1; T1 = T1->nxt)
				if (progstate[n][T1->st])
					goto degrade;
	#endif
			if (accpstate[n][i] || visstate[n][i])
				goto degrade;
			for (T1 = trans[n][i]; T1; T1 = T1->nxt)
				if (accpstate[n][T1->st])
					goto degrade;
		}
		T1 = trans[n][i];
		if (!T1) continue;
		g = mark_safety(T1);	/* V3.3.1 */
		if (g < 0) goto degrade; /* global */
		/* check if mixing of guards preserves reduction */
		if (T1->nxt)
		{	k = 0;
			for (T0 = T1; T0; T0 = T0->nxt)
			{	if (!(T0->atom&8))
					goto degrade;
				for (aa = 0; aa < 2; aa++)
				{	j = srinc_set(T0->tpe[aa]);
					if (j >= GLOBAL && j != ALPHA_F)
						goto degrade;
					if (T0->tpe[aa]
					&&  T0->tpe[aa]
					!=  T1->tpe[0])
						k = 1;
			}	}
			/* g = 0;	V3.3.1 */
			if (k)	/* non-uniform selection */
			for (T0 = T1; T0; T0 = T0->nxt)
			for (aa = 0; aa < 2; aa++)
			{	j = srinc_set(T0->tpe[aa]);
				if (j != LOCAL)
				{	k = srunc(T0->tpe[aa], j);
					for (h = 0; h < 6; h++)
						if (T1->qu[h] == k
						&&  T1->ty[h] == j)
							break;
					if (h >= 6)
					{	T1->qu[g%6] = k;
						T1->ty[g%6] = j;
						g++;
			}	}	}
			if (g > 6)
			{	T1->qu[0] = 0;	/* turn it off */
				printf("pan: warning, line %d, ",
					srcln[i]);
			 	printf("too many stmnt types (%d)",
					g);
			  	printf(" in selection\n");
			  goto degrade;
			}
		}
		/* mark all options global if >=1 is global */
		for (T1 = trans[n][i]; T1; T1 = T1->nxt)
			if (!(T1->atom&8)) break;
		if (T1)
degrade:	for (T1 = trans[n][i]; T1; T1 = T1->nxt)
			T1->atom &= ~8;	/* mark as unsafe */
		/* can only mix 'r's or 's's if on same chan */
		/* and not mixed with other local operations */
		T1 = trans[n][i];
		if (!T1 || T1->qu[0]) continue;
		j = T1->tpe[0];
		if (T1->nxt && T1->atom&8)
		{ if (j == 5*DELTA)
		  {	printf("warning: line %d ", srcln[i]);
			printf("mixed condition ");
			printf("(defeats reduction)\n");
			goto degrade;
		  }
		  for (T0 = T1; T0; T0 = T0->nxt)
		  for (aa = 0; aa < 2; aa++)
		  if  (T0->tpe[aa] && T0->tpe[aa] != j)
		  {	printf("warning: line %d ", srcln[i]);
			printf("[%d-%d] mixed %stion ",
				T0->tpe[aa], j, 
				(j==5*DELTA)?"condi":"selec");
			printf("(defeats reduction)\n");
			printf("	'%s' <-> '%s'\n",
				T1->tp, T0->tp);
			goto degrade;
		} }
	}
#endif
	for (i = 1; i < m; i++)
	{	T2 = trans[n][i];
		if (!T2
		||  T2->nxt
		||  strncmp(T2->tp, ".(goto)", 7)
		||  !stopstate[n][i])
			continue;
		stopstate[n][T2->st] = 1;
	}
	if (state_tables && !verbose)
	{	if (dodot)
		{	char buf[256], *q = buf, *p = procname[n];
			while (*p != '\0')
			{	if (*p != ':')
				{	*q++ = *p;
				}
				p++;
			}
			*q = '\0';
			printf("digraph ");
			switch (Btypes[n]) {
			case I_PROC:  printf("init {\n"); break;
			case N_CLAIM: printf("claim_%s {\n", buf); break;
			case E_TRACE: printf("notrace {\n"); break;
			case N_TRACE: printf("trace {\n"); break;
			default:      printf("p_%s {\n", buf); break;
			}
			printf("size=\"8,10\";\n");
			printf("  GT [shape=box,style=dotted,label=\"%s\"];\n", buf);
			printf("  GT -> S%d;\n", is);
		} else
		{	switch (Btypes[n]) {
			case I_PROC:  printf("init\n"); break;
			case N_CLAIM: printf("claim %s\n", procname[n]); break;
			case E_TRACE: printf("notrace assertion\n"); break;
			case N_TRACE: printf("trace assertion\n"); break;
			default:      printf("proctype %s\n", procname[n]); break;
		}	}
		for (i = 1; i < m; i++)
		{	reach[i] = 1;
		}
		tagtable(n, m, is, srcln, reach);
		if (dodot) printf("}\n");
	} else
	for (i = 1; i < m; i++)
	{	int nrelse;
		if (Btypes[n] != N_CLAIM)
		{	for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			{	if (T0->st == i
				&& strcmp(T0->tp, "(1)") == 0)
				{	printf("error: proctype '%s' ",
						procname[n]);
		  			printf("line %d, state %d: has un",
						srcln[i], i);
					printf("conditional self-loop\n");
					pan_exit(1);
		}	}	}
		nrelse = 0;
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
		{	if (strcmp(T0->tp, "else") == 0)
				nrelse++;
		}
		if (nrelse > 1)
		{	printf("error: proctype '%s' state",
				procname[n]);
		  	printf(" %d, inherits %d", i, nrelse);
		  	printf(" 'else' stmnts\n");
			pan_exit(1);
	}	}
#if !defined(LOOPSTATE) && !defined(BFS_PAR)
	if (state_tables)
#endif
	do_dfs(n, m, is, srcln, reach, lpstate);

	if (!t_reverse)
	{	return;
	}
	/* process n, with m states, is=initial state -- reverse list */
	if (!state_tables && Btypes[n] != N_CLAIM)
	{	for (i = 1; i < m; i++)
		{	Trans *Tx = (Trans *) 0; /* list of escapes */
			Trans *Ty = (Trans *) 0; /* its tail element */
			T1 = (Trans *) 0; /* reversed list */
			T2 = (Trans *) 0; /* its tail */
			T3 = (Trans *) 0; /* remembers possible 'else' */

			/* find unless-escapes, they should go first */
			T4 = T5 = T0 = trans[n][i];
	#ifdef HAS_UNLESS
			while (T4 && T4->e_trans) /* escapes are first in orig list */
			{	T5 = T4;	  /* remember predecessor */
				T4 = T4->nxt;
			}
	#endif
			/* T4 points to first non-escape, T5 to its parent, T0 to original list */
			if (T4 != T0)		 /* there was at least one escape */
			{	T3 = T5->nxt;		 /* start of non-escapes */
				T5->nxt = (Trans *) 0;	 /* separate */
				Tx = T0;		 /* start of the escapes */
				Ty = T5;		 /* its tail */
				T0 = T3;		 /* the rest, to be reversed */
			}
			/* T0 points to first non-escape, Tx to the list of escapes, Ty to its tail */

			/* first tail-add non-escape transitions, reversed */
			T3 = (Trans *) 0;
			for (T5 = T0; T5; T5 = T4)
			{	T4 = T5->nxt;
	#ifdef HAS_UNLESS
				if (T5->e_trans)
				{	printf("error: cannot happen!\n");
					continue;
				}
	#endif
				if (strcmp(T5->tp, "else") == 0)
				{	T3 = T5;
					T5->nxt = (Trans *) 0;
				} else
				{	T5->nxt = T1;
					if (!T1) { T2 = T5; }
					T1 = T5;
			}	}
			/* T3 points to a possible else, which is removed from the list */
			/* T1 points to the reversed list so far (without escapes) */
			/* T2 points to the tail element -- where the else should go */
			if (T2 && T3)
			{	T2->nxt = T3;	/* add else */
			} else
			{	if (T3) /* there was an else, but there's no tail */
				{	if (!T1)	/* and no reversed list */
					{	T1 = T3; /* odd, but possible */
					} else		/* even stranger */
					{	T1->nxt = T3;
			}	}	}

			/* add in the escapes, to that they appear at the front */
			if (Tx && Ty) { Ty->nxt = T1; T1 = Tx; }

			trans[n][i] = T1;
			/* reversed, with escapes first and else last */
	}	}
	if (state_tables && verbose)
	{	printf("FINAL proctype %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
	}
}
void
imed(Trans *T, int v, int n, int j)	/* set intermediate state */
{	progstate[n][T->st] |= progstate[n][v];
	accpstate[n][T->st] |= accpstate[n][v];
	stopstate[n][T->st] |= stopstate[n][v];
	mapstate[n][j] = T->st;
}
void
tagtable(int n, int m, int is, short srcln[], uchar reach[])
{	Trans *z;

	if (is >= m || !trans[n][is]
	||  is <= 0 || reach[is] == 0)
		return;
	reach[is] = 0;
	if (state_tables)
	for (z = trans[n][is]; z; z = z->nxt)
	{	if (dodot)
			dot_crack(n, is, z);
		else
			crack(n, is, z, srcln);
	}

	for (z = trans[n][is]; z; z = z->nxt)
	{
#ifdef HAS_UNLESS
		int i, j;
#endif
		tagtable(n, m, z->st, srcln, reach);
#ifdef HAS_UNLESS
		for (i = 0; i < HAS_UNLESS; i++)
		{	j = trans[n][is]->escp[i];
			if (!j) break;
			tagtable(n, m, j, srcln, reach);
		}
#endif
	}
}

extern Trans *t_id_lkup[];

void
dfs_table(int n, int m, int is, short srcln[], uchar reach[], uchar lpstate[])
{	Trans *z;

	if (is >= m || is <= 0 || !trans[n][is])
		return;
	if ((reach[is] & (4|8|16)) != 0)
	{	if ((reach[is] & (8|16)) == 16)	/* on stack, not yet recorded */
		{	lpstate[is] = 1;
			reach[is] |= 8; /* recorded */
			if (state_tables && verbose)
			{	printf("state %d line %d is a loopstate\n", is, srcln[is]);
		}	}
		return;
	}
	reach[is] |= (4|16);	/* visited | onstack */
	for (z = trans[n][is]; z; z = z->nxt)
	{	t_id_lkup[z->t_id] = z;
#ifdef HAS_UNLESS
		int i, j;
#endif
		dfs_table(n, m, z->st, srcln, reach, lpstate);
#ifdef HAS_UNLESS
		for (i = 0; i < HAS_UNLESS; i++)
		{	j = trans[n][is]->escp[i];
			if (!j) break;
			dfs_table(n, m, j, srcln, reach, lpstate);
		}
#endif
	}
	reach[is] &= ~16; /* no longer on stack */
}
void
do_dfs(int n, int m, int is, short srcln[], uchar reach[], uchar lpstate[])
{	int i;
	dfs_table(n, m, is, srcln, reach, lpstate);
	for (i = 0; i < m; i++)
		reach[i] &= ~(4|8|16);
}
void
crack(int n, int j, Trans *z, short srcln[])
{	int i;

	if (!z) return;
	printf("	state %3d -(tr %3d)-> state %3d  ",
		j, z->forw, z->st);
	printf("[id %3d tp %3d", z->t_id, z->tpe[0]);
	if (z->tpe[1]) printf(",%d", z->tpe[1]);
#ifdef HAS_UNLESS
	if (z->e_trans)
		printf(" org %3d", z->e_trans);
	else if (state_tables >= 2)
	for (i = 0; i < HAS_UNLESS; i++)
	{	if (!z->escp[i]) break;
		printf(" esc %d", z->escp[i]);
	}
#endif
	printf("]");
	printf(" [%s%s%s%s%s] %s:%d => ",
		z->atom&6?"A":z->atom&32?"D":"-",
		accpstate[n][j]?"a" :"-",
		stopstate[n][j]?"e" : "-",
		progstate[n][j]?"p" : "-",
		z->atom & 8 ?"L":"G",
		PanSource, srcln[j]);
	for (i = 0; z->tp[i]; i++)
		if (z->tp[i] == '\n')
			printf("\\n");
		else
			putchar(z->tp[i]);
	if (verbose && z->qu[0])
	{	printf("\t[");
		for (i = 0; i < 6; i++)
			if (z->qu[i])
				printf("(%d,%d)",
				z->qu[i], z->ty[i]);
		printf("]");
	}
	printf("\n");
	fflush(stdout);
}
/* spin -a m.pml; cc -o pan pan.c; ./pan -D | dot -Tps > foo.ps; ps2pdf foo.ps */
void
dot_crack(int n, int j, Trans *z)
{	int i;

	if (!z) return;
	printf("	S%d -> S%d  [color=black", j, z->st);

	if (z->atom&6) printf(",style=dashed");
	else if (z->atom&32) printf(",style=dotted");
	else if (z->atom&8) printf(",style=solid");
	else printf(",style=bold");

	printf(",label=\"");
	for (i = 0; z->tp[i]; i++)
	{	if (z->tp[i] == '\\'
		&&  z->tp[i+1] == 'n')
		{	i++; printf(" ");
		} else
		{	putchar(z->tp[i]);
	}	}
	printf("\"];\n");
	if (accpstate[n][j]) printf("  S%d [color=red,style=bold];\n", j);
	else if (progstate[n][j]) printf("  S%d [color=green,style=bold];\n", j);
	if (stopstate[n][j]) printf("  S%d [color=blue,style=bold,shape=box];\n", j);
}

#ifdef VAR_RANGES
#define BYTESIZE	32	/* 2^8 : 2^3 = 256:8 = 32 */

typedef struct Vr_Ptr {
	char	*nm;
	uchar	vals[BYTESIZE];
	struct Vr_Ptr *nxt;
} Vr_Ptr;
Vr_Ptr *ranges = (Vr_Ptr *) 0;

void
logval(char *s, int v)
{	Vr_Ptr *tmp;

	if (v<0 || v > 255) return;
	for (tmp = ranges; tmp; tmp = tmp->nxt)
		if (!strcmp(tmp->nm, s))
			goto found;
	tmp = (Vr_Ptr *) emalloc(sizeof(Vr_Ptr));
	tmp->nxt = ranges;
	ranges = tmp;
	tmp->nm = s;
found:
	tmp->vals[(v)/8] |= 1<<((v)%8);
}

void
dumpval(uchar X[], int range)
{	int w, x, i, j = -1;

	for (w = i = 0; w < range; w++)
	for (x = 0; x < 8; x++, i++)
	{
from:		if ((X[w] & (1<<x)))
		{	printf("%d", i);
			j = i;
			goto upto;
	}	}
	return;
	for (w = 0; w < range; w++)
	for (x = 0; x < 8; x++, i++)
	{
upto:		if (!(X[w] & (1<<x)))
		{	if (i-1 == j)
				printf(", ");
			else
				printf("-%d, ", i-1);
			goto from;
	}	}
	if (j >= 0 && j != 255)
		printf("-255");
}

void
dumpranges(void)
{	Vr_Ptr *tmp;
	printf("\nValues assigned within ");
	printf("interval [0..255]:\n");
	for (tmp = ranges; tmp; tmp = tmp->nxt)
	{	printf("\t%s\t: ", tmp->nm);
		dumpval(tmp->vals, BYTESIZE);
		printf("\n");
	}
}
#endif
