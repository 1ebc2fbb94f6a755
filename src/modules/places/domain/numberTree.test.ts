import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { numberTree, type TreeNode } from './numberTree.ts'
import { contains } from './place.ts'

/** Any tree: node i hangs under some earlier node; then the list is shuffled. */
const anyTree = fc
  .array(fc.nat(), { maxLength: 60 })
  .map((choices): TreeNode[] => [
    { id: '0', parentId: null },
    ...choices.map((choice, i) => ({ id: String(i + 1), parentId: String(choice % (i + 1)) })),
  ])
  .chain((nodes) => fc.shuffledSubarray(nodes, { minLength: nodes.length }))

const liesWithin = (nodes: readonly TreeNode[], inner: string, outer: string): boolean => {
  const parents = new Map(nodes.map((node) => [node.id, node.parentId]))
  for (let at: string | null = inner; at !== null; at = parents.get(at) ?? null) if (at === outer) return true
  return false
}

describe('numbering a tree', () => {
  test('a place lies within another exactly when its number lies in the other interval', () => {
    fc.assert(
      fc.property(anyTree, (nodes) => {
        const numbered = numberTree(nodes)
        for (const outer of numbered) {
          for (const inner of numbered)
            expect(contains(outer, inner)).toBe(liesWithin(nodes, inner.id, outer.id))
        }
      }),
      { numRuns: 60 },
    )
  })

  test('numbers are dense, depth grows by one, and the interval counts what lies under', () => {
    fc.assert(
      fc.property(anyTree, (nodes) => {
        const numbered = numberTree(nodes)
        const used = numbered.flatMap((place) => [place.lft, place.rgt]).sort((a, b) => a - b)
        expect(used).toEqual(used.map((_, i) => i + 1))
        const byId = new Map(numbered.map((place) => [place.id, place]))
        for (const place of numbered) {
          const parent = place.parentId === null ? undefined : byId.get(place.parentId)
          expect(place.depth).toBe(parent ? parent.depth + 1 : 0)
          // Each place under it takes two numbers.
          expect((place.rgt - place.lft - 1) / 2).toBe(
            nodes.filter((node) => node.id !== place.id && liesWithin(nodes, node.id, place.id)).length,
          )
        }
      }),
      { numRuns: 60 },
    )
  })

  test('a tree deeper than the call stack is numbered', () => {
    const chain = Array.from({ length: 50_000 }, (_, i) => ({
      id: String(i),
      parentId: i === 0 ? null : String(i - 1),
    }))
    expect(numberTree(chain).at(-1)).toMatchObject({ lft: 50_000, rgt: 50_001, depth: 49_999 })
  })

  test.each([
    ['no root', [{ id: 'a', parentId: 'a' }], /one root/],
    [
      'two roots',
      [
        { id: 'a', parentId: null },
        { id: 'b', parentId: null },
      ],
      /one root/,
    ],
    [
      'a missing parent',
      [
        { id: 'a', parentId: null },
        { id: 'b', parentId: 'x' },
      ],
      /missing/,
    ],
    [
      'an id twice',
      [
        { id: 'a', parentId: null },
        { id: 'a', parentId: null },
      ],
      /twice/,
    ],
    [
      'a ring',
      [
        { id: 'a', parentId: null },
        { id: 'b', parentId: 'c' },
        { id: 'c', parentId: 'b' },
      ],
      /ring/,
    ],
  ])('%s is refused', (_, nodes, reason) => expect(() => numberTree(nodes)).toThrow(reason))
})
