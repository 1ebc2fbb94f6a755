import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyEdit,
  blocksOf,
  compose,
  scenesOf,
  starter,
  type PlacedPicture,
  type Scene,
  type WithId,
} from '#engines/scenes/index.ts'
import { letters } from '#platform/rendering/letters.ts'
import { sampleMedia, SAMPLE_KIT, samplePiece, withMedia } from '#tests/builders/samplePiece.ts'
import {
  cutOf,
  drawnAlong,
  panned,
  placeAmong,
  placeBlock,
  shareMoved,
  textsOf,
  wordsMoved,
} from './arranging.ts'

const thousandths = fc.integer({ min: 0, max: 1000 })
const photoAt = (x: number, y: number): PlacedPicture => ({
  file: 'f',
  fit: 'cover',
  box: { x: 0, y: 0, width: 1080, height: 800 },
  focus: { x, y },
})
const natural = { width: 4000, height: 3000 }

describe('a photo', () => {
  it('goes with the finger and comes back with it, and never beyond its edges', () => {
    // 1080 × 810 pixels of it on 1080 × 800: only up and down is anything cut off.
    expect(panned(photoAt(500, 500), natural, { x: 300, y: 0 })).toEqual({ x: 500, y: 500 })
    const tall = { width: 1000, height: 3000 }
    fc.assert(
      fc.property(thousandths, fc.integer({ min: -4000, max: 4000 }), (y, by) => {
        const moved = panned(photoAt(500, y), tall, { x: 0, y: by })
        expect(moved.y).toBeGreaterThanOrEqual(123)
        expect(moved.y).toBeLessThanOrEqual(877)
        // Drawn down, more of its upper part is seen.
        if (by > 5) expect(moved.y).toBeLessThanOrEqual(Math.max(124, Math.min(877, y)))
      }),
    )
    const moved = panned(photoAt(500, 500), tall, { x: 0, y: 200 })
    expect(
      Math.abs(panned({ ...photoAt(0, 0), focus: moved }, tall, { x: 0, y: -200 }).y - 500),
    ).toBeLessThan(2)
  })

  it('is cut in CSS as the house cuts it; before it has come, in its middle', () => {
    expect(cutOf(photoAt(0, 1000), { width: 1000, height: 3000 })).toBe('50% 100%')
    expect(cutOf(photoAt(0, 0), { width: 0, height: 0 })).toBe('50% 50%')
    expect(panned(photoAt(10, 20), { width: 0, height: 0 }, { x: 9, y: 9 })).toEqual({ x: 10, y: 20 })
  })
})

describe('words and the picture’s edge', () => {
  it('stay within their bounds however far they are drawn', () => {
    fc.assert(
      fc.property(
        thousandths,
        fc.integer({ min: -9000, max: 9000 }),
        fc.integer({ min: 0, max: 900 }),
        (at, by, room) => {
          const [words, share] = [wordsMoved(at, by, room), shareMoved(at, by, 1920)]
          expect(words >= 0 && words <= 1000 && share >= 200 && share <= 700).toBe(true)
        },
      ),
    )
    expect([wordsMoved(460, 50, 500), wordsMoved(460, 50, 0), shareMoved(540, -192, 1920)]).toEqual([
      560, 460, 440,
    ])
  })
})

describe('a text', () => {
  const { document } = starter('scheme')
  const scene = scenesOf(document).find(({ layout }) => layout === 'steps')!
  const seen = blocksOf(scene).map(({ id }) => id)

  it('passes another when its middle does, and stands at any place at which it is put', () => {
    const texts = seen.map((block, at) => ({ block, middle: 100 + 100 * at }))
    expect([-150, -99, 0, 99, 150, 999].map((by) => placeAmong(texts, seen[1]!, by))).toEqual([
      0, 1, 1, 1, 2, 3,
    ])
    fc.assert(
      fc.property(fc.constantFrom(...seen), fc.nat(seen.length - 1), (block, place) => {
        const edit = placeBlock(scene, seen, block, place)
        const next = edit ? applyEdit(document, edit).document : document
        const rest = seen.filter((id) => id !== block)
        expect(blocksOf(next.scenes[scene.id]!).map(({ id }) => id)).toEqual([...rest.slice(0, place), block, ...rest.slice(place)]) // prettier-ignore
      }),
    )
  })
})

describe('what is drawn along', () => {
  const piece = withMedia(samplePiece('idea'), sampleMedia())
  const scene = scenesOf(piece)[0]!
  const draw = (shown: WithId<Scene>) =>
    compose(shown, { document: piece, kit: SAMPLE_KIT, canvas: 'story', language: 'hi', letters: letters(), position: null }) // prettier-ignore
  const drawing = draw(scene)
  const along = (grip: 'text' | 'words' | 'edge' | 'photo', y: number, block = '') =>
    drawnAlong(scene, drawing, { grip, block, by: { x: 0, y }, room: 500 }, { width: 1000, height: 3000 })

  it('is one edit that a document takes, and undrawn none; the drawing follows meanwhile', () => {
    for (const grip of ['words', 'edge', 'photo'] as const) {
      const { scene: held, edit } = along(grip, 60)
      const { document, conflict } = applyEdit(piece, edit!)
      expect(conflict).toBeUndefined()
      expect({ ...document.scenes[scene.id]!, id: scene.id }).toEqual(held)
    }
    const { edit } = along('words', 60)
    expect(along('words', 0).edit).toEqual({ ...edit, now: 333 })
    expect(along('photo', 0).edit).toBeUndefined()
    expect(draw(along('edge', -200).scene).photo!.box.height).toBeLessThan(drawing.photo!.box.height)
  })

  it('of texts is their order: one goes past another, or stays', () => {
    const [first, second] = textsOf(drawing)
    expect(along('text', 5, first!.block).edit).toBeUndefined()
    const { edit } = along('text', second!.middle - first!.middle + 1, first!.block)
    const next = applyEdit(piece, edit!).document.scenes[scene.id]!
    expect(blocksOf(next).map(({ id }) => id)).toEqual([second!.block, first!.block])
  })
})
