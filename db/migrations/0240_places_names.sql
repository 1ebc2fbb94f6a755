-- When a person said what a place is called, in both scripts; null while the names are the source's or our rule's. Who it was stands in the
-- audit log. Loading the source again leaves such names alone.
alter table places.place add column named_at timestamptz;
