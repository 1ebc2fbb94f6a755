-- The tables that are read before anybody acts carry no row-level policy (docs/decisions/0009): what stands in its place is that nothing
-- in them can be read without the keys, and that the serving role may change only what must change. Whose phone an account is, whose
-- passkey or API key and with what rights, to whom a message goes and what it says: written once, never rewritten.
revoke update on all tables in schema accounts from {serving};
grant update (seen_at) on accounts.device to {serving};
grant update (token_hash, account_id, person_id, second_step_until, seen_at, expires_at, revoked_at) on accounts.session to {serving};
grant update (code_hmac, sends, sent_at, expires_at, attempts, used_at) on accounts.challenge to {serving};
-- A secret that is not confirmed yet may be made anew; it never passes to another person.
grant update (id, secret_sealed, made_at, last_step, confirmed_at) on accounts.totp to {serving};
grant update (counter, used_at) on accounts.passkey to {serving};
grant update (challenge, expires_at) on accounts.ceremony to {serving};
grant update (used_at) on accounts.recovery_code to {serving};
grant update (seen_at, revoked_at) on accounts.api_key to {serving};
-- rate-limiter-flexible's own statement.
grant update on accounts.budget to {serving};

revoke update on platform.message from {serving};
grant update (state, provider_id, attempts, next_attempt_at, fault, changed_at) on platform.message to {serving};
