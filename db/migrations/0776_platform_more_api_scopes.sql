-- Two resources more that a key may be narrowed to: src/platform/accounts/apiScopes.ts holds the same list.
alter table accounts.api_key drop constraint api_key_scopes_check;
alter table accounts.api_key add constraint api_key_scopes_check check (
  cardinality(scopes) > 0 and scopes <@ array[
    'read', 'write', 'people:read', 'places:read', 'coverage:read', 'offices:read', 'tasks:read', 'tasks:write', 'events:read', 'learning:read'
  ]);
