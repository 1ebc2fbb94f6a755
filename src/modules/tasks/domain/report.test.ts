import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#engines/indiantime/index.ts'
import { CLOCK_SLACK_MS, KEPT_ON_PHONE_DAYS, plausibleMoment } from '#platform/clock/plausibleMoment.ts'
import {
  afterHappening,
  happenedDayFault,
  missingProof,
  needsOf,
  REPORT_STATES,
  sendReportSchema,
} from './report.ts'
import { changeTaskSchema, dueDayFault, giveTaskSchema, inLanguageOf, PROOFS, takesReports } from './task.ts'

const DAY = 86_400_000
const NOW = new Date('2026-11-22T06:30:00Z')

describe('a report', () => {
  it('is settled once confirmed or withdrawn, and waits again once corrected', () => {
    for (const state of REPORT_STATES)
      for (const happening of ['corrected', 'withdrawn', 'confirmed', 'sent_back'] as const) {
        const after = afterHappening(state, happening)
        if (state === 'confirmed' || state === 'withdrawn') expect(after).toBeUndefined()
        else if (happening === 'corrected') expect(after).toBe('sent')
        else if (happening === 'withdrawn') expect(after).toBe('withdrawn')
        else expect(after).toBe(state === 'sent' ? happening : undefined)
      }
  })

  it('must tell what its task counts as done, and nothing more', () => {
    const said = { counted: null, happenedOn: '2026-11-22', atBooth: false, hasPhoto: false }
    expect(missingProof('words', said, false)).toEqual({})
    expect(missingProof('count', said, true)).toEqual({ counted: 'tasks_count_needed' })
    expect(missingProof('count', { ...said, counted: 0 }, true)).toEqual({})
    expect(missingProof('photo', said, true)).toEqual({ photo: 'tasks_photo_needed' })
    expect(missingProof('booth', said, true)).toEqual({ atBooth: 'tasks_booth_needed' })
    expect(missingProof('booth', { ...said, atBooth: true }, false)).toEqual({ atBooth: 'tasks_booth_first' })
    expect(missingProof('booth', { ...said, atBooth: true }, true)).toEqual({})
  })

  it('asks on a phone for exactly what the house would refuse', () => {
    const said = { counted: null, happenedOn: '2026-11-22', atBooth: false, hasPhoto: false }
    for (const proof of PROOFS) {
      const asked = Object.entries(needsOf(proof, false)).filter(
        ([field]) => field !== 'told' && field !== 'happenedOn',
      )
      expect(Object.fromEntries(asked.map(([field, { words }]) => [field, words])), proof).toEqual(
        missingProof(proof, said, true),
      )
    }
    expect(needsOf('photo', true)).not.toHaveProperty('photo')
    const { least } = needsOf('words', false).told!
    const form = { command: crypto.randomUUID(), taskId: crypto.randomUUID(), happenedOn: '2026-11-22' }
    for (const told of ['क'.repeat(least! - 1), 'क'.repeat(least!)])
      expect(sendReportSchema.safeParse({ ...form, told }).success).toBe(told.length === least)
  })

  it('tells of a day between the task’s first and its own, of the last month', () => {
    expect(happenedDayFault('2026-11-23', '2026-11-01', '2026-11-22')).toBe('tasks_when_future')
    expect(happenedDayFault('2026-10-31', '2026-11-01', '2026-11-22')).toBe('tasks_when_early')
    expect(happenedDayFault('2026-10-01', '2026-09-01', '2026-11-22')).toBe('tasks_when_early')
    expect(happenedDayFault('2026-11-01', '2026-11-01', '2026-11-22')).toBeUndefined()
  })

  it('is read from whatever a form may hold, or refused field by field', () => {
    const good = {
      command: crypto.randomUUID(),
      taskId: crypto.randomUUID(),
      told: 'बीस घर',
      happenedOn: '2026-11-22',
    }
    expect(sendReportSchema.parse({ ...good, spot: ' ', counted: '' })).toMatchObject({
      spot: null,
      counted: null,
    })
    for (const bad of [
      { counted: '-1' },
      { counted: 'many' },
      { told: '  ' },
      { happenedOn: '31-12-2026' },
      { madeAt: 'now' },
      { spot: 'x' },
    ])
      expect(sendReportSchema.safeParse({ ...good, ...bad }).success, JSON.stringify(bad)).toBe(false)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (told) => {
        const read = sendReportSchema.safeParse({ ...good, told })
        if (read.success) expect(read.data.told).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
      }),
      { numRuns: 30 },
    )
  })
})

