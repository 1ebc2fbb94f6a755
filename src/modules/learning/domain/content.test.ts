import { describe, expect, it } from 'vitest'
import { tinyLesson } from '#tests/builders/lessons.ts'
import { draftLesson, shippedLesson, wholeLesson, written, type LessonDraft } from './content.ts'
import { changedFacts, factDayFaults, factState, reopenedCards } from './facts.ts'
import { passagesOf } from './markup.ts'

const faultsOf = (change: (lesson: LessonDraft) => void): Record<string, string> => {
  const lesson = structuredClone(tinyLesson()) as LessonDraft
  change(lesson)
  const read = wholeLesson.safeParse(lesson)
  return Object.fromEntries((read.error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]))
}

const withAddress = (lesson: LessonDraft, address: string): LessonDraft => {
  const changed = structuredClone(lesson)
  changed.facts[0]!.source.address = address
  return changed
}

describe('a lesson', () => {
  it('that lacks a language, a question, a right answer or a fact says where', () => {
    expect(faultsOf(() => {})).toEqual({})
    expect(faultsOf((lesson) => (lesson.title.en = ' '))).toEqual({ 'title.en': 'learning_words_needed' })
    expect(
      faultsOf((lesson) => (lesson.blocks = lesson.blocks.filter(({ kind }) => kind !== 'question'))),
    ).toEqual({
      blocks: 'learning_question_needed',
    })
    expect(
      faultsOf((lesson) => {
        const block = lesson.blocks[1]!
        if (block.kind === 'question' && block.answer.kind === 'one') block.answer.right = 5
      }),
    ).toEqual({ 'blocks.1.right': 'learning_right_missing' })
    expect(faultsOf((lesson) => (lesson.facts = []))).toEqual({
      'blocks.0.facts': 'learning_fact_unknown',
      'blocks.1.facts': 'learning_fact_unknown',
      'cards.0.facts': 'learning_fact_unknown',
    })
    expect(faultsOf((lesson) => (lesson.facts[0]!.staleOn = '2026-10-01'))).toEqual({
      'facts.0.staleOn': 'learning_stale_early',
    })
    expect(faultsOf((lesson) => (lesson.cards[1]!.key = 'limit'))).toEqual({
      'cards.1.key': 'learning_key_twice',
    })
  })

  it('takes no address that could run something, and no file that it does not know', () => {
    for (const address of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'help.example'])
      expect(faultsOf((lesson) => (lesson.facts[0]!.source.address = address))).toEqual({
        'facts.0.source.address': 'learning_address_wrong',
      })
    const picture = { kind: 'picture', file: '../../keys', alt: { hi: 'क', en: 'k' } } as const
    expect(faultsOf((lesson) => lesson.blocks.push({ ...picture }))).toEqual({
      'blocks.6.file': 'learning_file_needed',
    })
    expect(shippedLesson.safeParse({ ...tinyLesson(), blocks: [picture] }).success).toBe(false)
  })

  it('has no practical task that aims at somebody’s posts or accounts, whatever the language', () => {
    const aimed = (ask: { hi?: string; en?: string }) =>
      faultsOf((lesson) => {
        const task = lesson.blocks[5]!
        if (task.kind === 'task') Object.assign(task.ask, ask)
      })
    expect(aimed({ hi: '@neta के खाते को रिपोर्ट करें' })).toEqual({ 'blocks.5.ask.hi': expect.stringMatching(/^tasks_aims_at_/) }) // prettier-ignore
    expect(aimed({ en: 'Like the post at https://x.com/somebody/1' })).toEqual({ 'blocks.5.ask.en': expect.stringMatching(/^tasks_aims_at_/) }) // prettier-ignore
  })

  it('may be half-written as a draft, but never with two things of one name', () => {
    const half = structuredClone(tinyLesson()) as LessonDraft
    half.title.en = ''
    half.blocks.push({ kind: 'picture', file: '', alt: { hi: '', en: '' } })
    half.facts[0]!.staleOn = ''
    for (const address of ['', 'help.exam', 'https://'])
      expect([address, draftLesson.safeParse(withAddress(half, address)).success]).toEqual([address, true])
    for (const address of [
      'javascript:alert(1)',
      ' JavaScript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
    ])
      expect([address, draftLesson.safeParse(withAddress(half, address)).success]).toEqual([address, false])
    expect(draftLesson.safeParse(half).success).toBe(true)
    half.cards[1]!.key = 'limit'
    expect(draftLesson.safeParse(half).success).toBe(false)
  })

  it('is written down in one way, in whatever order its names come', () => {
    const lesson = tinyLesson()
    const turned = Object.fromEntries(Object.entries(lesson).toReversed()) as unknown as typeof lesson
    expect(written(turned)).toBe(written(lesson))
    expect(written({ ...lesson, minutes: 4 })).not.toBe(written(lesson))
  })
})

