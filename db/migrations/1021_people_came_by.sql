-- By which short link she came, kept only until her phone is proved: then the link is told that somebody joined, not who, and this is emptied.
alter table people.person add column came_by text check (came_by ~ '^[0-9a-z]{7}$');