describe('when a phone says it made a report', () => {
  const moment = fc.integer({ min: -400 * DAY, max: 400 * DAY }).map((ms) => new Date(NOW.getTime() + ms))
  it('is believed only between what it answers and its arrival, and never further back than phones keep things', () => {
    fc.assert(
      fc.property(moment, moment, (claimed, notBefore) => {
        const { at, doubted } = plausibleMoment(claimed, NOW, notBefore)
        expect(at.getTime()).toBeLessThanOrEqual(NOW.getTime())
        expect(at.getTime()).toBeGreaterThanOrEqual(NOW.getTime() - KEPT_ON_PHONE_DAYS * DAY)
        if (notBefore <= NOW) expect(at.getTime()).toBeGreaterThanOrEqual(notBefore.getTime())
        expect(doubted).toBe(Math.abs(at.getTime() - claimed.getTime()) > CLOCK_SLACK_MS)
      }),
    )
  })
  it('is the moment of arrival when it says nothing', () => {
    expect(plausibleMoment(undefined, NOW, NOW)).toEqual({ at: NOW, doubted: false })
  })
})

describe('a task', () => {
  it('takes what was made in time: until a week after its day, and until it was ended', () => {
    const task = { dueOn: '2026-11-15', endedAt: null }
    expect(takesReports(task, NOW, '2026-11-22')).toBe(true)
    expect(takesReports(task, NOW, '2026-11-23')).toBe(false)
    const ended = { dueOn: '2026-12-15', endedAt: NOW }
    expect(takesReports(ended, new Date(NOW.getTime() - 1), '2026-11-22')).toBe(true)
    expect(takesReports(ended, NOW, '2026-11-22')).toBe(false)
  })

  const given = {
    command: crypto.randomUUID(),
    placeId: crypto.randomUUID(),
    wing: '',
    titleHi: ' घर-घर  जाना ',
    wordsHi: 'पर्ची दें',
    dueOn: '2026-12-01',
    proof: 'words',
    confirmer: 'above',
  } as const
  const faults = (changes: object) => {
    const read = giveTaskSchema.safeParse({ ...given, ...changes })
    return read.success
      ? {}
      : Object.fromEntries(read.error.issues.map(({ path, message }) => [path.join('.'), message]))
  }

  it('is said in one language or in both, and whole in each', () => {
    expect(faults({})).toEqual({})
    expect(faults({ titleEn: 'Door to door' })).toEqual({ wordsEn: 'tasks_words_needed' })
    expect(faults({ titleHi: '', wordsHi: ' ' })).toEqual({ titleHi: 'tasks_title_needed' })
    // A title in "Hindi or English" is there already: what lacks is the other half of what was begun.
    expect(faults({ titleHi: '', titleEn: 'Door to door' })).toEqual({ titleHi: 'tasks_title_too', wordsEn: 'tasks_words_needed' }) // prettier-ignore
    expect(faults({ titleHi: 'घ' })).toEqual({ titleHi: 'tasks_title_short' })
    expect(faults({ titleHi: 'घ', titleEn: 'Door to door', dueOn: '' })).toEqual({ titleHi: 'tasks_title_short', wordsEn: 'tasks_words_needed', dueOn: 'tasks_due_needed' }) // prettier-ignore
    expect(faults({ wordsHi: 'क'.repeat(1501) })).toEqual({ wordsHi: 'tasks_words_long' })
    expect(inLanguageOf({ titleHi: 'घर', wordsHi: 'जाएँ', titleEn: null, wordsEn: null }, 'en').title).toBe(
      'घर',
    )
  })

  it('with a count says what is counted', () => {
    expect(faults({ proof: 'count' })).toEqual({ unit: 'tasks_unit_needed' })
    expect(faults({ proof: 'count', unit: 'घर' })).toEqual({})
  })

  it('that aims at others’ posts or accounts is refused in each of its fields, given or changed', () => {
    const post = 'facebook.com/a पर कमेंट करें'
    expect(faults({ titleHi: post })).toEqual({ titleHi: 'tasks_aims_at_post' })
    expect(faults({ wordsHi: 'पर्ची दें @somebody' })).toEqual({ wordsHi: 'tasks_aims_at_account' })
    expect(faults({ titleEn: 'Our #Slogan', wordsEn: 'at six' })).toEqual({ titleEn: 'tasks_aims_at_tag' })
    expect(faults({ proof: 'count', unit: 'x.com/a' })).toEqual({ unit: 'tasks_aims_at_post' })
    const changed = changeTaskSchema.safeParse({ ...given, taskId: crypto.randomUUID(), wordsHi: post })
    expect(changed.error?.issues.map(({ message }) => message)).toEqual(['tasks_aims_at_post'])
  })

  it('is due today or within half a year', () => {
    expect(dueDayFault('2026-11-21', '2026-11-22')).toBe('tasks_due_past')
    expect(dueDayFault('2026-11-22', '2026-11-22')).toBeUndefined()
    expect(dueDayFault(addDays('2026-11-22', 181), '2026-11-22')).toBe('tasks_due_far')
  })
})
