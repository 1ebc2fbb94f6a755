import { json } from '@sveltejs/kit'
import { CLOCK_SLACK_MS } from '#modules/tasks/domain/moment.ts'
import { didBeforeMerge } from '#modules/people/server/didBeforeMerge.ts'
import { myFormerRecords } from '#modules/people/server/myFormerRecords.ts'
import { requirePerson } from '#platform/access/authorise.ts'
import { spend } from '#platform/accounts/budgets.ts'
import { ownerTag, phoneKey } from '#platform/accounts/phoneOwner.ts'
import type { Context } from '#platform/context.ts'
import { isRefusal, Refusal, type RefusalId } from '#platform/errors/catalogue.ts'
import { readFormWithFiles } from '#platform/errors/parse.ts'
import { wordsOf, wordsOfRefusal } from '#platform/i18n/wordsOf.ts'
import type { Answer, Answers, OwnerAnswer, WireCommand } from '#offline/wire.ts'
import { OWN_COMMANDS, type Said } from '../ownCommands.ts'
import { readBatch } from './readBatch.ts'
import type { RequestHandler } from './$types'

/** Seconds after which a phone comes again when the house itself is not well. */
const UNWELL_S = 60

/** Whose phone this is, and with what it seals what waits: asked when it keeps her pages. */
export const GET: RequestHandler = async ({ locals: { context } }) => {
  const { personId } = requirePerson(context.actor)
  const { keys } = context.platform
  const named = (id: string) => ({ owner: ownerTag(keys, id), key: phoneKey(keys, id) })
  return json({
    ...named(personId),
    former: (await myFormerRecords(context)).map(named),
    now: context.now.toISOString(),
  } satisfies OwnerAnswer)
}

/**
 * Commands that were made without a network, each by the verb that its page calls. Every command has an answer of its own and stands in a
 * transaction of its own, so a batch that was cut off is sent again whole. What another person made is taken in nobody's name.
 */
export const POST: RequestHandler = async (event) => {
  const { context } = event.locals
  const { personId } = requirePerson(context.actor)
  await spend(context.platform, 'syncPerPerson', personId)
  const { fields, files } = await readFormWithFiles(event.request)
  const batch = readBatch(fields.batch)
  if (batch.owner !== ownerTag(context.platform.keys, personId))
    throw new Refusal('forbidden', { reason: 'offline_other_person' })
  const wrong = context.now.getTime() - Date.parse(batch.sentAt)
  const answers: Answer[] = []
  // In the order in which they were made: a correction comes after what it corrects.
  for (const command of batch.commands) {
    const said: Said = {
      fields: { ...command.fields, command: command.id },
      photo: files.get(`photo-${command.id}`)?.stream() as AsyncIterable<Uint8Array> | undefined,
      madeAt: setRight(command.madeAt, wrong),
    }
    answers.push(await answer(context, command, said))
  }
  return json({ answers } satisfies Answers)
}

/** By how much the phone's clock was wrong when it sent, it was wrong when it made; within a few minutes it is left alone. */
function setRight(madeAt: string, wrongMs: number): string {
  return Math.abs(wrongMs) > CLOCK_SLACK_MS ? new Date(Date.parse(madeAt) + wrongMs).toISOString() : madeAt
}

async function answer(context: Context, command: WireCommand, said: Said): Promise<Answer> {
  const { id, verb } = command
  try {
    await OWN_COMMANDS[verb].run(context, said)
    return { id, outcome: 'done' }
  } catch (thrown) {
    if (!isRefusal(thrown)) {
      context.platform.log.error({ err: thrown, verb, command: id }, 'broken')
      return { id, outcome: 'later', afterSeconds: UNWELL_S }
    }
    if (LATER.has(thrown.id))
      return { id, outcome: 'later', afterSeconds: thrown.retryAfterSeconds ?? UNWELL_S }
    if (thrown.id === 'commandReused' && (await didBeforeMerge(context, command)))
      return { id, outcome: 'done' }
    return (await question(context, command, said, thrown)) ?? refused(id, thrown)
  }
}

const LATER: ReadonlySet<RefusalId> = new Set(['tooOften', 'unavailable', 'broken'])

async function question(
  context: Context,
  { id, verb }: WireCommand,
  said: Said,
  refusal: Refusal,
): Promise<Answer | undefined> {
  const ask = refusal.reason === undefined ? undefined : OWN_COMMANDS[verb].asks?.[refusal.reason]
  if (!ask) return undefined
  try {
    return { id, outcome: 'question', question: await ask(context, said) }
  } catch (thrown) {
    // What there was to ask about is gone as well: then the refusal itself is the answer.
    if (isRefusal(thrown)) return undefined
    throw thrown
  }
}

function refused(id: string, refusal: Refusal): Answer {
  const fields = Object.fromEntries(
    Object.entries(refusal.fields).map(([field, word]) => [field, wordsOf(word)]),
  )
  const words =
    wordsOfRefusal(refusal) ?? wordsOf(Object.values(refusal.fields)[0] ?? `people_refused_${refusal.id}`)
  return { id, outcome: 'refused', reason: refusal.id, words, fields }
}
