-- When what a dead letter was kept for came by itself: a page of idibu's listing that could be read after all.
alter table dead_letter add column resolved_at timestamp(6) with time zone;
create index dead_letter_code on dead_letter (code, last_at);
