-- Where others coordinate below the reader (people.delegated) is asked for the numbers beside her links, on every page of hers. Volunteers' offices
-- are a hundred times as many: 50,000 rows were read for a few hundred.
create index appointment_office_place on people.appointment (place_lft) where role in ('coordinator', 'supervisor');
