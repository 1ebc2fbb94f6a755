import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { letters } from '#platform/rendering/letters.ts'
import { sampleMedia, SAMPLE_KIT, samplePiece, withMedia } from '#tests/builders/samplePiece.ts'
import { contrast, mix, readable } from '../colour.ts'
import {
  arrangementOf,
  CANVASES,
  compose,
  LANGUAGES,
  LAYOUTS,
  PIECE_KINDS,
  scenesOf,
  SHARE,
  toSvg,
  type CanvasName,
  type PieceKind,
  type SceneDocument,
} from '../index.ts'
import { wordsOf, wrap } from '../lines.ts'

const canvases = Object.keys(CANVASES) as CanvasName[]
const drawingsOf = (document: SceneDocument, canvas: CanvasName, language: 'hi' | 'en') => {
  const scenes = scenesOf(document)
  return scenes.map((scene, at) =>
    compose(scene, {
      document,
      kit: SAMPLE_KIT,
      canvas,
      language,
      letters: letters(),
      position: { at: at + 1, of: scenes.length },
    }),
  )
}
const retold = (document: SceneDocument, hi: string): SceneDocument => ({
  ...document,
  scenes: Object.fromEntries(
    Object.entries(document.scenes).map(([id, scene]) => [
      id,
      {
        ...scene,
        blocks: Object.fromEntries(
          Object.entries(scene.blocks).map(([name, block]) => [name, { ...block, hi }]),
        ),
      },
    ]),
  ),
})

/** As it is, with photos, and with photos under the label of machine-made media. */
const dressed = (kind: PieceKind): readonly SceneDocument[] => {
  const made = { kind: 'made', tool: 'A generator', what: { hi: 'चित्र', en: 'picture' } } as const
  const piece = samplePiece(kind)
  return [piece, withMedia(piece, sampleMedia()), withMedia(piece, sampleMedia({ synthetic: made }))]
}

it('the label of machine-made media fits every canvas, whoever answers for it', () => {
  const made = { kind: 'made', tool: 'A generator', what: { hi: 'चित्र', en: 'picture' } } as const
  const document = withMedia(samplePiece(), sampleMedia({ synthetic: made }))
  const longest = (words: string) => words.repeat(20).slice(0, 160).trim()
  for (const entity of [
    { hi: 'नमूना संगठन, प्रचार कार्यालय', en: 'Sample organisation, publicity office' },
    { hi: longest('नमूना संगठन, प्रचार कार्यालय, '), en: longest('Sample organisation, publicity office, ') },
  ])
    for (const canvas of canvases)
      for (const language of LANGUAGES) {
        const { texts } = compose(scenesOf(document)[0]!, { document, kit: { ...SAMPLE_KIT, entity }, canvas, language, letters: letters(), position: null }) // prettier-ignore
        const label = texts.filter(({ role }) => role === 'label')
        expect([canvas, language, label.map(({ overflows }) => overflows)]).toEqual([canvas, language, [false, false]]) // prettier-ignore
      }
})

describe('a scene that says where things stand', () => {
  const photo = withMedia(samplePiece('idea'), sampleMedia())
  const first = scenesOf(photo)[0]!
  const drawn = (scene: typeof first, canvas: CanvasName = 'story') => {
    const around = { document: photo, kit: SAMPLE_KIT, canvas, language: 'hi', letters: letters() } as const
    return compose(scene, { ...around, position: null })
  }
  const top = (scene: typeof first) => drawn(scene).texts[0]!.box.y

  it('stands as its layout has it where it says nothing, and as it says where it does', () => {
    const { share, wordsAt } = arrangementOf(first, false)
    expect(drawn({ ...first, wordsAt, media: { ...first.media!, share } })).toEqual(drawn(first))
    expect(top({ ...first, wordsAt: 0 })).toBeLessThan(top(first))
    expect(top({ ...first, wordsAt: 1000 })).toBeGreaterThan(top(first))
    const low = drawn({ ...first, media: { ...first.media!, share: 300 } })
    expect(low.photo!.box.height).toBe(576)
    // Beside the words of a film a picture has its own half.
    expect(drawn({ ...first, media: { ...first.media!, share: 300 } }, 'wide')).toEqual(drawn(first, 'wide'))
  })

  it('stands alone as SVG with a copy of its photo under the shapes, and without', () => {
    const svg = toSvg(drawn(first), 'QUJD')
    expect(svg).toMatch(/^<svg [^>]+><image href="data:image\/jpeg;base64,QUJD" x="0" y="0" width="1080"/)
    expect(toSvg(drawn(first))).not.toContain('<image')
    expect(toSvg(drawn({ ...first, media: null }), 'QUJD')).not.toContain('<image')
  })

  it('gives way to words that would not fit beneath it', () => {
    const tall = drawn({ ...first, media: { ...first.media!, share: SHARE.most } })
    expect(tall.texts.every(({ overflows }) => !overflows)).toBe(true)
  })
})

