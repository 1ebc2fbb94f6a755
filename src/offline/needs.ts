/**
 * What a form must hold before it may wait, as its page tells it (`data-needs`): the house would refuse the same, but without a network only
 * hours later. Pure, so that the rule is one; what is asked for is the house's own list, in the words of the page.
 */
export interface Need {
  /** Characters that its field holds at least; a tick or a file counts as one. */
  readonly least: number
  readonly words: string
  /** Another field that will do instead. */
  readonly or?: string
  /** Asked for only where this other field counts more than nobody. */
  readonly ifAny?: string
  /** For a day before the field's first, and for one after its last. */
  readonly early?: string
  readonly future?: string
  /** For what is there and can be no answer: a count out of bounds, a file that is no picture. */
  readonly wrong?: string
}
export type Needs = Readonly<Record<string, Need>>

/** What a field holds. Days are `YYYY-MM-DD`; without a bound it is empty. */
export interface Held {
  readonly value: string
  readonly min: string
  readonly max: string
  /** Whether what it holds can be no answer, whatever the day. */
  readonly isWrong?: boolean
}

/** Field → what is wrong there, in the order of the form. @param held undefined for a field that the form does not have */
export function faultsOf(
  needs: Needs,
  held: (field: string) => Held | undefined,
): readonly (readonly [string, string])[] {
  return Object.entries(needs).flatMap(([field, need]) => {
    const found = held(field)
    const instead = need.or === undefined ? undefined : held(need.or)
    if (instead && instead.value.trim() !== '') return []
    // Whatever the script of its digits.
    if (need.ifAny !== undefined && !/[1-9१-९]/.test(held(need.ifAny)?.value ?? '')) return []
    const words = found && faultOf(need, found)
    return words ? [[field, words] as const] : []
  })
}

function faultOf(need: Need, { value, min, max, isWrong }: Held): string | undefined {
  const { least, words, early, future, wrong } = need
  if (wrong && isWrong) return wrong
  if (value.trim().length < least) return words
  if (early && min !== '' && value < min) return early
  return future && max !== '' && value > max ? future : undefined
}
