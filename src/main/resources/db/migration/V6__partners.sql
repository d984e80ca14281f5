-- What all replicas must know of a partner: whether it asks for a pause, and whether it refuses the relay as a whole.
create table partner (
    name varchar(20) primary key,
    paused_until timestamp(6) with time zone,
    held_code varchar(50), -- null while the flow is open
    held_detail varchar(350),
    held_since timestamp(6) with time zone,
    probe_at timestamp(6) with time zone,
    probes integer not null
);
insert into partner (name, probes) values ('IDIBU', 0);
insert into partner (name, probes) values ('JOBTRAIN', 0);

-- All that is to be asked of idibu is kept: it can be delivered while idibu is down.
alter table application add column fetched boolean default false not null;
-- An attempt took so long that it must not take a worker from others again.
alter table application add column slow boolean default false not null;
