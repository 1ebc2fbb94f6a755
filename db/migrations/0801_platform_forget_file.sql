-- platform.forgetFile asks the rows themselves, by their foreign keys, whether a file is still shown: the rooms need no question of their own.
drop function tasks.photo_in_use(bytea);
drop function learning.photo_in_use(bytea);
drop function events.file_in_use(bytea);
