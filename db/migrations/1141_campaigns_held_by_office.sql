-- A scheduled kit waits too when whoever released it holds no office there any more, or turns out to be the person who wrote it (decision 0042).
alter table campaigns.kit drop constraint kit_held_why_check;
alter table campaigns.kit add constraint kit_held_why_check check (held_why in ('approval_voided', 'piece_retired', 'office_ended', 'same_hand'));
