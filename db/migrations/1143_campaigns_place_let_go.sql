-- Whom a kit asks was counted and shown when somebody let it go. Where its campaign's place has been merged into another since, or handed over by a split,
-- it would ask people whom nobody counted: what has not come out waits for a new decision, and of what is out its page says so (decision 0042).
alter table campaigns.kit add column let_go_place uuid;
update campaigns.kit k set let_go_place = c.place_id from campaigns.campaign c where c.id = k.campaign_id and k.state <> 'draft';
alter table campaigns.kit drop constraint kit_held_why_check;
alter table campaigns.kit add constraint kit_held_why_check
  check (held_why in ('approval_voided', 'piece_retired', 'office_ended', 'same_hand', 'place_changed'));
