import { OFFER_FROM } from '#engines/matching/index.ts'
import { noisyList } from '#tests/builders/duplicates/index.ts'
import { evaluate, PAIRINGS, quality, type Pairing } from '#tests/builders/duplicates/evaluate.ts'
import type { Line, Measure } from '../report.ts'

const PEOPLE = 12_000
const SEED = 1
const THRESHOLDS = [0.5, 0.7, OFFER_FROM, 0.95, 0.99] as const
/** Other lists, so that no figure is the luck of one: the worst of them is told. */
const OTHER_SEEDS = [2, 3, 4, 5, 6, 7] as const
/** The figures: precision, and recall within one script and across. */
const [PRECISION, WITHIN, ACROSS] = [0.98, 0.85, 0.75]

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** Duplicates by threshold and script: what is found of those that are there, and how much of what is offered is true. */
export const matching: Measure = {
  title: 'Duplicates, by threshold and script',
  about: `A made-up list of ${PEOPLE.toLocaleString('en-IN')} people (seed ${SEED}), a quarter of them written down twice with typing errors, other spellings, the other script, dropped surnames, swapped words, honorifics, changed phones and moved booths; nearly half live in households whose members bear similar names and share phone and booth. Its generator (tests/builders/duplicates) shares no code with the matcher. Offered from ${OFFER_FROM} on; recall counts what blocking lost.`,
  run() {
    const list = noisyList(SEED, PEOPLE)
    const start = performance.now()
    const found = evaluate(list)
    const seconds = (performance.now() - start) / 1000
    const lines = THRESHOLDS.flatMap((from) =>
      PAIRINGS.map((pairing): Line => {
        const { precision, recall } = quality(found, from, [pairing])
        return {
          what: `from ${from}, ${pairing}`,
          measured: `precision ${percent(precision)}, recall ${percent(recall)}`,
          promised: '',
        }
      }),
    )
    const all = [found, ...OTHER_SEEDS.map((seed) => evaluate(noisyList(seed, PEOPLE)))]
    const worst = (pairings: readonly Pairing[], floor: number, what: string): Line => {
      const each = all.map((one) => quality(one, OFFER_FROM, pairings))
      const precision = Math.min(...each.map((one) => one.precision))
      const recall = Math.min(...each.map((one) => one.recall))
      return {
        what: `offered (from ${OFFER_FROM}), ${what}, the worst of ${all.length} lists`,
        measured: `precision ${percent(precision)}, recall ${percent(recall)}`,
        promised: `≥ ${percent(PRECISION)}, ≥ ${percent(floor)}`,
        holds: precision >= PRECISION && recall >= floor,
      }
    }
    const households = all.reduce((sum, one) => sum + quality(one, OFFER_FROM).households, 0)
    const inHouseholds = all.reduce((sum, { judged }) => sum + judged.filter((pair) => pair.isHousehold).length, 0) // prettier-ignore
    return Promise.resolve([
      ...lines,
      worst([PAIRINGS[0], PAIRINGS[1]], WITHIN, 'same script'),
      worst([PAIRINGS[2]], ACROSS, 'across scripts'),
      {
        what: `pairs of two members of one household offered, of ${inHouseholds} that met`,
        measured: String(households),
        promised: '0',
        holds: households === 0,
      },
      {
        what: 'candidate pairs found and scored',
        measured: `${found.judged.length} in ${seconds.toFixed(1)} s, ${Math.round(found.judged.length / seconds)}/s`,
        promised: '',
      },
    ])
  },
}
