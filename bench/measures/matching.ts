import { OFFER_FROM } from '#engines/matching/index.ts'
import { noisyList } from '#tests/builders/duplicates/index.ts'
import {
  evaluate,
  PAIRINGS,
  quality,
  type Evaluation,
  type Pairing,
} from '#tests/builders/duplicates/evaluate.ts'
import { namesakeList } from '#tests/builders/namesakes/index.ts'
import type { Line, Measure } from '../report.ts'

const THRESHOLDS = [0.5, OFFER_FROM, 0.85, 0.95, 0.99] as const
/** As many lists of each generator, so that no figure is the luck of one: the mean and the worst are told. */
const LISTS = 24
/** Lists that nobody looked at while the matcher was made: seeds from here on. */
const [HELD_OUT_FROM, HELD_OUT] = [2001, 12] as const
/** Different people of a list; a quarter and three tenths of them stand in it twice. */
const GENERATORS = [
  { what: 'similar names', people: 6000, list: noisyList },
  { what: 'one sign apart', people: 4000, list: namesakeList },
] as const
/** The figures: precision, and recall within one script and across. */
const [PRECISION, WITHIN, ACROSS] = [0.98, 0.85, 0.75]
const SAME_SCRIPT = [PAIRINGS[0], PAIRINGS[1]] as const

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
const mean = (of: readonly number[]): number => of.reduce((sum, one) => sum + one, 0) / of.length

/** Duplicates by threshold and script: what is found of those that are there, and how much of what is offered is true. */
export const matching: Measure = {
  title: 'Duplicates, by threshold and script',
  about: `${LISTS} made-up lists of each of two generators, and ${HELD_OUT} more of each that nobody looked at while the matcher was made (seeds from ${HELD_OUT_FROM} on). People are written down twice with typing errors, other spellings, the other script, dropped surnames, swapped words, honorifics, changed phones and moved booths; half live in households that share phone and booth and whose members bear similar names (tests/builders/duplicates, ${GENERATORS[0].people.toLocaleString('en-IN')} people a list), or names that one sign parts, such as सज्जन and साजन (tests/builders/namesakes, ${GENERATORS[1].people.toLocaleString('en-IN')}). The generators share no code with the matcher, nor with each other. Offered from ${OFFER_FROM} on; recall counts what blocking lost.`,
  run() {
    const start = performance.now()
    const lines = GENERATORS.flatMap(({ what, people, list }) =>
      linesOf(
        what,
        Array.from({ length: LISTS }, (_, nth) => evaluate(list(nth + 1, people))),
        Array.from({ length: HELD_OUT }, (_, nth) => evaluate(list(HELD_OUT_FROM + nth, people))),
      ),
    )
    const seconds = ((performance.now() - start) / 1000).toFixed(0)
    return Promise.resolve([
      ...lines,
      { what: 'all lists made, candidates found and scored', measured: `${seconds} s`, promised: '' },
    ])
  },
}

function linesOf(
  generator: string,
  all: readonly Evaluation[],
  heldOut: readonly Evaluation[],
): readonly Line[] {
  const told = (from: number, pairings: readonly Pairing[], lists = all) => {
    const found = lists.map((one) => quality(one, from, pairings))
    const [precision, recall] = [found.map((one) => one.precision), found.map((one) => one.recall)]
    return {
      precision,
      recall,
      words: `precision ${percent(mean(precision))}, recall ${percent(mean(recall))}`,
    }
  }
  const byThreshold = THRESHOLDS.flatMap(
    (from) =>
    PAIRINGS.map((pairing): Line => ({ what: `${generator}: from ${from}, ${pairing}`, measured: told(from, [pairing]).words, promised: '' })), // prettier-ignore
  )
  const offered = (
    pairings: readonly Pairing[],
    floor: number,
    script: string,
    lists: readonly Evaluation[],
  ): Line => {
    const { precision, recall, words } = told(OFFER_FROM, pairings, lists)
    const which = lists === all ? `${lists.length} lists` : `${lists.length} lists held out`
    return {
      what: `${generator}: offered (from ${OFFER_FROM}), ${script}: mean of ${which}; the worst of them`,
      measured: `${words}; ${percent(Math.min(...precision))}, ${percent(Math.min(...recall))}`,
      promised: `on each ≥ ${percent(PRECISION)}, ≥ ${percent(floor)}`,
      holds: Math.min(...precision) >= PRECISION && Math.min(...recall) >= floor,
    }
  }
  const both = [...all, ...heldOut]
  const households = both.reduce((sum, one) => sum + quality(one, OFFER_FROM).households, 0)
  const met = both.reduce((sum, { judged }) => sum + judged.filter((pair) => pair.isHousehold).length, 0)
  return [
    ...byThreshold,
    ...[all, heldOut].flatMap((lists) => [
      offered(SAME_SCRIPT, WITHIN, 'same script', lists),
      offered([PAIRINGS[2]], ACROSS, 'across scripts', lists),
    ]),
    {
      what: `${generator}: pairs of two members of one household offered, of ${met} that met`,
      measured: String(households),
      promised: '0',
      holds: households === 0,
    },
  ]
}
