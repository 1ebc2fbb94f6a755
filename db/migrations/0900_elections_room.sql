-- The election calendar and its rules. Nothing here is about a person; who changed what, the audit log says. Only the ledger (0901) names whom the organisation paid.
create schema elections;
grant usage on schema elections to {serving};

create table elections.election (
  id uuid primary key,
  kind text not null check (kind in ('assembly', 'assembly_by', 'parliament', 'parliament_by')),
  name_hi text not null check (char_length(name_hi) between 3 and 120),
  name_en text not null check (char_length(name_en) between 3 and 120),
  -- When the schedule was announced: from then the Model Code holds.
  announced_at timestamptz not null,
  -- The day on which the process was completed; null while it goes on.
  completed_on date,
  -- Where the same election polls in other states too: when the first of them opens and the last of them closes.
  first_elsewhere_at timestamptz,
  last_elsewhere_at timestamptz,
  version integer not null default 1,
  made_at timestamptz not null,
  changed_at timestamptz not null
);

-- A day of poll. Its hours hold wherever no narrower place of it says otherwise.
create table elections.phase (
  id uuid primary key,
  election_id uuid not null references elections.election,
  name_hi text not null check (char_length(name_hi) between 1 and 80),
  name_en text not null check (char_length(name_en) between 1 and 80),
  poll_on date not null,
  opens time not null,
  closes time not null,
  version integer not null default 1,
  changed_at timestamptz not null,
  -- The day before the last move, when and why: shown to whoever waits for it.
  moved_from date,
  moved_at timestamptz,
  moved_why text check (char_length(moved_why) between 3 and 300),
  -- Why hours or places were changed last while the day stayed.
  changed_why text check (char_length(changed_why) between 3 and 300),
  -- Countermanded: its windows hold nothing any more.
  withdrawn_at timestamptz,
  check (opens < closes)
);
create index phase_election on elections.phase (election_id);

-- Where it polls. Of a booth inside a constituency the booth's own hours hold. Two places may become one in a restructure: both rows stay, the later hour holds.
create table elections.polling_area (
  id bigint generated always as identity primary key,
  phase_id uuid not null references elections.phase,
  place_id uuid not null references places.place,
  place_lft integer not null,
  place_rgt integer not null,
  poll_on date,
  opens time,
  closes time,
  check ((opens is null) = (closes is null) and (poll_on is null or opens is not null)),
  check (opens < closes)
);
create index polling_area_phase on elections.polling_area (phase_id, place_lft);
create index polling_area_place on elections.polling_area (place_id);

-- What the law and the commission ask, as data: from when to when, of what, by which source, read when. A change is a new version; the old stay.
create table elections.rule (
  key text not null check (key in ('silence', 'exit_polls', 'opinion_polls', 'certificate_electronic', 'certificate_print', 'model_code', 'expenditure', 'expenditure_parliament')),
  version integer not null,
  position smallint not null,
  -- hold: waits until the window ends; certify: goes with a certificate's number alone; tell: people must know it, the gate does nothing.
  effect text not null check (effect in ('hold', 'certify', 'tell')),
  -- Ways out of the house that it concerns (platform/release).
  ways text[] not null,
  -- any: whatever it says; poll_result: what tells how people say they chose, or will choose.
  matter text not null check (matter in ('any', 'poll_result')),
  -- polling_area: where the poll is; everywhere: in the whole state.
  extent text not null check (extent in ('polling_area', 'everywhere')),
  -- Of which elections it speaks.
  kinds text[] not null default '{assembly,assembly_by,parliament,parliament_by}',
  from_anchor text not null,
  from_minutes integer not null,
  until_anchor text not null,
  until_minutes integer not null,
  name_hi text not null,
  name_en text not null,
  text_hi text not null,
  text_en text not null,
  -- The law or instruction, the paper in which it was read, and on which day.
  law text not null,
  source text not null,
  source_url text,
  read_on date not null,
  -- The organisation's lawyer, who has said that it is so; null until then.
  confirmed_by text check (char_length(confirmed_by) between 3 and 120),
  confirmed_on date,
  is_on boolean not null default true,
  at timestamptz not null default now(),
  primary key (key, version),
  check (from_anchor in ('announcement', 'first_poll_opens', 'poll_day_begins', 'poll_opens', 'poll_closes', 'poll_day_ends', 'last_poll_closes', 'completion')
    and until_anchor in ('announcement', 'first_poll_opens', 'poll_day_begins', 'poll_opens', 'poll_closes', 'poll_day_ends', 'last_poll_closes', 'completion')),
  check ((confirmed_by is null) = (confirmed_on is null)),
  -- A hold ends by itself, and the day of completion is known only afterwards.
  check (effect <> 'hold' or 'completion' not in (from_anchor, until_anchor))
);

