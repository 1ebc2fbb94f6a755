-- That two records are two people may have been a slip of the finger: whoever leads both takes it back, and finds it among what was said lately.
grant delete on people.kept_apart to {serving};
create index kept_apart_recent on people.kept_apart (said_at desc, one_id, other_id);
