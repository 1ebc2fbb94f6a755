-- Who looked at a person's record is noted and never rewritten; it goes with the person, by the owner's cascade.
revoke update, delete on people.sighting from {serving};
