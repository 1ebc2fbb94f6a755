-- As 0472: whoever is deleted is looked for by an index where reports grow with the people.
create index report_answered_by_whom on tasks.report (answered_by) where answered_by is not null;
create index report_change_by_person on tasks.report_change (by_person) where by_person is not null;
