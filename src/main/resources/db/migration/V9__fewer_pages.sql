-- What a commit costs is the pages of indexes that it writes.

-- Raw input that fits into one chunk lies in its own row; a file never does.
alter table content add column sealed bytea; -- sealed

-- What is staged belongs to nobody, and is found by that.
drop index content_staged;

-- Jobtrain's ids are hardly ever given twice: the job adds nothing, and is written at another time.
drop index application_remote;
create index application_remote on application (application_id);
