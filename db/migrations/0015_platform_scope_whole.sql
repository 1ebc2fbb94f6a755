-- Most scopes are one place in every wing. Then "between its bounds" says all that the ranges say, and a row need not be looked for among
-- 31 of them: on 50,000 people that search was a third of the state's roll-up. src/platform/access/scope.ts decides it with the scope.
create function access.scope_whole() returns boolean
  language sql stable parallel safe
  return coalesce(nullif(current_setting('karyakarta.scope_whole', true), ''), 'off')::boolean;
