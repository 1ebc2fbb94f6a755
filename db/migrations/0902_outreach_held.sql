-- What a rule of the gate holds is found when the rule itself has changed, and asked again at once.
create index delivery_held on outreach.delivery (reason) where state = 'waiting' and reason is not null;

-- Until when it is kept though its message's own hours are over: some hours from the end of a hold, which its writer was told of. Of each delivery,
-- not of the message: other places may have been free all the time.
alter table outreach.delivery add column kept_until timestamptz;
grant update (kept_until) on outreach.delivery to {serving};
