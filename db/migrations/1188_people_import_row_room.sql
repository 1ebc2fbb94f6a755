-- A written row is a few numbers where it was a person: it stays on its page if the page has room for it, and then no index hears of the change.
alter table people.import_row set (fillfactor = 75);
