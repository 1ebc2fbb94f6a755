import { expect, test } from '@playwright/test'
import { builtDoors } from '../doors.ts'
import { EDITIONS } from '../../../src/platform/environment/environment.ts'
import { attemptsAt, mayEndSession, nameOf } from './attempts.ts'
import { isDoorOf } from './editionDoors.ts'
import { freshBudgets } from './freshBudgets.ts'
import { inTurns } from './inTurns.ts'
import { routesInSource } from './routeFiles.ts'
import { isHers } from './shares.ts'
import { Surveyor } from './survey.ts'
import { attemptsOf, Trials } from './trials.ts'
import { atFullPower, GUISES, signedIn, whoIs } from './visitors.ts'

/**
 * Every door of the build is given garbage by everybody, in both editions: no answer may be a 500, none may show the inside of the house or
 * somebody's phone, and a refusal speaks the visitor's language. A door that appears in the build is tried without being listed anywhere.
 */
test.describe('garbage', () => {
  // Everybody by herself, so that no installation stands idle while the other is given what is left.
  test.describe.configure({ mode: 'parallel' })

  test('is tried at every route of the source: the build hides none', async () => {
    const doors = await builtDoors()
    expect(doors.map(({ id }) => id).sort()).toEqual(routesInSource())
  })

  test('is tried at each door by everybody who stands alone, by two coordinators and a desk', async () => {
    // One expectation for all: Playwright keeps a step and a stack of each, and ten thousand of them took half a minute.
    const odd = attemptsAt(await builtDoors()).flatMap((attempt) =>
      EDITIONS.filter((edition) => isDoorOf(edition, attempt.door.id)).flatMap((edition) => {
        const names = GUISES.filter((guise) => guise.edition === edition && isHers(guise, attempt)).map(
          ({ name }) => name,
        )
        const isAsPromised =
          edition === 'programme'
            ? names.join() === 'nobody,programme-admin,supervisor,mitra'
            : names.length === 6 &&
              ['nobody', 'booth-volunteer', 'administrator'].every((name) => names.includes(name)) &&
              names.filter((name) => name.endsWith('-coordinator')).length === 2
        return isAsPromised ? [] : [`${nameOf(attempt)} in the ${edition}: ${names.join()}`]
      }),
    )
    expect(odd).toEqual([])
  })

  for (const guise of GUISES)
    test(`breaks nothing and shows nothing at any door of the ${guise.edition} for ${guise.name}`, async () => {
      await freshBudgets()
      const doors = await builtDoors()
      const visitor = await atFullPower(guise)
      const own = doors.filter(({ id }) => isDoorOf(guise.edition, id))
      const trials = new Trials(guise, await new Surveyor(own).survey(visitor))
      const attempts = attemptsOf(guise, attemptsAt(doors))

      await inTurns(
        attempts.filter((attempt) => !mayEndSession(attempt)),
        (attempt) => trials.run(attempt, async () => visitor),
      )
      const expected = guise.persona && {
        personId: guise.persona.personId,
        assurance: guise.persona.authenticatorSecret ? 2 : 1,
      }
      expect(await whoIs(visitor), 'a door ended the session: see mayEndSession').toMatchObject(
        expected ?? {},
      )

      await inTurns(attempts.filter(mayEndSession), (attempt) =>
        trials.run(attempt, () => signedIn(guise, 100 + guise.number)),
      )
      if (trials.faults.length > 0) throw new Error(trials.told())
      expect(attempts.map(nameOf).filter((name) => !trials.tried.has(name))).toEqual([])
      test.info().annotations.push({ type: 'requests', description: String(trials.sent) })
    })
})
