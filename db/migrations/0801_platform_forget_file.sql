-- platform.forgetFile asks the rows themselves, by their foreign keys, whether a file is still shown: the rooms need no question of their own.
-- An edition without these rooms has no such schema: `if exists` forgives that as well.
drop function if exists tasks.photo_in_use(bytea);
drop function if exists learning.photo_in_use(bytea);
drop function if exists events.file_in_use(bytea);
