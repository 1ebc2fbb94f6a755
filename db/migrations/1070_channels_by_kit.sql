-- A recall by whoever leads a part takes what was posted of one kit: found by the kit.
create index target_kit on channels.target (kit_id) where kit_id is not null;
-- What waits for a person stands first on the page of posts, however many went well.
create index target_needy on channels.target (changed_at desc) where state in ('ambiguous', 'failed') or needs_hand;
