-- The ledger of a message to fifty thousand people spent a fifth of its time looking up numbers that the statement had taken from people's own rows,
-- with the tree in hand (0470; withNumbersKnown).
drop trigger stand_right on outreach.delivery;
create trigger stand_right before insert or update of place_id, place_lft on outreach.delivery
  for each row when (access.tree_stands() and access.number_known() is not true) execute function places.stand_right('stays');
