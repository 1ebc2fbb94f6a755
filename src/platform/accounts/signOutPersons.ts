import type { Transaction } from '../context.ts'
import { endSessionsAndKeys } from './sessionStore.ts'

/**
 * Ends every session and API key of persons, who sign in anew if they still may; what else lets them in (second factors, recognised browsers)
 * stays. The rooms above say who, in their own transaction.
 */
export const signOutPersons = (tx: Transaction, persons: readonly string[]): Promise<void> =>
  endSessionsAndKeys(tx, persons)
