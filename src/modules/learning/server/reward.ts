import type { Transaction } from '#platform/context.ts'

/**
 * What a passed course earns and what a changed fact does to it, in one file: the room `credentials` stands below and answers for badges. Until it is
 * there nothing is earned, and nothing on any page says that something was.
 */
export const reward = {
  /** A fact that this course teaches has changed: badges for it want a refresh. */
  async courseChanged(_tx: Transaction, _courseKey: string): Promise<void> {},
} as const
