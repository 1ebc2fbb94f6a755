/** Somebody who may decide, and how wide the part of the tree is that she leads, in numbers of the tree. */
export interface Decider {
  readonly personId: string
  readonly width: number
}

/**
 * Whom to ask of those who may: the nearest, that is whoever leads least beside it; all of them where several lead the same.
 * @example nearest([{ personId: 'district', width: 90 }, { personId: 'state', width: 900 }]) // ['district']
 */
export function nearest(deciders: readonly Decider[]): readonly string[] {
  const least = Math.min(...deciders.map(({ width }) => width))
  return deciders.filter(({ width }) => width === least).map(({ personId }) => personId)
}
