-- When the house last got on with an import: what rests while it should be at work has lost its worker.
alter table people.import add column touched_at timestamptz not null default now();
create index import_at_work on people.import (touched_at) where state in ('checking', 'running', 'undoing');

-- Names with a y are keyed otherwise now (engines/matching: Ish is not Yash, Manyu not Manju): what they are found by as duplicates is made anew
-- by people.fillMatchKeys.
update people.person set match_given = null where match_given <> '' and name ~ '(^|\s)[Yyय]|[Yy][oOuU]|य[ोौुू]';
