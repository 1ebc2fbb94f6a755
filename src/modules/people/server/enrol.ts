import { personActor } from '#platform/access/actor.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import { actingAs, type Context, type Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { blindIndex } from '#platform/keys/sealed.ts'
import { announce } from '#platform/outbox/announce.ts'
import { isSameName, twoScriptName, type JoinAsked } from '../domain/person.ts'
import { giveConsents } from './consentStore.ts'
import { boothWithin, constituencyWithin } from './homePlace.ts'
import { insertMissingBooth } from './missingBoothStore.ts'
import { crowdOutUnproved, holdPhone, peopleBehindPhone } from './householdStore.ts'
import { insertPerson } from './personStore.ts'
import type { PlaceOf } from './placeOfStore.ts'

/** Whom the form made a person, in ids only. */
export interface Joined {
  readonly personId: string
  /**
   * True when this name already stood behind this phone. The page must not say so before the phone's code was right: that somebody is a
   * member reveals an opinion.
   */
  readonly already: boolean
}

/** How somebody comes in: where to, in which wing, and what to do at the threshold. */
export interface Entrance {
  readonly place: PlaceOf
  readonly wing: number
  readonly invitationId: string | null
  /** The last step before the person is saved. @throws Refusal when the door has closed meanwhile */
  pass(): Promise<void>
}

/**
 * So many who never confirmed the phone may stand behind it, the newest ones: twice what strangers can add in an hour (codePerPhone of
 * platform/accounts), so that they cannot crowd out who is just looking for her code.
 */
const UNPROVED_BEHIND_A_PHONE = 10

/**
 * The one way in: looks at the entrance, checks the booth, makes the person with her consents. A household shares a phone; the same name
 * behind the same phone is the same person.
 * @param asked as its schema let it through, the phone in E.164
 * @throws Refusal badInput, or what the entrance throws
 */
export async function enrol(
  ctx: Context,
  verb: string,
  asked: JoinAsked,
  enter: (tx: Transaction) => Promise<Entrance>,
): Promise<Joined> {
  const { keys } = ctx.platform
  const { phone } = asked
  const personId = personIdFor(keys, asked.command)
  // From here on the newcomer acts, so that row-level security lets her see and write her own rows and nobody else's.
  const self = personActor({
    personId,
    accountId: personId,
    sessionId: personId,
    assurance: 1,
    authorities: [],
  })
  return actingAs(ctx, self).transaction((tx) =>
    // The command's input is kept as a keyed digest: a plain hash of a name and a phone could be guessed back.
    once(
      tx,
      { id: asked.command, verb, input: blindIndex(keys, JSON.stringify(asked)).toString('hex') },
      async () => {
        const entrance = await enter(tx)
        // Before anybody looks at who is behind the phone: what is wrong with the form is refused alike for members and strangers.
        const place = await homePlace(tx, asked, entrance.place)
        await holdPhone(tx, keys, phone)
        const household = await peopleBehindPhone(tx, keys, phone)
        const same = household.find((member) => isSameName(member.name, asked.name))
        if (same) return { personId: same.personId, already: true }
        await entrance.pass()
        // Anybody can type anybody's number; refusing further ones would let a stranger lock its owner out.
        const crowdedOut = await crowdOutUnproved(tx, keys, phone, UNPROVED_BEHIND_A_PHONE - 1)
        const name = twoScriptName(asked.name)
        const { wing, invitationId } = entrance
        await insertPerson(tx, keys, {
          id: personId,
          name,
          phone,
          language: ctx.locale,
          place,
          wing,
          invitationId,
          cameBy: asked.cameBy,
        })
        await giveConsents(tx, personId, ['membership', ...asked.purposes], ctx.locale)
        if (asked.missing)
          await insertMissingBooth(tx, {
            personId,
            constituency: place,
            wing,
            described: asked.missing.described,
          })
        record(tx, verb, `person:${personId}`, {
          place: place.id,
          wing,
          invitation: invitationId,
          ...(crowdedOut > 0 ? { crowdedOut } : {}),
        })
        await announce(tx, 'people.applied', { personId, placeId: place.id, wing })
        return { personId, already: false }
      },
    ),
  )
}

/** The chosen booth, else the constituency of the missing one, else where the entrance leads; never outside it. */
async function homePlace(tx: Transaction, asked: JoinAsked, entrance: PlaceOf): Promise<PlaceOf> {
  if (asked.missing) return constituencyWithin(tx, asked.missing.constituencyId, entrance)
  if (asked.boothId) return boothWithin(tx, asked.boothId, entrance)
  return entrance
}

/**
 * A newcomer's id follows from her form's command, so that a replay acts as the same person; keyed, so that nobody can choose the id of
 * another. Marked as UUID version 8 (RFC 9562 §5.8).
 */
function personIdFor(keys: KeyRing, command: string): string {
  const bytes = blindIndex(keys, `people.person:${command.toLowerCase()}`).subarray(0, 16)
  bytes[6] = 0x80 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
