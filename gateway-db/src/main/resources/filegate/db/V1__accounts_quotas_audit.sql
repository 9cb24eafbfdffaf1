-- In the SQL that PostgreSQL and H2 in PostgreSQL mode share. ${name} is a text type that compares by code point.

create table account_group (
    name ${name} primary key,
    description text not null,
    profile text not null,
    version bigint not null,
    changed bigint not null
);

create table account (
    name ${name} primary key,
    description text not null,
    disabled boolean not null,
    password_hash text not null,
    proofs text not null,
    member_of text not null,
    profile text not null,
    version bigint not null,
    changed bigint not null
);

create table membership (
    account ${name} not null references account (name) on delete cascade,
    group_name ${name} not null references account_group (name),
    primary key (account, group_name)
);
create index membership_of_group on membership (group_name, account);

-- One row: grows with every change of accounts and groups, so that each node sees by one question whether there is something new.
create table directory_revision (
    id smallint primary key,
    revision bigint not null
);
insert into directory_revision (id, revision) values (1, 1);

-- An empty account stands for all of them.
create table directory_change (
    revision bigint primary key,
    account ${name} not null
);

create table access_token (
    id varchar(64) primary key,
    name text not null,
    role varchar(16) not null,
    hash text not null,
    created bigint not null,
    expires bigint not null
);

create table quota (
    account ${name} primary key,
    bytes bigint not null,
    files bigint not null,
    counted boolean not null
);

-- What a node has reserved ahead for its uploads. A row that is left behind by a killed node makes its account be counted anew.
create table quota_reserve (
    node varchar(64) not null,
    account ${name} not null,
    bytes bigint not null,
    files bigint not null,
    primary key (node, account)
);

create table quota_partial (
    account ${name} not null,
    path_hash char(64) not null,
    path text not null,
    bytes bigint not null,
    noted bigint not null,
    primary key (account, path_hash)
);

create table transfer_volume (
    account ${name} not null,
    period varchar(10) not null,
    bytes bigint not null,
    primary key (account, period)
);

create table audit_record (
    sequence bigint primary key,
    at_ms bigint not null,
    event varchar(32) not null,
    account ${name} not null,
    protocol varchar(8) not null,
    session_id varchar(16) not null,
    path text not null,
    target text not null,
    json text not null,
    hash char(64) not null
);
create index audit_by_time on audit_record (at_ms, sequence);
create index audit_by_session on audit_record (session_id, sequence);
create index audit_by_account on audit_record (account, sequence);

-- One row: where the chain ends, and where it begins since retention cut its head off.
create table audit_chain (
    id smallint primary key,
    sequence bigint not null,
    hash char(64) not null,
    first_sequence bigint not null,
    first_before char(64) not null
);
insert into audit_chain (id, sequence, hash, first_sequence, first_before)
    values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', 1,
        '0000000000000000000000000000000000000000000000000000000000000000');

-- How far each node's events are written: what makes a batch that is sent twice be written once.
create table audit_source (
    node varchar(64) primary key,
    position bigint not null
);
