-- How many somebody has yet to look after, by code: asked by each scrape and each look at the health.
create index dead_letter_open on dead_letter (resolved_at, discarded_at, code);
