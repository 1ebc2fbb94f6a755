-- Whom a message went to, as the blind index that finds accounts: when nobody stands behind a phone any more, what was sent to it goes too.
-- Rows from before keep null and go by age, within a month.
alter table platform.message add column phone_index bytea;
create index message_phone on platform.message (phone_index);
