import {
  checkPass,
  decodePass,
  passFromText,
  PassRefused,
  type CompactPass,
  type PassAnswer,
  type RevokedList,
} from '#engines/passes/index.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { passKeysOf, verifyPass } from './signing/passKeys.ts'
import { badgeStanding, cardOfPass, type BadgeOfPass, type CardOfPass } from './statusStore.ts'

/** What a stranger may learn of an entry pass besides what stands on it: of which event it is. Days are `YYYY-MM-DD`. */
export interface EventOfPass {
  readonly titleHi: string
  readonly titleEn: string
  readonly startsOn: string
  readonly endsOn: string
}
/** How a pass of a kind stands that another room gives. */
export type StandingOfPass = (
  tx: Transaction,
  pass: CompactPass,
) => Promise<{ readonly revoked: boolean; readonly event?: EventOfPass }>

/** A pass's answer, with what the house itself says of the thing this moment; nothing of a pass that does not hold. */
export interface CheckedPass {
  readonly answer: PassAnswer
  readonly card?: CardOfPass
  readonly badge?: BadgeOfPass
  readonly event?: EventOfPass
}

/**
 * The public answer to a pass, by its text or address: judged as a verifier does without a network, but against what the house knows this moment.
 * Never throws for what was typed; a revoked pass tells no name.
 * @param eventPasses asks the events room, which is above this one
 */
export async function checkPassOf(
  ctx: Context,
  text: string,
  eventPasses?: StandingOfPass,
): Promise<CheckedPass> {
  const read = readPass(text)
  if (!read) return { answer: { answer: 'couldNotCheck', why: 'unreadable', listAge: null } }
  const { bytes, pass } = read
  const { revoked, ...facts } = await ctx.transaction((tx) => standingOf(tx, pass, eventPasses))
  const now = ctx.now.getTime()
  const list: RevokedList | undefined =
    revoked === undefined
      ? undefined
      : { kind: pass.kind, about: pass.about, madeAt: now, size: 0, has: () => revoked }
  const answer = await checkPass(bytes, {
    keys: passKeysOf(ctx.platform.keys),
    list,
    now,
    verify: verifyPass,
  })
  return answer.answer === 'valid' ? { answer, ...facts } : { answer }
}

function readPass(text: string): { bytes: Uint8Array; pass: CompactPass } | undefined {
  try {
    const bytes = passFromText(text)
    return { bytes, pass: decodePass(bytes).pass }
  } catch (thrown) {
    if (thrown instanceof PassRefused) return undefined
    throw thrown
  }
}

async function standingOf(
  tx: Transaction,
  pass: CompactPass,
  eventPasses: StandingOfPass | undefined,
): Promise<Omit<CheckedPass, 'answer'> & { readonly revoked?: boolean }> {
  if (pass.kind === 'card') {
    const card = await cardOfPass(tx, pass.serial)
    return { revoked: !card?.valid, ...(card && { card }) }
  }
  if (pass.kind === 'badge') {
    const badge = await badgeStanding(tx, pass.serial)
    return { revoked: badge?.revoked ?? true, ...(badge && { badge }) }
  }
  return eventPasses ? eventPasses(tx, pass) : {}
}
