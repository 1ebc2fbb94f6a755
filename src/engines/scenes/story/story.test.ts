import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { letters } from '#platform/rendering/letters.ts'
import { checkAmp } from '#platform/rendering/checkAmp.ts'
import { sampleMedia, SAMPLE_KIT, samplePiece, withMedia } from '#tests/builders/samplePiece.ts'
import {
  ampStory,
  blocksOf,
  compose,
  faceOf,
  filmPlan,
  LANGUAGES,
  messageText,
  PIECE_KINDS,
  plainPage,
  portions,
  SHARE_SCRIPT,
  toAss,
  hasSubtitles,
  scenesOf,
  toVtt,
  verdictOver,
  youtubeText,
  type SceneDocument,
  type StoryOrder,
} from '../index.ts'

const orderOf = (document: SceneDocument, language: 'hi' | 'en' = 'hi'): StoryOrder => ({
  document,
  kit: SAMPLE_KIT,
  language,
  addresses: {
    canonical: 'https://house.example/s/1?a=1&b=2',
    amp: 'https://house.example/s/1/amp',
    other: 'https://house.example/en/s/1',
    media: (file) => `https://house.example/m/${file}`,
    poster: 'https://house.example/p.jpg',
    logo: 'https://house.example/l.png',
  },
  publishedAt: '2026-11-26T10:00:00+05:30',
})
const made = sampleMedia({
  synthetic: { kind: 'made', tool: 'A generator', what: { hi: 'चित्र', en: 'picture' } },
})
const clip = sampleMedia({ kind: 'clip', part: { fromMs: 0, untilMs: 4000 } })
const HOSTILE = '</script><script>alert(1)</script>"\'><img src=x onerror=alert(1)>&amp; ]]> سلام 😀'
const hostile = (document: SceneDocument): SceneDocument => {
  const text = { hi: HOSTILE, en: HOSTILE }
  const scenes = Object.entries(document.scenes).map(([id, scene]) => {
    const blocks = Object.fromEntries(
      Object.entries(scene.blocks).map(([name, block]) => [name, { ...block, ...text }]),
    )
    return [id, { ...scene, blocks, media: sampleMedia({ alt: text }) }]
  })
  return {
    ...document,
    title: text,
    scenes: Object.fromEntries(scenes),
    sources: { order: { ...document.sources['order']!, title: HOSTILE } },
  }
}

describe('a web story', () => {
  it.each(PIECE_KINDS)(
    'of kind %s is valid AMP in both languages, with and without pictures, clips and label',
    async (kind) => {
      for (const language of LANGUAGES)
        for (const document of [
          samplePiece(kind),
          withMedia(samplePiece(kind), made),
          withMedia(samplePiece(kind), clip),
        ])
          expect(await checkAmp(ampStory(orderOf(document, language)))).toEqual([])
    },
  )

  it('stays valid whatever somebody writes, and runs none of it', async () => {
    const html = ampStory(orderOf(hostile(samplePiece('idea'))))
    expect(await checkAmp(html)).toEqual([])
    expect(html).not.toMatch(/<img|<script>alert/)
  })

  it('that is not valid is told where and why', async () => {
    const html = ampStory(orderOf(samplePiece('idea')))
    expect(await checkAmp(html.replace(/publisher-logo-src="[^"]*"/, ''))).toEqual([
      expect.stringContaining('publisher-logo-src'),
    ])
    expect(await checkAmp(html.replace('<amp-story ', '<script>alert(1)</script><amp-story '))).not.toEqual(
      [],
    )
    expect(await checkAmp('')).not.toEqual([])
  })

  it('of machine-made media says so on every page, with who answers for it', () => {
    const html = ampStory(orderOf(withMedia(samplePiece('idea'), made)))
    const pages = html.split('<amp-story-page').slice(1)
    expect(pages).toHaveLength(5)
    for (const page of pages) {
      expect(page).toContain('मशीन (एआई) से बनी सामग्री')
      expect(page).toContain('ज़िम्मेदार: नमूना संगठन, जयपुर')
    }
    expect(html).toContain('trainedAlgorithmicMedia')
  })
})