describe('a composed picture', () => {
  it.each(PIECE_KINDS)(
    'of kind %s fits every canvas in both languages, no text over another or over the edge',
    (kind) => {
      for (const canvas of canvases)
        for (const language of LANGUAGES)
          for (const { texts, width, height } of dressed(kind).flatMap((piece) =>
            drawingsOf(piece, canvas, language),
          )) {
            const placed = texts.filter(({ block }) => block !== null)
            expect(placed.filter(({ overflows, faults }) => overflows || faults.length > 0)).toEqual([])
            for (const [at, { box }] of placed.entries()) {
              const below =
                placed[at + 1]?.box.y ?? texts.find(({ role }) => role === 'signature')?.box.y ?? height
              expect(box.y + box.height).toBeLessThanOrEqual(below + 1)
              expect(box.x + box.width).toBeLessThanOrEqual(width)
              expect(box.y).toBeGreaterThanOrEqual(0)
            }
          }
    },
  )

  it('uses every layout in some template', () => {
    const used = new Set(
      PIECE_KINDS.flatMap((kind) => Object.values(samplePiece(kind).scenes).map(({ layout }) => layout)),
    )
    expect([...used].toSorted()).toEqual([...LAYOUTS].toSorted())
  })

  it('gives Devanagari lines the height that its signs above and below need', () => {
    for (const drawing of drawingsOf(samplePiece('answer'), 'story', 'hi'))
      for (const { lines, size } of drawing.texts)
        for (const [at, line] of lines.slice(1).entries())
          expect(line.baseline - lines[at]!.baseline).toBeGreaterThanOrEqual(size * 1.24 - 0.2)
  })

  it('carries nobody’s words as markup', () => {
    const svg = drawingsOf(
      retold(samplePiece('idea'), '<script>alert(1)</script>"/><image href="file:///etc/passwd"/>'),
      'square',
      'hi',
    )
      .map((one) => toSvg(one))
      .join('')
    expect(svg).not.toMatch(/script|image|href|alert|passwd/)
    expect(svg.match(/<(\w+)/g)!.every((tag) => ['<svg', '<path', '<g'].includes(tag))).toBe(true)
  })

  it('says of a text that is too long that it overflows, and of none that fits', () => {
    const [drawing] = drawingsOf(
      retold(samplePiece('scheme'), 'बहुत लंबा वाक्य जो रुकता ही नहीं '.repeat(20)),
      'square',
      'hi',
    )
    expect(drawing!.texts.some(({ overflows, block }) => overflows && block !== null)).toBe(true)
    const [wide] = drawingsOf(retold(samplePiece('scheme'), 'अ'.repeat(90)), 'square', 'hi')
    expect(wide!.texts.some(({ overflows }) => overflows)).toBe(true)
  })
})

describe('wrapping', () => {
  it('parts at blanks only: the lines put together are the words of the text', () => {
    const word = fc.constantFrom('क्षत्रिय', 'ज्ञान', 'WhatsApp', 'पर', 'है।', 'राष्ट्रपति', '₹१,१५०', '।', 'उज्ज्वल')
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 14 }),
        fc.integer({ min: 1500, max: 12_000 }),
        fc.boolean(),
        (words, most, isBalanced) => {
          const text = words.join(' ')
          const shaped = wordsOf(text).map((one) => letters().word(one, 'Regular'))
          const { lines, isTooWide } = wrap(text, letters(), 'Regular', most, isBalanced)
          expect(lines.flatMap((line) => line.words)).toEqual(shaped)
          expect(isTooWide).toBe(shaped.some(({ advance }) => advance > most))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('begins no line with a danda', () => {
    expect(wordsOf('पानी सबका है । मेहनत भी ॥')).toEqual(['पानी', 'सबका', 'है।', 'मेहनत', 'भी॥'])
  })
})

describe('colours', () => {
  const colour = fc
    .integer({ min: 0, max: 0xffffff })
    .map((value) => `#${value.toString(16).padStart(6, '0')}`)
  it('have the contrast that WCAG gives as examples', () => {
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 5)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  })
  it('always find words readable on an accent among black and white', () => {
    fc.assert(
      fc.property(colour, (ground) => contrast(readable(ground, ['#ffffff', '#000000']), ground) >= 4.5),
    )
    fc.assert(
      fc.property(colour, colour, (one, other) => mix(one, other, 0) === one && mix(one, other, 1) === other),
    )
  })
})
