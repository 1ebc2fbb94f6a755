-- What the room that sends messages may read of people, and how a person stops a channel.

-- Notifications on a phone are a channel with an agreement of their own.
do $$
declare allowed text;
begin
  select conname into strict allowed from pg_constraint
  where conrelid = 'people.consent'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%whatsapp%';
  execute format('alter table people.consent drop constraint %I', allowed);
end $$;
alter table people.consent add constraint consent_purpose
  check (purpose in ('membership', 'call', 'sms', 'whatsapp', 'email', 'push'));
create index consent_in_force on people.consent (person_id) include (purpose) where withdrawn_at is null;

-- Who can be reached and what she agreed to: members whose phone is proved. security_invoker: row-level security shows whom the asker may
-- see. The phone is sealed, bound to `people.phone:<id>` (openPhone); its index tells people of one phone apart from others without reading it.
create view people.reach with (security_invoker = true) as
  select who.id, who.place_id, who.place_lft, who.wing, who.scope_key, who.state, who.language, who.phone_sealed, who.phone_index,
    who.phone_verified_at is not null as phone_proved,
    coalesce(agreed.sms, false) as agrees_sms, coalesce(agreed.email, false) as agrees_email, coalesce(agreed.push, false) as agrees_push
  from people.person who
  left join lateral (
    select bool_or(purpose = 'sms') as sms, bool_or(purpose = 'email') as email, bool_or(purpose = 'push') as push
    from people.consent where consent.person_id = who.id and consent.withdrawn_at is null) as agreed on true
  where who.state in ('phone_verified', 'placed', 'vouched', 'active', 'lapsed');
grant select on people.reach to {serving};

-- Ends one agreement of one person, asked by the house on her word (a link in a mail). Under row-level security, as every function without
-- `security definer`. @returns how many agreements ended
create function people.withdraw_channel(person uuid, channel text, moment timestamptz) returns bigint language sql volatile as $$
  with ended as (
    update people.consent set withdrawn_at = moment
    where person_id = person and purpose = channel and withdrawn_at is null returning 1)
  select count(*) from ended
$$;
-- The same for everybody behind a phone that sent STOP: who of the household wrote it cannot be told. @returns whose agreement ended
create function people.withdraw_sms_behind(phone bytea, moment timestamptz) returns setof uuid language sql volatile as $$
  update people.consent set withdrawn_at = moment
  where purpose = 'sms' and withdrawn_at is null and person_id in (select id from people.person where phone_index = phone)
  returning person_id
$$;
revoke all on function people.withdraw_channel(uuid, text, timestamptz), people.withdraw_sms_behind(bytea, timestamptz) from public;
grant execute on function people.withdraw_channel(uuid, text, timestamptz), people.withdraw_sms_behind(bytea, timestamptz) to {serving};
