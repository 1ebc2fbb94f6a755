import { describe, expect, it } from 'vitest'
import { captionOf, lengthOn, lettersLeft } from './caption.ts'
import { LIMITS, PLATFORM_FACTS } from './platformFacts.ts'
import { FORMS_OF, PLATFORMS, type PostFile } from './platform.ts'
import { mayGo, preflight, type ChannelState, type Draft } from './preflight.ts'

const NOW = new Date('2026-11-26T10:00:00Z')
const channel = (changes: Partial<ChannelState> = {}): ChannelState => ({
  platform: 'instagram',
  isConnected: true,
  endsAt: null,
  isBroken: false,
  isAudited: null,
  posts: 0,
  ...changes,
})
const picture: PostFile = { sha256: 'a'.repeat(64), mediaType: 'image/jpeg', bytes: 100_000, width: 1080, height: 1350, ms: null } // prettier-ignore
const draft = (changes: Partial<Draft> = {}): Draft => ({
  form: 'picture_portrait',
  title: 'पानी की योजना',
  words: 'हर घर तक पानी',
  files: [picture],
  synthetic: false,
  responsible: 'सोशल मीडिया कार्यालय',
  language: 'hi',
  ...changes,
})
const keys = (state: ChannelState, post: Draft) => preflight(state, post, NOW).map(({ key }) => key)

describe('words of a post', () => {
  it('carry who answers for it and that media is synthetic, whatever the writer wrote', () => {
    const said = captionOf('नमस्ते', draft({ synthetic: true }))
    expect(said).toContain('AI से')
    expect(said.endsWith('जारीकर्ता: सोशल मीडिया कार्यालय')).toBe(true)
    expect(captionOf('', draft({ language: 'en', responsible: 'Media office' }))).toBe(
      'Published by: Media office',
    )
  })

  it('are counted as each platform counts: on X a link is 23 and an emoji two, Devanagari one', () => {
    expect(lengthOn('x', 'पानी')).toBe(4)
    expect(lengthOn('x', '🙏')).toBe(2)
    expect(lengthOn('x', `देखें https://example.org/${'a'.repeat(90)}`)).toBe(6 + 23)
    expect(lengthOn('telegram', '🙏')).toBe(2)
    expect(lettersLeft('x', 'message', 'क'.repeat(300), draft())).toBeLessThan(0)
  })
})

describe('preflight', () => {
  it('lets a fitting post go and stops what the platform would refuse, each with its reason', () => {
    expect(mayGo(preflight(channel(), draft(), NOW))).toBe(true)
    expect(keys(channel({ isConnected: false }), draft())).toContain('disconnected')
    expect(keys(channel({ endsAt: NOW }), draft())).toContain('expired')
    expect(keys(channel({ endsAt: new Date(NOW.getTime() + 2 * 86_400_000) }), draft())).toContain('expires')
    expect(keys(channel({ posts: 100 }), draft())).toContain('quota_used')
    expect(keys(channel(), draft({ files: [{ ...picture, mediaType: 'image/png' }] }))).toContain('jpeg')
    expect(keys(channel(), draft({ files: [{ ...picture, width: 1080, height: 1920 }] }))).toContain('ratio')
    expect(keys(channel(), draft({ files: [{ ...picture, bytes: 9 * 1048576 }] }))).toContain('bytes')
    expect(keys(channel(), draft({ files: [] }))).toContain('no_file')
    expect(keys(channel(), draft({ form: 'audio' }))).toContain('form')
    expect(keys(channel(), draft({ words: 'क'.repeat(2300) }))).toContain('words')
    const film = { ...picture, mediaType: 'video/mp4', width: 1080, height: 1920, ms: 200_000 }
    expect(keys(channel({ platform: 'x' }), draft({ form: 'video_short', files: [film] }))).toContain(
      'seconds',
    )
  })

  it('says what a link on X costs, that YouTube locks what an unaudited project uploads, and how synthetic media is declared', () => {
    const onX = channel({ platform: 'x' })
    expect(keys(onX, draft({ form: 'message', files: [], words: 'देखें https://a.example' }))).toContain(
      'price_link',
    )
    expect(keys(onX, draft({ form: 'message', files: [] }))).toContain('price')
    const film = { ...picture, mediaType: 'video/mp4', ms: 15_000 }
    const onYoutube = keys(channel({ platform: 'youtube', isAudited: false }), draft({ form: 'video_wide', files: [film], synthetic: true })) // prettier-ignore
    expect(onYoutube).toEqual(expect.arrayContaining(['unaudited', 'synthetic_field']))
    expect(keys(channel(), draft({ synthetic: true }))).toContain('synthetic_words')
  })
})

it('every fact says where and when it was read, and that nobody has tried it', () => {
  for (const fact of PLATFORM_FACTS) {
    expect(fact.source).toMatch(/^https:/)
    expect(fact.readOn).toMatch(/^2026-/)
    expect(fact.confirmedWith).toBe('nobody yet')
  }
  for (const platform of PLATFORMS)
    expect(FORMS_OF[platform].length > 0 && LIMITS[platform].letters > 0).toBe(true)
})
