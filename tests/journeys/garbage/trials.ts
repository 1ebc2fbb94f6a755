import fc from 'fast-check'
import { isDoorOf } from './editionDoors.ts'
import { nameOf, type Attempt } from './attempts.ts'
import { garbageFor } from './requests.ts'
import { seedOf } from './seedOf.ts'
import { isHers } from './shares.ts'
import type { Survey } from './survey.ts'
import { faultOf } from './verdict.ts'
import { visit, type Sent, type Visitor } from './visit.ts'
import type { Guise } from './visitors.ts'

/** Another seed and more tries find other things: `GARBAGE_SEED=7 GARBAGE_TRIES=6 npm run test:journeys -- --project garbage`. */
const SEED = Number(process.env.GARBAGE_SEED ?? 20_260_701)
/**
 * How often each thing is tried by each visitor who has that door at all: with the one seed of `npm test` a second time would be the same second request
 * on each day. Whoever looks for new cases asks for more, with another seed (docs/decisions/0045).
 */
const TRIES = Number(process.env.GARBAGE_TRIES ?? 1)
/** What this visitor tries: all there is where somebody looks for new cases, else her share. */
export const attemptsOf = (guise: Guise, attempts: readonly Attempt[]): readonly Attempt[] =>
  TRIES > 1 ? attempts : attempts.filter((attempt) => isHers(guise, attempt))

/** One fault of the house shows at many doors. */
const TOLD = 20

/** One visitor's trials, and what they found. */
export class Trials {
  readonly faults: string[] = []
  readonly tried = new Set<string>()
  sent = 0
  readonly #guise: Guise
  readonly #survey: Survey

  constructor(guise: Guise, survey: Survey) {
    this.#guise = guise
    this.#survey = survey
  }

  /** Tries one thing a few times, with a seed of its own; stops at the first fault. */
  async run(attempt: Attempt, enter: () => Promise<Visitor>): Promise<void> {
    const name = nameOf(attempt)
    const seed = seedOf(`${SEED} ${this.#guise.edition} ${this.#guise.name} ${name}`)
    const garbage = garbageFor(attempt, this.#survey, this.#guise.persona === undefined)
    const property = fc.asyncProperty(garbage, async (sent) => {
      const visitor = await enter()
      const fault = await this.#try(attempt, visitor, sent)
      if (fault) this.faults.push(`${name}: ${fault}\n  GARBAGE_SEED=${SEED} ${told(sent)}`)
      return fault === undefined
    })
    await fc.check(property, {
      seed,
      numRuns: isDoorOf(this.#guise.edition, attempt.door.id) ? TRIES : 1,
      endOnFailure: true,
    })
  }

  /** The first of the faults, each with all that is needed to see it again. */
  told(): string {
    return [`${this.faults.length} faults`, ...this.faults.slice(0, TOLD)].join('\n\n')
  }

  async #try(attempt: Attempt, visitor: Visitor, sent: Sent): Promise<string | undefined> {
    this.tried.add(nameOf(attempt))
    this.sent++
    const { edition, persona } = this.#guise
    try {
      const answer = await visit(visitor, sent)
      const mayReveal = Boolean(persona?.authenticatorSecret)
      return faultOf({ attempt, visitor, edition, ownPhone: persona?.phone, mayReveal, sent, answer })
    } catch (thrown) {
      return thrown instanceof Error ? thrown.message : String(thrown)
    }
  }
}

const told = ({ method, path, headers, body, forged }: Sent): string =>
  [
    `${method} ${path.slice(0, 400)}`,
    JSON.stringify(headers),
    forged ? `cookies ${forged.slice(0, 200)}` : '',
    JSON.stringify(body.toString('latin1').slice(0, 600)),
  ].join(' ')
