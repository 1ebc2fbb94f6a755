-- A scan that does not agree with what the house knows (another day than the event's, a pass of nobody's, somebody whom the gate refused) is kept, and
-- counts once somebody rules so: src/modules/events/domain/gate/doubt.ts.
alter table events.scan drop constraint scan_standing_check;
alter table events.scan add constraint scan_standing_check check (standing in ('counts', 'late', 'own', 'doubted'));
alter table events.gate_question drop constraint gate_question_kind_check;
alter table events.gate_question add constraint gate_question_kind_check
  check (kind in ('two_gates', 'two_places', 'again', 'question', 'late', 'own', 'doubted'));