describe('the plain page', () => {
  it('needs no script but the one that shares, links both languages and its sources', () => {
    const html = plainPage(orderOf(withMedia(samplePiece('scheme'), sampleMedia())))
    expect(html.match(/<script>/g)).toHaveLength(1)
    expect(html).toContain(`<script>${SHARE_SCRIPT}</script>`)
    expect(html).toContain('href="https://wa.me/?text=')
    expect(html).toContain('hreflang="en"')
    expect(html).toContain('<a href="https://department.example/orders/12" rel="noopener nofollow">')
    expect(html).toContain('alt="पहाड़ों के पीछे उगता सूरज"')
    expect(html.length).toBeLessThan(20_000)
  })

  it('leads to where one joins, and hands on what brought the reader', () => {
    const order = orderOf(samplePiece('idea'))
    const page = (more: Partial<StoryOrder['addresses']>) =>
      plainPage({ ...order, addresses: { ...order.addresses, ...more } })
    expect(page({})).not.toContain('हमसे जुड़ें')
    const joined = page({ join: 'https://house.example/join', handsOn: '?via=2345678' })
    expect(joined).toContain('href="https://house.example/join?via=2345678"')
    // Search engines and whoever shares it keep the bare address.
    expect(joined).toContain('href="https://house.example/en/s/1?via=2345678">English</a>')
    expect(joined).toContain('<link rel="canonical" href="https://house.example/s/1?a=1&amp;b=2">')
  })

  it('shows what somebody wrote as words, and lets right-to-left words keep to themselves', () => {
    const html = plainPage(orderOf(hostile(samplePiece('scheme'))))
    const opened = [...html.matchAll(/<(\w+)/g)].map(([, tag]) => tag)
    expect(opened.filter((tag) => tag === 'script')).toHaveLength(2)
    expect(opened.filter((tag) => tag === 'img')).toHaveLength(6)
    expect(html).not.toMatch(/onerror=alert\(1\)>/)
    expect(html).toContain('<h1 dir="auto">')
  })
})

describe('texts beside a piece', () => {
  const piece = samplePiece('scheme')
  it('as a message: every text in order, sources, no link of its own, no call to forward', () => {
    const text = messageText(piece, SAMPLE_KIT, 'hi')
    const places = ['अकेली महिलाओं', '₹1,150', '1. 18 वर्ष', '2. परिवार', 'स्रोत:\nविभाग का आदेश'].map((words) =>
      text.indexOf(words),
    )
    expect(places).toEqual(places.toSorted((one, other) => one - other))
    expect(places[0]).toBeGreaterThan(0)
    expect(messageText(withMedia(piece, made), SAMPLE_KIT, 'en')).toMatch(
      /^⚠ Made by a machine \(AI\)\. Responsible: Sample organisation, Jaipur\n/,
    )
  })

  it('call a source by its name in the language, and by its only name where it has one', () => {
    const order = { ...piece.sources.order!, title: 'विभाग का आदेश' }
    const named = { ...piece, sources: { order: { ...order, titleEn: 'The department’s order' } } }
    const once = { ...piece, sources: { order } }
    expect(messageText(named, SAMPLE_KIT, 'hi')).toContain('विभाग का आदेश')
    expect(messageText(named, SAMPLE_KIT, 'en')).toContain('The department’s order')
    expect(messageText(once, SAMPLE_KIT, 'en')).toContain('विभाग का आदेश')
  })

  it('for YouTube keep its bounds whatever is written, and hold no angle brackets', () => {
    const long = { ...hostile(piece), title: { hi: HOSTILE.slice(0, 60) + ' बहुत लंबा'.repeat(9), en: '' } }
    const spoken = {
      ...long,
      scenes: Object.fromEntries(
        Object.entries(long.scenes).map(([id, scene]) => [
          id,
          {
            ...scene,
            narration: { ...scene.narration, hi: { words: 'लंबी बात '.repeat(200), voice: null, cues: [] } },
          },
        ]),
      ),
    }
    const { title, description } = youtubeText(spoken, SAMPLE_KIT, filmPlan(spoken, 'hi', 'wide'), 'hi')
    expect(title.length).toBeLessThanOrEqual(100)
    expect(description.length).toBeLessThanOrEqual(5000)
    expect(title + description).not.toMatch(/[<>]/)
    expect(description).toContain('ज़िम्मेदार')
    expect(description).toMatch(/^0:00 /m)
  })
})

describe('the scene that stands for a piece', () => {
  it('is the first, but of an answer its verdict: never the claim alone', () => {
    expect(faceOf(samplePiece('idea'))?.id).toBe(scenesOf(samplePiece('idea'))[0]!.id)
    const answer = samplePiece('answer')
    const claim = scenesOf(answer)[0]!
    expect([claim.layout, faceOf(answer)?.layout]).toEqual(['quote', 'verdict'])
    const without = Object.fromEntries(
      Object.entries(answer.scenes).filter(([, { layout }]) => layout !== 'verdict'),
    )
    expect(faceOf({ ...answer, scenes: without })?.layout).not.toBe('quote')
    expect(faceOf({ ...answer, scenes: {} })).toBeUndefined()
  })
})

