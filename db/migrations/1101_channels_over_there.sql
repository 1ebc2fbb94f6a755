-- Whether a disconnected channel's sign-in is known to be over at the platform too: a command that is repeated answers as it did first.
-- Null: in use, or the platform has not been asked yet.
alter table channels.channel add column is_over_there boolean check (is_over_there is null or disconnected_at is not null);
