-- How many people one hand took out within a day is counted from the notes for those people.
create index sighting_exported on people.sighting (seen_by, at) where what = 'export';
