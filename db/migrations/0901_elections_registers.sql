-- Registers of an election: certificates for advertisements, the organisation's own official handles, and what the campaign cost.

create table elections.certificate (
  id uuid primary key,
  election_id uuid not null references elections.election,
  -- As it stands on the paper, of which committee, of which day.
  number text not null check (char_length(number) between 1 and 80),
  authority text not null check (char_length(authority) between 3 and 200),
  issued_on date not null,
  -- What was certified: its SHA-256. One changed byte is another material.
  title text not null check (char_length(title) between 3 and 200),
  material bytea not null check (octet_length(material) = 32),
  note text check (char_length(note) <= 500),
  withdrawn_at timestamptz,
  withdrawn_why text check (char_length(withdrawn_why) between 3 and 300),
  made_at timestamptz not null,
  check ((withdrawn_at is null) = (withdrawn_why is null))
);
-- What was withdrawn may be entered anew.
create unique index certificate_in_force on elections.certificate (election_id, authority, number, material) where withdrawn_at is null;
create index certificate_material on elections.certificate (material) where withdrawn_at is null;

-- The accounts on which the organisation itself speaks. Who answers for one is an office, never a private account.
create table elections.handle (
  id uuid primary key,
  -- Which network: a word of the room's own list.
  network text not null check (network ~ '^[a-z_]{1,30}$'),
  handle text not null check (char_length(handle) between 1 and 100),
  address text not null check (address ~ '^https://[^[:space:]]+$' and char_length(address) <= 400),
  answerable text not null check (char_length(answerable) between 3 and 120),
  since date not null,
  ended_on date,
  ended_why text check (char_length(ended_why) between 3 and 300),
  made_at timestamptz not null,
  check ((ended_on is null) = (ended_why is null) and ended_on >= since)
);
create unique index handle_in_force on elections.handle (network, lower(handle)) where ended_on is null;

grant select, insert on elections.certificate, elections.handle to {serving};
grant update (withdrawn_at, withdrawn_why) on elections.certificate to {serving};
grant update (ended_on, ended_why) on elections.handle to {serving};

-- The heads of the statement, as data: in which paper they were read, and when.
create table elections.expense_head (
  key text primary key check (key ~ '^[a-z0-9_]{1,40}$'),
  position smallint not null,
  -- How the form itself numbers it.
  number text not null check (char_length(number) between 1 and 20),
  name_hi text not null check (char_length(name_hi) between 3 and 200),
  name_en text not null check (char_length(name_en) between 3 and 200),
  source text not null check (char_length(source) between 3 and 400),
  read_on date not null,
  -- Nothing new is written under a head that is closed; what stands there stays.
  is_open boolean not null default true,
  version integer not null default 1
);
insert into elections.expense_head (key, position, number, name_hi, name_en, source, read_on)
select key, position, number, name_hi, name_en,
  'Heads of the abstract statement of election expenses (Part II) as candidates'' statements of 2022 are published by myneta.info; to be confirmed against the form in force',
  '2026-11-26'
from (values
  ('meetings', 1, 'i.a', 'सभा, रैली, जुलूस (स्टार प्रचारक के बिना)', 'Public meetings, rallies, processions (without star campaigners)'),
  ('meetings_star', 2, 'i.b', 'सभा, रैली, जुलूस (स्टार प्रचारक के साथ)', 'Public meetings, rallies, processions with star campaigners'),
  ('materials', 3, 'ii', 'प्रचार सामग्री: पर्चे, पोस्टर, ध्वनि-दृश्य, लाउडस्पीकर', 'Campaign materials: handbills, posters, video and audio, loudspeakers'),
  ('media', 4, 'iii', 'प्रिंट और इलेक्ट्रॉनिक मीडिया (केबल सहित)', 'Print and electronic media (cable network included)'),
  ('vehicles', 5, 'iv', 'वाहन और उनका ईंधन', 'Vehicles and their fuel'),
  ('workers', 6, 'v', 'प्रचार कार्यकर्ता', 'Campaign workers'),
  ('declarations', 7, 'vi', 'आपराधिक मामलों की घोषणा छपवाना', 'Publishing the declaration on criminal cases'),
  ('other', 8, 'vii', 'दूसरे खर्च', 'Other expenses'),
  ('virtual_payments', 9, 'viii.1', 'इंटरनेट: कंपनियों को विज्ञापन का भुगतान', 'Internet: payments to companies for advertisements'),
  ('virtual_content', 10, 'viii.2', 'इंटरनेट: सामग्री बनाना', 'Internet: making of content'),
  ('virtual_accounts', 11, 'viii.3', 'इंटरनेट: आधिकारिक खाते चलाने वालों का वेतन और खर्च', 'Internet: wages and running costs of official accounts')
) as given(key, position, number, name_hi, name_en);

-- The ledger: what is wrong is answered by a counter-entry, never taken away. Money in whole paise.
create table elections.expense (
  id uuid primary key,
  election_id uuid not null references elections.election,
  head_key text not null references elections.expense_head,
  spent_on date not null,
  paise bigint not null check (paise <> 0 and abs(paise) <= 10000000000000),
  what text not null check (char_length(what) between 3 and 300),
  paid_to text check (char_length(paid_to) <= 150),
  voucher text check (char_length(voucher) <= 60),
  means text not null check (means in ('cash', 'cheque', 'transfer', 'kind')),
  -- For which official account, where it was for one.
  handle_id uuid references elections.handle,
  reverses uuid unique references elections.expense,
  why text check (char_length(why) between 3 and 300),
  at timestamptz not null,
  check ((reverses is null) = (paise > 0) and (reverses is null) = (why is null))
);
create index expense_of on elections.expense (election_id, spent_on, id);
create function elections.keep_expenses() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is only written on' using errcode = 'integrity_constraint_violation';
end $$;
create trigger keep_expenses before update or delete on elections.expense for each row execute function elections.keep_expenses();
-- A counter-entry answers one entry, wholly.
create function elections.answer_wholly() returns trigger language plpgsql as $$
begin
  if not exists (select from elections.expense e where e.id = new.reverses and e.reverses is null and e.election_id = new.election_id
    and e.head_key = new.head_key and e.paise = - new.paise) then
    raise exception 'a counter-entry answers one entry wholly' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger answer_wholly before insert on elections.expense for each row when (new.reverses is not null) execute function elections.answer_wholly();

grant select, insert on elections.expense to {serving};
grant select, insert, update on elections.expense_head to {serving};

-- A ledger names whom the organisation paid: a wall of its own, behind the room's rights. Whoever acts for the whole state, in every wing.
alter table elections.expense enable row level security;
alter table elections.expense force row level security;
create policy of_the_state on elections.expense to {serving} using (
  (select access.scope_whole())
  and (select access.scope_low()) <= (select coalesce(min(lft), 0) from places.area where level = 'state')
  and (select access.scope_high()) >= (select coalesce(max(rgt), 0) from places.area where level = 'state'));
do $$ begin execute format('create policy owner on elections.expense to %I using (true)', current_user); end $$;