insert into elections.rule (key, version, position, effect, ways, matter, extent, from_anchor, from_minutes, until_anchor, until_minutes,
  name_hi, name_en, text_hi, text_en, law, source, source_url, read_on) values
  ('silence', 1, 1, 'hold', '{in_app,push,sms,email,voice,kit,official,advertisement_electronic}', 'any', 'polling_area', 'poll_closes', -2880, 'poll_closes', 0,
    'मतदान से पहले की शांति: 48 घंटे', 'Silence before the poll: 48 hours',
    'मतदान ख़त्म होने के घंटे से 48 घंटे पहले से उस इलाके में चुनाव की बात नहीं दिखाई जाती; थोक SMS और आवाज़ के संदेश नहीं जाते। उस इलाके के लोगों के लिए लिखे संदेश तब तक रुकते हैं। अपने पंजीकरण की सूचनाएँ और लॉगिन कोड फिर भी आते हैं।',
    'In the 48 hours that end with the hour fixed for the close of the poll, no election matter is displayed in that polling area, and no bulk SMS or voice message goes there. Messages that somebody writes to the people of that area wait until then. Notes about one''s own registration and sign-in codes still come.',
    'Representation of the People Act 1951, s. 126(1)(b); bulk SMS and voice: Election Commission''s note of 9 October 2025. That the inbox and notifications are held too is this house''s caution, not the law''s word.',
    'Press reports of the Commission''s note of 9 October 2025 (Business Standard, 14 October 2025); the Act as well known', 'https://www.business-standard.com/elections/bihar-elections/bihar-polls-bulk-smses-voice-messages-during-silence-period-on-ec-radar-125101400714_1.html', '2026-11-26'),
  ('exit_polls', 1, 2, 'hold', '{voice,kit,official,advertisement_electronic,advertisement_print}', 'poll_result', 'everywhere', 'first_poll_opens', 0, 'last_poll_closes', 30,
    'एग्ज़िट पोल पर रोक', 'No exit polls',
    'पहले दिन मतदान शुरू होने से आख़िरी मतदान ख़त्म होने के आधे घंटे बाद तक, साथ घोषित दूसरे राज्यों को भी गिनकर, एग्ज़िट पोल का नतीजा कहीं नहीं फैलाया जाता। आयोग हर चुनाव के लिए समय अधिसूचित करता है: वही मान्य है।',
    'From the beginning of the hours of poll on the first day until half an hour after the close of the last poll, the other states of the same announcement included, no result of an exit poll is spread anywhere. The Commission notifies the period of each election: that one counts.',
    'Representation of the People Act 1951, s. 126A', 'The Commission''s notification of 24 March 2021 as published (7:00 on the first day to half past seven after the last poll); the Act as well known',
    'https://www.webnewswire.com/2021/03/26/general-elections-to-the-legislative-assemblies-of-assam-kerala-tamil-nadu-west-bengal-puducherry-and-bye-elections-to-the-house-of-the-people-and-legislative-assemblies-of-various-states/', '2026-11-26'),
  ('opinion_polls', 1, 3, 'hold', '{voice,kit,official,advertisement_electronic}', 'poll_result', 'polling_area', 'poll_closes', -2880, 'poll_closes', 0,
    'राय-सर्वे के नतीजे: 48 घंटे नहीं', 'No opinion polls for 48 hours',
    'शांति के 48 घंटों में राय-सर्वे या किसी और सर्वे का नतीजा भी नहीं दिखाया जाता।',
    'In the 48 hours of silence the result of an opinion poll or other survey is not displayed either.',
    'Representation of the People Act 1951, s. 126(1)(b), as the Commission reads it', 'The Commission''s notification of 24 March 2021 as published',
    'https://www.webnewswire.com/2021/03/26/general-elections-to-the-legislative-assemblies-of-assam-kerala-tamil-nadu-west-bengal-puducherry-and-bye-elections-to-the-house-of-the-people-and-legislative-assemblies-of-various-states/', '2026-11-26'),
  ('certificate_electronic', 1, 4, 'certify', '{advertisement_electronic,voice}', 'any', 'everywhere', 'announcement', 0, 'completion', 0,
    'विज्ञापन का प्रमाण-पत्र: टीवी, रेडियो, इंटरनेट', 'Certificate for advertisements: television, radio, internet',
    'टीवी, रेडियो, सिनेमा, इंटरनेट और सोशल मीडिया के विज्ञापन, थोक SMS और आवाज़ के संदेश मीडिया प्रमाणन समिति (MCMC) के प्रमाण-पत्र के बिना नहीं चलते। SMS के लिए यहाँ प्रमाण-पत्र नहीं पूछा जाता: भेजने से पहले ख़ुद लें।',
    'Advertisements on television, radio, cinema screens, the internet and its networks, bulk SMS and voice messages do not run without a certificate of the media certification committee (MCMC). Of SMS this house does not ask for it: get it before you send.',
    'Election Commission''s orders on pre-certification, repeated on 9 October 2025', 'Press reports of the Commission''s statement of 14 October 2025 (Business Standard)',
    'https://www.business-standard.com/elections/bihar-elections/bihar-polls-bulk-smses-voice-messages-during-silence-period-on-ec-radar-125101400714_1.html', '2026-11-26'),
  ('certificate_print', 1, 5, 'certify', '{advertisement_print}', 'any', 'everywhere', 'poll_day_begins', -1440, 'poll_day_ends', 0,
    'विज्ञापन का प्रमाण-पत्र: अख़बार', 'Certificate for advertisements: newspapers',
    'मतदान के दिन और उससे एक दिन पहले अख़बार का विज्ञापन भी प्रमाण-पत्र के बिना नहीं छपता। अर्ज़ी छपने से कम से कम दो दिन पहले देनी होती है।',
    'On the day of poll and the day before, an advertisement in print needs a certificate too. It is applied for at least two days before it is to appear.',
    'Election Commission''s direction for each election', 'Election Commission, press release 2249301 of 6 April 2026', 'https://pibtracker.com/release/2026/apr/06/election-commission/general-elections-bye-elections-2026-pre-certification-print-ads-mcmc-pre-poll-2249301', '2026-11-26'),
  ('model_code', 1, 6, 'tell', '{}', 'any', 'everywhere', 'announcement', 0, 'completion', 0,
    'आदर्श आचार संहिता', 'Model Code of Conduct',
    'चुनाव की घोषणा से चुनाव पूरा होने तक आदर्श आचार संहिता लागू रहती है।',
    'From the announcement of the election until it is completed the Model Code of Conduct holds.',
    'Election Commission''s Model Code of Conduct', 'As well known; the design of this house names its window', null, '2026-11-26'),
  ('expenditure', 1, 7, 'tell', '{}', 'any', 'everywhere', 'completion', 0, 'completion', 108000,
    'खर्च का ब्योरा, विधानसभा: 75 दिन', 'Statement of expenditure, Assembly: 75 days',
    'प्रचार का खर्च, इंटरनेट और आधिकारिक खातों का भी, विधानसभा चुनाव पूरा होने के 75 दिन में बताया जाता है। उम्मीदवार का अपना ब्योरा अलग है: नतीजे के 30 दिन में (धारा 78)। उपचुनाव का समय वकील से पूछें।',
    'What the campaign cost, the internet and official accounts included, is stated within 75 days of the completion of an election to the Assembly. A candidate''s own account is another matter: within 30 days of the result (s. 78). Ask the lawyer for the time of a by-election.',
    'Election Commission''s instruction under Article 324; Representation of the People Act 1951, s. 78 for candidates', 'Press reports of the Commission''s statement of 14 October 2025; the Act as well known', null, '2026-11-26'),
  ('expenditure_parliament', 1, 8, 'tell', '{}', 'any', 'everywhere', 'completion', 0, 'completion', 129600,
    'खर्च का ब्योरा, लोकसभा: 90 दिन', 'Statement of expenditure, Lok Sabha: 90 days',
    'प्रचार का खर्च, इंटरनेट और आधिकारिक खातों का भी, लोकसभा चुनाव पूरा होने के 90 दिन में बताया जाता है। उम्मीदवार का अपना ब्योरा अलग है: नतीजे के 30 दिन में (धारा 78)। उपचुनाव का समय वकील से पूछें।',
    'What the campaign cost, the internet and official accounts included, is stated within 90 days of the completion of an election to the Lok Sabha. A candidate''s own account is another matter: within 30 days of the result (s. 78). Ask the lawyer for the time of a by-election.',
    'Election Commission''s instruction under Article 324; Representation of the People Act 1951, s. 78 for candidates', 'As well known; to be confirmed against the instruction in force', null, '2026-11-26');
