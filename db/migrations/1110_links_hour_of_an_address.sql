-- How often one address opened links in its last hour: a machine that changes its browser's name stays below any burst, and yet is none of the people.
alter table links.caller add column hour_began timestamptz not null default '-infinity', add column hour_opened integer not null default 0;
