-- The keys that records are, or may be, sealed with; by their ids, which sealed records begin with.
create table sealing_key (
    key_id bytea primary key,
    used_at timestamp(6) with time zone not null, -- when a replica last said that it seals with this key
    emptied_at timestamp(6) with time zone -- when it was certain that no record is sealed with it any more
);
-- Whatever else is sealed came with one of these.
insert into sealing_key (key_id, used_at)
select key_id, current_timestamp
from (
    select substring(applicant_name from 18 for 4) as key_id from application where applicant_name is not null
    union select substring(applicant_email from 18 for 4) from application where applicant_email is not null
    union select substring(input from 18 for 4) from dead_letter where input is not null
) found;

-- When the personal data of an application was erased here because its retention had ended.
alter table application add column purged_at timestamp(6) with time zone;
