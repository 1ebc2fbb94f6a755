-- What a rule of the gate holds is found when the rule itself has changed, and asked again at once.
create index delivery_held on outreach.delivery (reason) where state = 'waiting' and reason is not null;
