-- A worker takes deliveries ahead of its turns. Where nobody could tell afterwards which of a dead worker's went out, those that it had only taken
-- must not stand as unknown: it says so of each when it begins. True where nothing is said: a worker of before begins what it takes.
alter table outreach.delivery add column begun boolean not null default true;
grant update (begun) on outreach.delivery to {serving};
