-- Where a gateway knows repetitions, a try whose answer broke off, or whose worker died, waits to be repeated. Should its message be stopped before that,
-- nobody can say any more that nothing went out: it ends as unknown, not as stopped.
alter table outreach.delivery add column may_have_gone boolean not null default false;
grant update (may_have_gone) on outreach.delivery to {serving};
