-- When the house last got on with an import: what rests while it should be at work has lost its worker.
alter table people.import add column touched_at timestamptz not null default now();
create index import_at_work on people.import (touched_at) where state in ('checking', 'running', 'undoing');
