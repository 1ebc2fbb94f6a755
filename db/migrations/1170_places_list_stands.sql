-- Booths that stood already as a list said: a later list confirms them, and taking an earlier one back leaves them.
alter table places.restructure add column stands uuid[] not null default '{}';
-- Rows whose booth went by a restructure are told apart from now on.
update places.restructure set list = list || '{"gone": 0, "goneLines": []}' where list is not null;
