select session, line, text from transcripts where text like '%needle of%' order by session, line;
select session, line, text from transcripts where date = '2026-11-24' and user = 'alice' and text like '$ sudo%' order by session, line;
select session, line, text from transcripts where date between '2026-11-25' and '2026-11-26' and host like 'host0007-%' and text like '$ %' order by session, line;
select host, count(*) from transcripts where text like '%error%' group by host order by host;
select user, count(distinct session) from transcripts group by user order by user
