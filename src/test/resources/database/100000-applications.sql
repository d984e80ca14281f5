-- Two years of a busy client: nearly all delivered long ago, some parked, some waiting.
insert into application (id, track_id, channel, state, code, job_reference, job_id, email_hash, received_at, trying_since,
    due_at, fence, attempts, candidate_id, application_id, finished_at)
select gen_random_uuid(), n, 'LISTING',
    case when n % 100 = 1 then 'PARKED' when n % 100 = 2 then 'WAITING' else 'DELIVERED' end,
    case when n % 100 = 1 then 'JOB_UNKNOWN' when n % 100 = 2 then 'JOBS_NOT_READ' end,
    case when n % 100 in (1, 2) then 'LOST-' else 'REF-' end || n % 500, n % 500, md5(n::text), now() - n * interval '10' minute, now() - n * interval '10' minute,
    case when n % 100 = 2 then now() + n * interval '1' minute end,
    1, 1, n, n, now() - n * interval '9' minute
from generate_series(1, 100000) n;

insert into applicant_key select 'idibu:' || track_id, received_at from application;

insert into timeline_entry (application_id, at, state, note)
select id, received_at, state, 'from idibu''s listing' from application;
insert into timeline_entry (application_id, at, state, note)
select id, received_at, state, 'attempt 1' from application;

insert into content (id, application_id, kind, position, size, kept_at)
select gen_random_uuid(), id, kind, 0, 4, received_at
from application, (values ('LISTING'), ('FILE')) kinds (kind);
insert into content_chunk select id, 0, '\x00' from content;

insert into outcome (application_id, track_id, success, remote_id, processed_at, fence, attempts, told_at)
select id, track_id, true, track_id, received_at, 1, 1, received_at from application;

insert into job (job_id, reference, title, seen_in) select n, 'REF-' || n, 'A job', 1 from generate_series(1, 500) n;

insert into dead_letter (id, source, code, fingerprint, times, first_at, last_at, input, resolved_at)
select gen_random_uuid(), 'idibu-listing', 'IDIBU_UNREADABLE', md5(n::text), 1, now(), now(), '\x00',
    case when n % 10 > 0 then now() end
from generate_series(1, 20000) n;

analyze;