describe('a fact', () => {
  it('is unverified until somebody has read its source, and stale from its day on', () => {
    expect(factState({ readOn: null, staleOn: '2027-01-01' }, '2026-11-22')).toBe('unverified')
    expect(factState({ readOn: '2026-11-01', staleOn: '2026-11-23' }, '2026-11-22')).toBe('good')
    expect(factState({ readOn: '2026-11-01', staleOn: '2026-11-22' }, '2026-11-22')).toBe('stale')
  })

  it('reopens the cards that taught it when it says something else, and none when its source was only read again', () => {
    const before = tinyLesson()
    const reread = tinyLesson((lesson) => (lesson.facts[0]!.readOn = '2026-11-20'))
    expect(changedFacts(before, reread).size).toBe(0)
    const other = tinyLesson((lesson) => (lesson.facts[0]!.says.en = 'Three chats at a time'))
    expect(reopenedCards(other, changedFacts(before, other)).map(({ key }) => key)).toEqual(['limit'])
  })

  it('that was written anew under another name reopens them too; one that only got another name, or was added, does not', () => {
    const before = tinyLesson()
    const named = (words: string) =>
      tinyLesson((lesson) => {
        lesson.facts[0]!.key = 'limit-2'
        lesson.facts[0]!.says.en = words
        for (const part of [...lesson.blocks, ...lesson.cards])
          if ('facts' in part && part.facts) part.facts = ['limit-2']
      })
    const anew = named('Three chats at a time')
    expect(reopenedCards(anew, changedFacts(before, anew)).map(({ key }) => key)).toEqual(['limit'])
    expect(changedFacts(before, named(before.facts[0]!.says.en)).size).toBe(0)
    const more = tinyLesson((lesson) => lesson.facts.push({ ...lesson.facts[0]!, key: 'more', says: { hi: 'और', en: 'more' } })) // prettier-ignore
    expect(changedFacts(before, more).size).toBe(0)
  })

  it('is read today at the latest, and looked at again within two years', () => {
    const with_ = (readOn: string, staleOn: string) =>
      factDayFaults(
        tinyLesson((lesson) => Object.assign(lesson.facts[0]!, { readOn, staleOn })),
        '2026-11-22',
      )
    expect(with_('2026-11-22', '2028-11-22')).toEqual({})
    expect(with_('2026-11-23', '2028-11-23')).toEqual({
      'facts.0.readOn': 'learning_read_future',
      'facts.0.staleOn': 'learning_stale_far',
    })
  })

  it('has a source that is an address and nothing in disguise', () => {
    const faults = (address: string) => faultsOf((lesson) => (lesson.facts[0]!.source.address = address))
    for (const good of [
      'https://help.example/limits?a=b#c',
      'http://xn--11b4c3d.example',
      'https://मदद.example/सीमा',
    ])
      expect(faults(good), good).toEqual({})
    for (const bad of [
      'javascript:alert(1)//a.b/c',
      'https://bank.example@evil.example/',
      'https://a.example/x y',
      'https://a.example/\u202egnp.exe',
      'https://localhost/x',
    ])
      // prettier-ignore
      expect(faults(bad), bad).toEqual({ 'facts.0.source.address': 'learning_address_wrong' })
  })
})

describe('light markup', () => {
  it('reads a hundred thousand lines once', () => {
    const [passage] = passagesOf('a\n'.repeat(100_000))
    expect(passage?.kind === 'paragraph' && passage.lines).toHaveLength(100_000)
  })

  it('knows paragraphs, lists and strong words', () => {
    expect(passagesOf('पहले **रुकें**।\nफिर\n\n- देखें\n- **सोचें**')).toEqual([
      {
        kind: 'paragraph',
        lines: [
          [
            { words: 'पहले ', strong: false },
            { words: 'रुकें', strong: true },
            { words: '।', strong: false },
          ],
          [{ words: 'फिर', strong: false }],
        ],
      },
      {
        kind: 'list',
        items: [[{ words: 'देखें', strong: false }], [{ words: 'सोचें', strong: true }]],
      },
    ])
  })

  it('leaves everything else as words', () => {
    const text = '<script>alert(1)</script> [x](javascript:y) ** **'
    expect(passagesOf(text)).toEqual([
      { kind: 'paragraph', lines: [passagesOf(text)[0]!.kind === 'paragraph' ? expect.anything() : []] },
    ])
    expect(JSON.stringify(passagesOf(text))).toContain('<script>alert(1)</script>')
  })
})