describe('the claim of an answer', () => {
  it('never stands without its verdict: on pictures and films, in the story and on the page', () => {
    const answer = samplePiece('answer')
    const [claim, verdict] = scenesOf(answer)
    const [figure] = blocksOf(verdict!).filter(({ role }) => role === 'figure')
    expect(verdictOver(answer, claim!, 'hi')).toBe(figure!.hi)
    // Somebody's words after the verdict are not judged by it, and other kinds judge nothing.
    const later = { ...claim!, order: `${scenesOf(answer).at(-1)!.order}5` }
    expect(verdictOver({ ...answer, scenes: { ...answer.scenes, [claim!.id]: later } }, later, 'hi')).toBe('')
    expect(verdictOver({ ...answer, kind: 'idea' }, claim!, 'hi')).toBe('')
    const surroundings = { document: answer, kit: SAMPLE_KIT, canvas: 'story', language: 'hi', letters: letters(), position: null } as const // prettier-ignore
    for (const at of [{}, { atMs: 0, isFilm: true }]) {
      const [stamp] = compose(claim!, { ...surroundings, ...at }).texts
      expect([stamp!.role, stamp!.block, stamp!.overflows]).toEqual(['stamp', null, false])
    }
    for (const html of [ampStory(orderOf(answer)), plainPage(orderOf(answer))])
      expect(html.match(/class="stamp">/g)).toHaveLength(1)
  })
})

describe('subtitles', () => {
  const word = fc.constantFrom('क्षत्रिय', 'ज्ञान।', 'पेंशन', 'है?', 'विश्वविद्यालयों', 'e-Mitra', 'कार्त्स्न्य')
  it('part at words only, one after the other, the last as the voice ends', () => {
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 2000, max: 50_000 }),
        (words, ms) => {
          const narration = {
            words: words.join(' '),
            voice: { file: 'b'.repeat(64), ms, synthetic: { kind: 'none' as const } },
            cues: [],
          }
          const base = samplePiece('answer')
          const document = {
            ...base,
            scenes: {
              'scene-1': { ...base.scenes['scene-1']!, narration: { hi: narration, en: narration } },
            },
          }
          const { scenes, totalMs } = filmPlan(document, 'hi', 'story')
          const cues = scenes[0]!.cues
          expect(cues.map((cue) => cue.words).join(' ')).toBe(words.join(' '))
          expect(cues.at(-1)!.untilMs).toBe(ms)
          expect(totalMs % 40).toBe(0)
          expect(totalMs).toBeGreaterThanOrEqual(ms)
          for (const [at, cue] of cues.slice(1).entries()) expect(cue.fromMs).toBe(cues[at]!.untilMs)
          for (const cue of cues) expect(cue.words.length <= 44 || !cue.words.includes(' ')).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
    expect(portions('एक। दो तीन चार पाँच छह सात आठ नौ दस।', 20)).toEqual([
      'एक। दो तीन चार पाँच',
      'छह सात आठ नौ दस।',
    ])
    // No word is left over for a moment that nobody can read.
    expect(
      portions(
        'Last year many homes cleared the old stepwell, and it held water all through this summer.',
        44,
      ),
    ).toEqual([
      'Last year many homes cleared',
      'the old stepwell, and it held',
      'water all through this summer.',
    ])
  })

  it('are well formed as WebVTT and never a command to libass', () => {
    const base = samplePiece('answer')
    const said = { words: 'क{\\b1}ख \\N --> <b>ग</b> & {\\kf20}ज्ञा', voice: null, cues: [] }
    const document = {
      ...base,
      scenes: { 'scene-1': { ...base.scenes['scene-1']!, narration: { hi: said, en: said } } },
    }
    const plan = filmPlan(document, 'hi', 'story')
    const vtt = toVtt(plan)
    expect(vtt).toMatch(/^WEBVTT\n\n1\n00:00:00\.000 --> 00:00:0\d\.\d{3}\n/)
    expect(vtt).toContain('--&gt; &lt;b&gt;')
    // Where nothing is said there is nothing to write.
    const silent = { ...said, words: ' ' }
    const unsaid = {
      ...base,
      scenes: { 'scene-1': { ...base.scenes['scene-1']!, narration: { hi: silent, en: silent } } },
    }
    expect([plan, filmPlan(unsaid, 'hi', 'story')].map(hasSubtitles)).toEqual([true, false])
    const dialogue = toAss(plan, 'hi', { width: 1080, height: 1920 }).split('[Events]')[1]!
    expect(dialogue).not.toMatch(/[{}]|\\(?!\u200d)/u)
    // Each of its signs is in the house's fonts (src/platform/rendering/film/fontCheck.ts).
    expect(dialogue).toContain('(\\\u200db1)ख \\\u200dN')
    expect(dialogue.match(/^Dialogue: 0,0:00:00\.00,0:00:\d\d\.\d\d,Default,/m)).not.toBeNull()
  })

  it('say when a film is longer than its canvas allows', () => {
    const base = samplePiece('scheme')
    const slow = {
      ...base,
      scenes: Object.fromEntries(
        Object.entries(base.scenes).map(([id, scene]) => [id, { ...scene, showMs: 12_000 }]),
      ),
    }
    expect(filmPlan(base, 'hi', 'story').isTooLong).toBe(false)
    expect(filmPlan(slow, 'hi', 'story')).toMatchObject({ totalMs: 72_000, isTooLong: true })
    expect(filmPlan(slow, 'hi', 'wide').isTooLong).toBe(false)
  })
})
