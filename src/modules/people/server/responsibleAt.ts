import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { responsibleSchema, type ResponsibleQuery } from '../domain/responsible.ts'
import { indianDay, startOfIndianDay } from '../domain/term.ts'
import { officesAt, type Office } from './officeStore.ts'
import { endedPlace, heirsAmong, pathTo, placeOf, type EndedPlace, type PlaceOf } from './placeOfStore.ts'
import { mayAskWhoIsResponsible, mayEndAppointment, officesSeenIn } from './appointmentPolicy.ts'

export interface Responsible {
  readonly place: PlaceOf
  /** The place that was asked for, where it has ended: who took over, and since which day. Until then it is told as itself. */
  readonly ended: (EndedPlace & { readonly heir: PlaceOf }) | undefined
  /** The day that is looked at, in India. */
  readonly on: string
  /** Whether that is today: then it is told as it stands now. */
  readonly today: boolean
  /** From the place itself up to the state, each with who held what. */
  readonly levels: readonly {
    readonly place: PlaceOf
    readonly offices: readonly Office[]
    /** Wings (null: the offices of every wing) whose whole committee here the asker could dissolve; only today is that asked. */
    readonly dissolvable: readonly (number | null)[]
  }[]
}

/**
 * Who is, was or will be responsible at a place on a day, from the place itself up to the state: of today as it stands now, of another day
 * as it stood at its end. A wing's coordinator sees the wing's own chain and those who act for every wing.
 * @throws Refusal notSignedIn, badInput, notFound for an unknown place, or forbidden for one outside one's scope
 */
export async function responsibleAt(ctx: Context, input: ResponsibleQuery): Promise<Responsible> {
  const asked = parse(responsibleSchema, input)
  const actor = requirePerson(ctx.actor)
  const today = indianDay(ctx.now)
  const on = asked.on ?? today
  return ctx.transaction(async (tx) => {
    const place = await placeOf(tx, asked.placeId)
    if (!place) throw new Refusal('notFound', { reason: 'people_c_place_unknown' })
    authorise(mayAskWhoIsResponsible(actor, place))
    const ended = place.id === asked.placeId ? undefined : await endedPlace(tx, asked.placeId)
    const path = ended && on < ended.on ? await wayTo(tx, ended) : await pathTo(tx, place)
    const at = on === today ? ctx.now : new Date(startOfIndianDay(on).getTime() + LAST_INSTANT_MS)
    // Of days before a restructure: who led what became part of these places.
    const heirs = await heirsAmong(tx, path)
    const found = await officesAt(tx, [...path.map(({ id }) => id), ...heirs.keys()], at)
    const seen = found.filter((office) => officesSeenIn(actor, place, office.wing))
    const levels = path.toReversed().map((level) => {
      const { lft, rgt } = level
      const here = seen.filter(({ placeId }) => (heirs.get(placeId) ?? placeId) === level.id)
      const mayEnd = ({ personId, role, wing }: (typeof here)[number]) =>
        on === today && mayEndAppointment(actor, { id: personId }, { role, lft, rgt, wing }).allowed
      // A committee goes as a whole: one seat that is not the asker's to end, her own among them, and there is nothing to offer.
      const dissolvable = [...new Set(here.map(({ wing }) => wing))].filter((wing) =>
        here.every((office) => office.wing !== wing || mayEnd(office)),
      )
      const offices = here.map((office) => ({
        ...office,
        mayHandOver: office.open && mayEnd(office),
        awaitsDeclaration: on === today && office.awaitsDeclaration,
      }))
      return { place: level, offices, dissolvable }
    })
    return { place, ended: ended && { ...ended, heir: place }, on, today: on === today, levels }
  })
}

/** From the state down to a place that has ended: what it lay in leads there. */
async function wayTo(tx: Transaction, { place, parentId }: EndedPlace): Promise<readonly PlaceOf[]> {
  const above = parentId === null ? undefined : await placeOf(tx, parentId)
  return [...(above ? await pathTo(tx, above) : []), place]
}

/** A day's last millisecond, from its first. */
const LAST_INSTANT_MS = DAY_MS - 1
