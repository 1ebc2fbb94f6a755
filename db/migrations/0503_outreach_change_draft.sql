-- A draft may be changed until it is let go: where it goes, by which channels, and every word of it. What went out never changes.

grant update (place_id, place_lft, place_rgt, wing, audience, channels, title_hi, title_en, words_hi, words_en, template_hi, template_en,
  sms_hi, sms_en, content_hash) on outreach.message to {serving};

create function outreach.keep_what_went_out() returns trigger language plpgsql as $$
begin
  raise exception 'message % is no draft any more', old.id using errcode = 'integrity_constraint_violation';
end $$;
-- Place numbers are not among these: a message follows its place through a restructure.
create trigger keep_what_went_out before update of wing, audience, channels, title_hi, title_en, words_hi, words_en, template_hi, template_en,
  sms_hi, sms_en, content_hash on outreach.message
  for each row when (old.state <> 'draft') execute function outreach.keep_what_went_out();
