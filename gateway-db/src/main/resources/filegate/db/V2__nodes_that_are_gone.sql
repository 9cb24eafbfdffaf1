-- When the node was last seen, in milliseconds since 1970: what a node that is gone for good has reserved is freed.
alter table quota_reserve add column seen bigint default 0 not null;
