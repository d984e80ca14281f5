-- Keys that outlive a rotation of the encryption key, each sealed with that.
create table privacy_key (
    name varchar(50) primary key,
    sealed bytea not null -- sealed
);

-- Who is erased and must not come back, by keyed hash only; the same lines are in the journal outside the database.
create table tombstone (
    hash varchar(64) primary key,
    kind varchar(20) not null,
    key_id varchar(16) not null, -- of the key that the hash was made with
    erasure_id uuid, -- null where only the journal knew it
    at timestamp(6) with time zone not null,
    swept boolean not null -- false until all that was here of the person is gone for certain
);
create index tombstone_at on tombstone (swept, at);
