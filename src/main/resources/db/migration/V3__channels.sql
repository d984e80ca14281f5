-- All channels that have brought an application, the first first, with spaces between them.
alter table application add column channels varchar(60) default '' not null;
update application set channels = channel;

-- A mail is kept before it is known whose it is: until then it belongs to no application.
alter table content alter column application_id drop not null;
alter table content add column staged_at timestamp(6) with time zone;
create index content_staged on content (staged_at);

-- An input too large for a column.
alter table dead_letter add column content_id uuid references content;
