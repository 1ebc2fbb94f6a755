-- platform.forgetFile asks the rows themselves, by their foreign keys, whether a file is still shown: the rooms need no question of their own. An edition that has not these rooms
-- has not their schemas either.
drop function if exists tasks.photo_in_use(bytea);
drop function if exists learning.photo_in_use(bytea);
drop function if exists events.file_in_use(bytea);
