import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { blindIndex } from '#platform/keys/sealed.ts'
import { announce } from '#platform/outbox/announce.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { harassmentSchema, type ReportHarassment } from '../domain/harassment.ts'
import { insertReport } from './harassmentStore.ts'

/**
 * Takes a report from anybody, signed in or not. It goes past the coordinators of the place to those who act for the whole state, because
 * it may be about one of them.
 * @throws Refusal commandReused when the same command says something else: no words are lost in silence
 * @returns the report's id, with which words may be added within the hour (tellMore)
 */
export async function reportHarassment(ctx: Context, input: ReportHarassment): Promise<{ reportId: string }> {
  const { command, ...asked } = parse(harassmentSchema, input)
  const { keys } = ctx.platform
  // A keyed digest of all that was said: the same command with other words is no replay, and a plain hash could be guessed back.
  const digest = blindIndex(keys, JSON.stringify(asked)).toString('hex')
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.reportHarassment', input: digest }, async () => {
      const id = uuidv7(tx.now)
      await insertReport(tx, keys, { id, kind: asked.kind, told: asked.told, contact: asked.contact })
      record(tx, 'people.reportHarassment', `harassment:${id}`, { kind: asked.kind })
      await announce(tx, 'people.harassmentReported', { reportId: id })
      return { reportId: id }
    }),
  )
}