update elections.rule set kinds = '{assembly,assembly_by}' where key = 'expenditure';
update elections.rule set kinds = '{parliament,parliament_by}' where key = 'expenditure_parliament';

create function elections.keep_versions() returns trigger language plpgsql as $$
begin
  raise exception 'a version of a rule stays as it is' using errcode = 'integrity_constraint_violation';
end $$;
create trigger keep_versions before update or delete on elections.rule for each row execute function elections.keep_versions();

grant select, insert, update on elections.election, elections.phase to {serving};
grant select, insert, delete on elections.polling_area to {serving};
grant select, insert on elections.rule to {serving};

-- Areas go where their places go.
create trigger stand_right before insert or update of place_id, place_lft, place_rgt on elections.polling_area
  for each row when (access.tree_stands()) execute function places.stand_right('moves', 'span');
create function elections.follow_tree(restructure uuid, at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update elections.polling_area w set place_id = t.id, place_lft = t.lft, place_rgt = t.rgt from places.now_at(restructure) t
  where w.place_id = t.was and (w.place_id, w.place_lft, w.place_rgt) is distinct from (t.id, t.lft, t.rgt);
end $$;
create function elections.standing_at(places uuid[]) returns table (place_id uuid, what text, n bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.place_id, 'polls', count(*) from elections.polling_area a join elections.phase p on p.id = a.phase_id
  join elections.election e on e.id = p.election_id
  where a.place_id = any (places) and p.withdrawn_at is null and e.completed_on is null group by 1
$$;
revoke all on function elections.follow_tree(uuid, timestamptz), elections.standing_at(uuid[]) from public;
grant execute on function elections.follow_tree(uuid, timestamptz), elections.standing_at(uuid[]) to {serving};
insert into places.follower (room, follow, standing) values ('elections', 'elections.follow_tree', 'elections.standing_at');
