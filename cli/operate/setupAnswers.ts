import { readFile } from 'node:fs/promises'
import { createInterface, type Interface } from 'node:readline/promises'
import { z } from 'zod'
import { foundationSchema, wingsSchema } from '#modules/people/domain/foundation.ts'
import { parsePhone } from '#platform/accounts/phone.ts'
import { StartRefused, type Line } from '#platform/database/embedded/index.ts'
import { settingsSchema } from '#platform/settings/settings.ts'
import { worded } from '../say.ts'

/** What an edition is called and how it is divided: this may change later. */
const changeSchema = z.object({ settings: settingsSchema, wings: wingsSchema })
/** Everything that the first set-up wants to know; `--from` reads the same as JSON. */
const answersSchema = changeSchema.extend({
  admin: foundationSchema.shape.admin,
  /** Whose places are loaded when there are none. */
  state: z.literal('rajasthan').default('rajasthan'),
})

const adminSchema = answersSchema.pick({ admin: true })

export type Changes = z.output<typeof changeSchema>
export type Answers = z.output<typeof answersSchema>

/** @throws StartRefused naming what is missing or wrong, by its place in the file */
export async function answersFor(from: string | undefined): Promise<Answers> {
  const given = from === undefined ? await asked(true) : await fromFile(from)
  const answers = checked(answersSchema, given)
  if (!parsePhone(answers.admin.phone).ok) throw wrongPhone()
  return answers
}

/** The same for a change: whoever is admin stays. @throws StartRefused */
export async function changesFor(from: string | undefined): Promise<Changes> {
  return checked(changeSchema, from === undefined ? await asked(false) : await fromFile(from))
}

/** Who becomes administrator of an edition that has none. @throws StartRefused */
export async function adminFor(from: string | undefined): Promise<Answers['admin']> {
  const given = from === undefined ? await askedForAdmin() : await fromFile(from)
  const { admin } = checked(adminSchema, given)
  if (!parsePhone(admin.phone).ok) throw wrongPhone()
  return admin
}

const fromFile = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'))

function checked<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const faults = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  throw new StartRefused('answers_wrong', {}, { en: `Not set up: ${faults}`, hi: `स्थापना नहीं हुई: ${faults}` })
}

const wrongPhone = () =>
  new StartRefused(
    'admin_phone',
    {},
    {
      en: "Not set up: the administrator's phone is no Indian mobile number.",
      hi: 'स्थापना नहीं हुई: व्यवस्थापक का फ़ोन भारतीय मोबाइल नंबर नहीं है।',
    },
  )

/** Asks one question a line; an empty answer takes what stands in brackets. */
async function asked(first: boolean): Promise<object> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return {
      settings: {
        nameHi: await ask(terminal, { en: 'Name in Hindi', hi: 'संगठन का नाम (हिन्दी)' }),
        nameEn: await ask(terminal, { en: 'Name in English', hi: 'संगठन का नाम (अंग्रेज़ी)' }),
        titleHi: await ask(
          terminal,
          { en: 'Title on the card, Hindi', hi: 'परिचय-पत्र पर उपाधि (हिन्दी)' },
          'बौद्धिक योद्धा',
        ),
        titleEn: await ask(
          terminal,
          { en: 'Title on the card, English', hi: 'परिचय-पत्र पर उपाधि (अंग्रेज़ी)' },
          'Bauddhik Yoddha',
        ),
        accent: await ask(terminal, { en: 'Accent colour', hi: 'रंग' }, '#0b5d5b'),
        grievanceName: await ask(terminal, { en: 'Grievance officer', hi: 'शिकायत अधिकारी का नाम' }),
        grievanceContact: await ask(terminal, {
          en: 'How to reach the officer',
          hi: 'शिकायत अधिकारी से संपर्क',
        }),
      },
      wings: await askWings(terminal),
      ...(first ? { admin: await askAdmin(terminal) } : {}),
    }
  } finally {
    terminal.close()
  }
}

async function askedForAdmin(): Promise<object> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return { admin: await askAdmin(terminal) }
  } finally {
    terminal.close()
  }
}

async function askAdmin(terminal: Interface): Promise<object> {
  return {
    name: await ask(terminal, { en: "Administrator's name", hi: 'व्यवस्थापक का नाम' }),
    phone: await ask(terminal, { en: "Administrator's mobile number", hi: 'व्यवस्थापक का मोबाइल नंबर' }),
  }
}

async function ask(terminal: Interface, question: Line, usual = ''): Promise<string> {
  const answer = (await terminal.question(`${worded(question)}${usual ? ` [${usual}]` : ''}: `)).trim()
  return answer || usual
}

async function askWings(terminal: Interface): Promise<object[]> {
  const wings: object[] = []
  for (;;) {
    const first = wings.length === 0
    const question = first
      ? { en: 'Parent body: key, Hindi name, English name', hi: 'मूल संगठन: key, हिन्दी नाम, अंग्रेज़ी नाम' }
      : { en: 'Another wing (empty: no more)', hi: 'और एक प्रकोष्ठ (ख़ाली: बस)' }
    const answer = await ask(terminal, question, first ? 'parent, मूल संगठन, Parent body' : '')
    if (answer === '') return wings
    const [key, nameHi, nameEn] = answer.split(',').map((part) => part.trim())
    wings.push({ key, nameHi, nameEn })
  }
}
