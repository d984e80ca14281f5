-- Whether Jobtrain is asked for the application before a create is sent: it may be there by other ways than this relay.
alter table application add column read_back_first boolean default false not null;

-- What is held up, by its code and then by its age.
drop index application_state;
create index application_state on application (state, code, finished_at);

-- When an operator has discarded a dead letter, and what became of one that is settled.
alter table dead_letter add column discarded_at timestamp(6) with time zone;
alter table dead_letter add column resolution varchar(500);
create index dead_letter_last on dead_letter (last_at);
