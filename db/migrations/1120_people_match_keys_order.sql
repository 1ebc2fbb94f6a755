-- The engine puts more surnames that were written first behind the own name, and parts Ramniwas in each of its spellings (src/engines/matching/readName.ts,
-- nameWords.ts): keys made by the old ear would no longer meet those made by the new one. people.fillMatchKeys makes them again; who was erased keeps none.
update people.person set match_given = null where match_given <> '';
