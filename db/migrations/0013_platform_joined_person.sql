-- Whom the join form made or found, noted by the door and never by the form: after the right code she need not say who of her household she
-- is. No foreign key: persons are a room above.
alter table accounts.challenge add column person_id uuid;
alter table accounts.challenge add check (person_id is null or purpose = 'join');
