-- What a load or an import brings stands in a GIN index's pending list until vacuum comes by. Until then every question walks through that list, and the
-- planner rather reads all words: a search took half a second instead of fifteen milliseconds for as long as autovacuum let wait. Words change seldom,
-- so that each is entered at once; what stands in the lists is entered now. The index of the places themselves keeps its list: a split renumbers 45,000 of them.
alter index places.search_word_alike set (fastupdate = off);
alter index people.name_word_alike set (fastupdate = off);
select gin_clean_pending_list('places.search_word_alike'), gin_clean_pending_list('people.name_word_alike');
