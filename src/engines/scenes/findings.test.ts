import { describe, expect, it } from 'vitest'
import { letters } from '#platform/rendering/letters.ts'
import {
  sampleMedia,
  SAMPLE_KIT,
  samplePiece,
  withMedia as dressedWith,
} from '#tests/builders/samplePiece.ts'
import { applyEdit, findingsOf, PIECE_KINDS, type BrandKit, type SceneDocument, type Value } from './index.ts'

const changed = (document: SceneDocument, at: readonly string[], now: Value): SceneDocument => {
  const was = at.reduce<Value | undefined>(
    (value, name) => (value as Record<string, Value> | null | undefined)?.[name],
    document as Value,
  )
  const { document: next, conflict } = applyEdit(document, { at, now, ...(was === undefined ? {} : { was }) })
  expect(conflict).toBeUndefined()
  return next
}
const found = (document: SceneDocument, kit: BrandKit = SAMPLE_KIT) =>
  findingsOf(document, kit, letters(), ['square', 'story'])
const text = (block: string, language: string) => ['scenes', 'scene-2', 'blocks', block, language]
const scheme = samplePiece('scheme')

describe('the Hindi gate', () => {
  it.each(PIECE_KINDS)(
    'lets a whole piece of kind %s through, bare, with photos and with the label',
    (kind) => {
      const made = { kind: 'made', tool: 'A generator', what: { hi: 'चित्र', en: 'picture' } } as const
      const piece = samplePiece(kind)
      for (const dressed of [
        piece,
        dressedWith(piece, sampleMedia()),
        dressedWith(piece, sampleMedia({ synthetic: made })),
      ])
        expect(findingsOf(dressed, SAMPLE_KIT, letters())).toEqual([])
    },
  )

  it.each([
    ['an emoji', 'पेंशन 😀', 'missingGlyph', '😀'],
    ['words from right to left', 'पेंशन سلام मिली', 'missingGlyph', 'سلام'],
    ['a vowel sign on nothing', 'पेंशन िक', 'dottedCircle', 'िक'],
    ['a dotted circle that was typed', 'पेंशन ◌ि मिली', 'dottedCircle', '◌ि'],
    ['a sign typed twice', 'किताबेंें', 'dottedCircle', 'किताबेंें'],
  ])('names scene, block and word for %s', (_case, words, what, about) => {
    expect(found(changed(scheme, text('text-3', 'hi'), words))).toContainEqual({
      what,
      scene: 'scene-2',
      block: 'text-3',
      language: 'hi',
      canvas: null,
      about,
    })
  })

  it('names the canvas on which a text does not fit, and no other', () => {
    const all = found(changed(scheme, text('text-3', 'en'), 'every month and again '.repeat(16)))
    expect(all.map(({ what }) => what)).toContain('overflow')
    for (const { what, scene, language, canvas } of all)
      expect([what, scene, language, canvas]).toEqual(['overflow', 'scene-2', 'en', 'square'])
  })

  it('refuses colours that cannot be told apart, where they are', () => {
    const pale = { ...SAMPLE_KIT, accent: '#d9e2e1' }
    const all = found(scheme, pale).filter(({ what }) => what === 'lowContrast')
    expect(all).toContainEqual(expect.objectContaining({ scene: 'scene-2', block: 'text-1' }))
    expect(found(scheme)).toEqual([])
  })

  it('asks for words in the place of a picture, in each language', () => {
    const shown = changed(
      scheme,
      ['scenes', 'scene-1', 'media'],
      sampleMedia({ alt: { hi: '', en: 'A woman at an e-Mitra' } }),
    )
    expect(found(shown)).toEqual([
      { what: 'altMissing', scene: 'scene-1', block: null, language: 'hi', canvas: null, about: null },
    ])
  })

  it('looks at subtitles too', () => {
    const spoken = changed(scheme, ['scenes', 'scene-1', 'narration', 'hi', 'words'], 'सुनिए 🎧')
    expect(found(spoken)).toContainEqual(
      expect.objectContaining({ what: 'missingGlyph', scene: 'scene-1', about: '🎧' }),
    )
  })
})

