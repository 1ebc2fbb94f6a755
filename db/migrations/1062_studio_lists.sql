-- Lists are read in the order in which they are shown, no further than they show.
create index media_newest on studio.media (made_at desc, id desc);
drop index studio.piece_changed;
create index piece_changed on studio.piece (changed_at desc, id desc);
create index story_answered on studio.story (state, answered_at desc, id);
create index piece_in_review on studio.piece (changed_at desc, id desc) where state = 'in_review';
