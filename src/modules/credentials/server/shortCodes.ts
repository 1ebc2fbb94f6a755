import { createHmac } from 'node:crypto'
import type { CompactPass, PassAnswer } from '#engines/passes/index.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { markOf, readShortCode, writeShortCode, type CodedKind } from '../domain/shortCode.ts'
import type { CheckedPass } from './checkPassOf.ts'
import { badgeOfCode, cardOfPass } from './statusStore.ts'

const markUnder = (key: ReturnType<KeyRing['newest']>, kind: CodedKind, serial: number): number =>
  markOf(createHmac('sha256', key.secret).update(`credentials.shortCode:${kind}:${serial}`).digest())

/** The code of a card or badge as it stands beside its QR code. */
export const shortCodeOf = (keys: KeyRing, kind: CodedKind, serial: number): string =>
  writeShortCode({ kind, serial, mark: markUnder(keys.newest('index'), kind, serial) })

const UNKNOWN: CheckedPass = { answer: { answer: 'couldNotCheck', why: 'unreadable', listAge: null } }

/**
 * The public answer to a short code, which only the house can give: what its pass would say, and how it stands this moment. Never throws for what was
 * typed; what is revoked tells no name.
 */
export async function checkShortCode(ctx: Context, typed: string): Promise<CheckedPass> {
  const code = readShortCode(typed)
  const isOurs =
    code && ctx.platform.keys.all('index').some((key) => markUnder(key, code.kind, code.serial) === code.mark)
  if (!isOurs) return UNKNOWN
  const { kind, serial } = code
  return kind === 'card' ? cardAnswer(ctx, serial) : badgeAnswer(ctx, serial)
}

const revoked = (kind: CodedKind, serial: number): CheckedPass => ({
  answer: { answer: 'revoked', kind, serial, listAge: 0 },
})

async function cardAnswer(ctx: Context, serial: number): Promise<CheckedPass> {
  const card = await ctx.transaction((tx) => cardOfPass(tx, serial))
  if (!card?.valid) return revoked('card', serial)
  const pass = { kind: 'card', serial, about: 0, from: indianDay(ctx.now), until: null, name: card.firstNameHi, words: card.constituencyHi ?? '' } as const // prettier-ignore
  return { answer: { answer: 'valid', pass, listAge: 0 }, card }
}

async function badgeAnswer(ctx: Context, serial: number): Promise<CheckedPass> {
  const badge = await ctx.transaction((tx) => badgeOfCode(tx, serial))
  if (!badge || badge.revoked) return revoked('badge', serial)
  const { award, name, earnedAt, expiresAt, ...facts } = badge
  const pass: CompactPass = {
    ...{ kind: 'badge', serial, about: award, name: name ?? '', words: facts.nameHi },
    from: indianDay(earnedAt),
    until: expiresAt && indianDay(expiresAt),
  }
  const isOver = expiresAt !== null && expiresAt <= ctx.now
  const answer: PassAnswer = { answer: isOver ? 'expired' : 'valid', pass, listAge: 0 }
  return isOver ? { answer } : { answer, badge: facts }
}