describe('what is missing', () => {
  const withMedia = (media: Parameters<typeof sampleMedia>[0]) =>
    changed(scheme, ['scenes', 'scene-1', 'media'], sampleMedia(media))
  const whats = (document: SceneDocument, kit?: BrandKit) =>
    found(document, kit).map(({ what, about }) => [what, about])

  it('is never found among the words of the language itself', () => {
    const [block, { sources }] = Object.entries(scheme.scenes['scene-2']!.blocks)[0]!
    const at = ['scenes', 'scene-2', 'blocks', block, 'sources']
    const { conflict } = applyEdit(scheme, { at, was: sources as unknown as Value, now: ['constructor'] })
    expect(conflict).toMatchObject({ why: 'refused', faults: ['scenes_id_wrong'] })
  })

  it('is told for an answer that rests on nothing, whatever its blocks are called', () => {
    const answer = samplePiece('answer')
    const scenes = Object.fromEntries(
      Object.entries(answer.scenes).map(([id, scene]) => [id, { ...scene, blocks: {} }]),
    )
    expect(whats({ ...answer, scenes, sources: {} })).toContainEqual(['sourceMissing', null])
  })

  it('is told for words, sources, the scheme', () => {
    expect(whats(changed(scheme, text('text-3', 'en'), ''))).toEqual([['textMissing', null]])
    expect(whats(changed(scheme, ['scenes', 'scene-2', 'blocks', 'text-3', 'sources'], []))).toEqual([
      ['sourceMissing', null],
    ])
    expect(
      whats(changed(scheme, ['scenes', 'scene-2', 'blocks', 'text-3', 'sources'], ['hearsay'])),
    ).toContainEqual(['sourceUnknown', 'hearsay'])
    expect(whats(changed(scheme, ['sources', 'order', 'address'], ''))).toEqual([['sourceMissing', 'order']])
    expect(whats(changed(scheme, ['scheme'], null))).toEqual([['schemeMissing', null]])
    expect(whats(changed(scheme, ['title', 'en'], ' '))).toEqual([['titleMissing', null]])
    expect(whats(changed(scheme, ['scenes', 'scene-1', 'narration', 'en', 'words'], ''))).toEqual([
      ['narrationMissing', null],
    ])
  })

  it('is told for machine-made media that nobody was asked about, and for who answers for it', () => {
    expect(whats(withMedia({ synthetic: { kind: 'unasked' } }))).toEqual([['syntheticUnasked', null]])
    const made = withMedia({
      synthetic: { kind: 'made', tool: 'A generator', what: { hi: 'चित्र', en: 'picture' } },
    })
    expect(whats(made)).toEqual([])
    expect(whats(made, { ...SAMPLE_KIT, entity: { hi: 'नमूना', en: '' } })).toEqual([['entityMissing', null]])
  })

  it('is told for people who can be recognised without a right to show them', () => {
    expect(whats(withMedia({ depicts: null }))).toEqual([['peopleUnasked', null]])
    expect(whats(withMedia({ depicts: ['somebody'] }))).toEqual([['personUnknown', 'somebody']])
    const person = (fields: Value) =>
      changed(withMedia({ depicts: ['sunita'] }), ['people'], {
        sunita: { name: { hi: 'सुनीता', en: 'Sunita' }, consent: null, source: null, ...(fields as object) },
      })
    expect(whats(person({ basis: 'unasked' }))).toEqual([['consentMissing', 'sunita']])
    expect(whats(person({ basis: 'consent' }))).toEqual([['consentMissing', 'sunita']])
    expect(whats(person({ basis: 'news', source: 'nowhere' }))).toEqual([['consentMissing', 'sunita']])
    expect(whats(person({ basis: 'news', source: 'order' }))).toEqual([])
    expect(whats(person({ basis: 'consent', consent: '0197a000-0000-7000-8000-000000000001' }))).toEqual([])
  })

  it('is told for a tribute to which no family agreed', () => {
    expect(whats(changed(samplePiece('tribute'), ['tribute'], { day: '03-14', consent: null }))).toEqual([
      ['consentMissing', null],
    ])
  })
})
