-- A message may be about a thing of a room above (an event, a track), and then goes to those alone of whom that thing still waits for something:
-- who was invited and has not answered, who is behind. Whom, the room above says, by a function of its own schema: `<room>.awaited(id, moment)`.
alter table outreach.message add column topic text check (topic ~ '^[a-z]+:[0-9a-f-]{36}$');
create index message_topic on outreach.message (topic) where topic is not null;
