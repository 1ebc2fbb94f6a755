-- Which numbers the tree of places has since it was last restructured. Whoever waited meanwhile still acts by the numbers before, under which nobody
-- stands any more: that is said as what it is (src/platform/access/oldNumbers.ts), not as a refusal of somebody who has the right.
create table access.tree (
  single boolean primary key default true check (single),
  low integer not null,
  high integer not null check (low <= high)
);
grant select, insert, update on access.tree to {serving};
