import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { countedAddress, spend, type BudgetName } from '#platform/accounts/budgets.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readEnvironment } from '#platform/environment/environment.ts'
import { openPlatform } from '#platform/open.ts'
import type { StartedHouse } from './startedHouse.ts'

const WORDS = {
  hi: /बहुत बार कोशिश हुई। \d+ (मिनट|घंटे) बाद फिर कोशिश करें।/,
  en: /Too many tries. Please try again in \d+ (minutes|hours)./,
} as const

interface Door {
  readonly budget: BudgetName
  readonly path: string
  readonly form: Readonly<Record<string, string>>
  /** What was typed and must stand in the form that comes back. */
  readonly kept: readonly string[]
  readonly from: string
}

const DOORS: Readonly<Record<string, Door>> = {
  join: {
    budget: 'joinPerAddress',
    path: '/join?/join',
    form: { name: 'आशा बैरवा', phone: '98290 00017', boothQuery: 'सांगानेर' },
    kept: ['आशा बैरवा', '98290 00017', 'सांगानेर'],
    from: '127.0.4.1',
  },
  code: {
    budget: 'codePerAddress',
    path: '/sign-in',
    form: { phone: '98290 00018' },
    kept: ['98290 00018'],
    from: '127.0.4.2',
  },
  'report of harassment': {
    budget: 'harassmentPerAddress',
    path: '/report?/more',
    form: { reportId: uuidv7(), told: 'रोज़ शाम को फ़ोन', contact: 'asha@example.org' },
    kept: ['रोज़ शाम को फ़ोन', 'asha@example.org'],
    from: '127.0.4.3',
  },
}

/** How often a stranger's address may do what costs others something. */
export function budgetTests(house: () => StartedHouse): void {
  /** Uses up what is left of an address's budget, as other processes of the edition would: in the database. */
  async function useUp(budget: BudgetName, address: string): Promise<void> {
    const folder = join(house().home, 'organisation')
    const password = readFileSync(join(folder, 'passwords/serving'), 'utf8').trim()
    const { platform, close } = openPlatform(
      readEnvironment({
        KARYAKARTA_EDITION: 'organisation',
        DATABASE_URL: `postgres://karyakarta_organisation_app:${password}@127.0.0.1:${house().ports.postgres}/karyakarta_organisation`,
        KARYAKARTA_KEYS: join(folder, 'keys'),
        KARYAKARTA_FILES: join(folder, 'files'),
        LOG_LEVEL: 'silent',
      }),
      2,
    )
    const spendAll = async () => {
      for (let point = 0; point < 1_000; point++) await spend(platform, budget, countedAddress(address))
      throw new Error(`${budget} never ends`)
    }
    try {
      await expect(spendAll()).rejects.toMatchObject({ id: 'tooOften' })
    } finally {
      await close()
    }
  }

  describe.each(Object.entries(DOORS))('the budget of an address for a %s', (_what, door) => {
    const post = (language: 'hi' | 'en', from = door.from) =>
      house().ask(door.path, {
        from,
        cookie: `language=${language}`,
        form: { ...door.form, command: uuidv7() },
      })

    it("bites with 429 in the visitor's language and keeps what was typed; another address goes on", async () => {
      expect((await post('hi')).status).not.toBe(429)
      await useUp(door.budget, door.from)
      for (const language of ['hi', 'en'] as const) {
        const { status, text } = await post(language)
        expect(status).toBe(429)
        expect(text).toMatch(WORDS[language])
        for (const typed of door.kept) expect([typed, text.includes(typed)]).toEqual([typed, true])
      }
      expect((await post('hi', '127.0.4.99')).status).not.toBe(429)
    })
  })
}
