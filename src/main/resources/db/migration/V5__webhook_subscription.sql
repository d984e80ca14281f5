-- idibu's subscription for the webhook, one row for each address that it was ever to be at.
create table webhook_subscription (
    url varchar(2000) primary key,
    wanted boolean not null, -- false once an operator has deleted it: it is not made again
    state varchar(20) not null,
    told_secret varchar(64), -- keyed hash of the secret that idibu was last told
    checked_at timestamp(6) with time zone, -- when idibu was last asked, with success
    changed_at timestamp(6) with time zone not null
);
