-- Whoever is deleted (an import taken back, an application that nobody confirmed, the end of retention) is looked for in every column that
-- names a person. Without an index that is the whole table for each of them: half a second a person in a state of 500,000.
create index appointment_given_by on people.appointment (given_by) where given_by is not null;
create index appointment_ended_by on people.appointment (ended_by) where ended_by is not null;
create index vouch_vouched_by on people.vouch (vouched_by) where vouched_by is not null;
create index vouch_called_back_by on people.vouch (called_back_by) where called_back_by is not null;
create index decision_decided_by on people.decision (decided_by) where decided_by is not null;
create index activity_confirmed_by on people.activity (confirmed_by) where confirmed_by is not null;
create index booth_change_settled_by on people.booth_change (settled_by) where settled_by is not null;
