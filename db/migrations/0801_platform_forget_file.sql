-- platform.forgetFile asks the rows themselves, by their foreign keys, whether a file is still shown: the rooms need no question of their own.
-- The programme edition has no such rooms: there is nothing to drop there.
drop function if exists tasks.photo_in_use(bytea);
drop function if exists learning.photo_in_use(bytea);
drop function if exists events.file_in_use(bytea);
