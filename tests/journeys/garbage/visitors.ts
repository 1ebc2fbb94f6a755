import { TOTP } from 'otpauth'
import { PERSONAS, type Persona } from '../../../src/demo/personas.ts'
import type { EditionName } from '../../../src/platform/environment/environment.ts'
import { addresses, fillIn, look, type Visitor } from './visit.ts'

/** Somebody who comes to an edition's doors; nobody in particular when there is no persona. */
export interface Guise {
  readonly name: string
  readonly edition: EditionName
  readonly language: 'hi' | 'en'
  readonly persona: Persona | undefined
  /** Tells visitors apart: in their seeds and in the addresses they come from. */
  readonly number: number
}

const EDITIONS = ['organisation', 'programme'] as const

/** Everybody whom the product knows as a persona, and a stranger to each edition; every other one reads English. */
export const GUISES: readonly Guise[] = EDITIONS.flatMap((edition) => [
  { name: 'nobody', edition, persona: undefined },
  ...PERSONAS.filter((persona) => persona.edition === edition).map((persona) => ({
    name: persona.key,
    edition,
    persona,
  })),
]).map((guise, number) => ({
  ...guise,
  number,
  language: number % 2 === 0 ? 'hi' : 'en',
}))

const portOf = (edition: EditionName): number =>
  Number(
    new URL((edition === 'organisation' ? process.env.JOURNEY_ORGANISATION : process.env.JOURNEY_PROGRAMME)!)
      .port,
  )

/** @param part second byte of the addresses that this visitor comes from */
export const stranger = ({ name, edition, language }: Guise, part: number): Visitor => ({
  name,
  language,
  port: portOf(edition),
  cookies: new Map([['language', language]]),
  from: addresses(part),
})

/** Signs in by the demo's link, once more for each visitor: at assurance 1. */
export async function signedIn(guise: Guise, part: number): Promise<Visitor> {
  const visitor = stranger(guise, part)
  if (guise.persona) await look(visitor, `/demo/sign-in/${guise.persona.key}`, true)
  return visitor
}

/** Signs in and, for whoever acts over others, makes the second step, so that nothing stands before the verbs any more. */
export async function atFullPower(guise: Guise): Promise<Visitor> {
  const visitor = await signedIn(guise, 10 + guise.number)
  const secret = guise.persona?.authenticatorSecret
  if (!secret) return visitor
  const authenticator = new TOTP({ secret })
  // A code counts once, and an earlier journey may have used this one: the next is as good, clocks being allowed to be one step off.
  for (const ahead of [0, 30_000]) {
    const code = authenticator.generate({ timestamp: Date.now() + ahead })
    const answer = await fillIn(visitor, '/sign-in/second-step?/totp', { code })
    if (answer.status === 303) return visitor
  }
  throw new Error(`${guise.name} could not make the second step`)
}

interface Me {
  readonly personId?: string
  readonly assurance?: number
}

/** Who the edition thinks that this is; nothing for a stranger. */
export async function whoIs(visitor: Visitor): Promise<Me> {
  const { status, body } = await look(visitor, '/api/me')
  return status === 200 ? (JSON.parse(body) as Me) : {}
}
