import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import pg from 'pg'
import { ORGANISATION_PERSONAS } from '#demo/personas.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { StartedHouse } from './startedHouse.ts'

/** The page's words as a reader sees them: no tags, scripts or styles. */
const wordsOf = (html: string): string =>
  html
    .replace(/<(script|style|head)\b.*?<\/\1>/gs, ' ')
    .replace(/<!--.*?-->/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
const words = (language: 'hi' | 'en') => {
  const file = join(import.meta.dirname, `../../src/modules/people/messages/${language}.json`)
  const said = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  return (key: string): string => said[key]!
}
const definitionsOf = (html: string): string[] =>
  [...html.matchAll(/<dd[^>]*>(.*?)<\/dd>/gs)].map(([, inner]) => wordsOf(inner!).trim())

/** Addresses of this file's own, so that its use of budgets is nobody else's. */
const READER = '127.0.3.1'
const CURIOUS = '127.0.3.2'
/** BUDGETS.cardCheckPerAddress. */
const CHECKS_AN_HOUR = 120

/** What a stranger learns from a volunteer card. */
export function publicCheckTests(house: () => StartedHouse): void {
  const persona = ORGANISATION_PERSONAS.boothVolunteer

  async function inDatabase<Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> {
    const url = new URL(house().superuserUrl())
    url.pathname = '/karyakarta_organisation'
    const client = new pg.Client({ connectionString: url.href })
    await client.connect()
    try {
      return (await client.query(statement, values)).rows as Row[]
    } finally {
      await client.end()
    }
  }

  /** The persona's card, made if there is none; its address stands in the page's data, the page itself draws it as a QR. */
  async function cardAddress(): Promise<string> {
    const cookie = await house().cookieOf(persona.key)
    const find = async () =>
      /\/check\/[\w-]{43}/.exec((await house().ask('/card/__data.json', { cookie })).text)?.[0]
    const known = await find()
    if (known) return known
    await house().ask('/card', { cookie, form: { command: uuidv7() } })
    const made = await find()
    if (!made) throw new Error('the booth volunteer has no card')
    return made
  }

  describe('the public check of a card', () => {
    it('says valid, first name, title and constituency, and nothing else of the person', async () => {
      const [place] = await inDatabase<{
        booth_hi: string
        booth_en: string
        ac_hi: string
        ac_en: string
        district_hi: string
      }>(
        `select b.name_hi as booth_hi, b.name_en as booth_en, c.name_hi as ac_hi, c.name_en as ac_en, d.name_hi as district_hi
         from people.person w join places.place b on b.id = w.place_id
           join places.place c on c.level = 'constituency' and b.lft between c.lft and c.rgt
           join places.place d on d.level = 'district' and b.lft between d.lft and d.rgt
         where w.id = $1`,
        [persona.personId],
      )
      const address = await cardAddress()
      for (const [language, name, seat] of [
        ['hi', persona.nameHi, place!.ac_hi],
        ['en', persona.nameEn, place!.ac_en],
      ] as const) {
        const { status, headers, text } = await house().ask(address, {
          from: READER,
          cookie: `language=${language}`,
        })
        expect(status).toBe(200)
        expect(headers['x-robots-tag']).toBe('noindex, nofollow')
        expect(headers['cache-control']).toBe('no-store')
        expect(text).toContain('<meta name="robots" content="noindex, nofollow"')
        const [first = '', last = ''] = name.split(' ')
        const said = definitionsOf(text)
        expect(said).toHaveLength(4)
        expect(said[0]).toBe(first)
        expect(said[1]).toMatch(/./)
        expect(said[2]).toContain(seat)
        // Word for word: the page's own words, and these four between them.
        const own = words(language)
        const [label, honorific, of] = [
          own('people_check_name'),
          own('people_check_honorific'),
          own('people_check_of'),
        ]
        expect(wordsOf(/<main.*<\/main>/s.exec(text)![0]).trim()).toBe(
          [
            ...[own('people_check_title'), own('people_check_valid'), label, said[0], honorific, said[1]],
            ...[own('people_constituency'), said[2], of, said[3]],
            ...[own('people_check_only'), own('people_footer_report')],
          ].join(' '),
        )
        // In no word, attribute, script or serialised data of the page.
        const telling = [
          last,
          persona.personId,
          persona.phone,
          persona.phone.slice(3),
          place!.booth_hi,
          place!.booth_en,
        ]
        for (const told of telling) expect([told, text.includes(told)]).toEqual([told, false])
        if (place!.district_hi !== place!.ac_hi) expect(wordsOf(text)).not.toContain(place!.district_hi)
      }
      const data = await house().ask(`${address}/__data.json`, { from: READER })
      expect(data.text).not.toMatch(/booth|phone|personId|place_lft|wing/i)
      for (const told of [persona.personId, persona.phone.slice(3), place!.booth_hi])
        expect([told, data.text.includes(told)]).toEqual([told, false])
    })

    it('says of an unknown card that it is unknown, and is not indexed either', async () => {
      const { status, headers, text } = await house().ask(`/check/${'x'.repeat(43)}`, { from: READER })
      expect([status, headers['x-robots-tag']]).toEqual([404, 'noindex, nofollow'])
      expect(definitionsOf(text)).toEqual([])
    })

    it('says of a revoked card that it is revoked, without a name', async () => {
      const address = await cardAddress()
      await inDatabase('update people.card set revoked_at = now() where person_id = $1', [persona.personId])
      try {
        const { text } = await house().ask(address, { from: READER, cookie: 'language=hi' })
        expect(definitionsOf(text)).toEqual([])
        expect(text).toContain('class="verdict revoked')
        for (const part of persona.nameHi.split(' ')) expect(text).not.toContain(part)
      } finally {
        await inDatabase('update people.card set revoked_at = null where person_id = $1', [persona.personId])
      }
    })

    it(`answers 429 after ${CHECKS_AN_HOUR} checks an hour from one address, in the visitor's language; others go on`, async () => {
      const path = `/check/${'y'.repeat(43)}`
      for (let check = 1; check <= CHECKS_AN_HOUR; check++)
        expect([check, (await house().ask(path, { from: CURIOUS })).status]).toEqual([check, 404])
      for (const [language, words] of [
        ['hi', /बहुत बार कोशिश हुई। \d+ मिनट बाद फिर कोशिश करें।/],
        ['en', /Too many tries. Please try again in \d+ minutes./],
      ] as const) {
        const refused = await house().ask(path, { from: CURIOUS, cookie: `language=${language}` })
        expect([refused.status, refused.headers['x-robots-tag']]).toEqual([429, 'noindex, nofollow'])
        expect(wordsOf(refused.text)).toMatch(words)
      }
      expect((await house().ask(path, { from: READER })).status).toBe(404)
    })
  })
}
