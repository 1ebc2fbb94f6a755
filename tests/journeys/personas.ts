import { expect, type Page } from '@playwright/test'
import { setTimeout as sleep } from 'node:timers/promises'
import { TOTP } from 'otpauth'
import { personasOf } from '#demo/personas.ts'
import { readSms } from './configured/smsGateway.ts'

/** An address of the organisation edition of this run's installation. */
export const organisation = (path: string): string => new URL(path, process.env.JOURNEY_ORGANISATION).href

/** An address of the programme edition. */
export const programme = (path: string): string => new URL(path, process.env.JOURNEY_PROGRAMME).href

/** Where SMS can be read on a configured installation, which has neither persona links nor an inbox; undefined on the demo. */
const smsGateway = (): string | undefined => process.env.JOURNEY_SMS

/** Whether this run's installation is the one that `npm start` makes. */
export const isDemo = (): boolean => smsGateway() === undefined

/**
 * Signs in as one of the invented people, without a second step: on the demo by the link that `npm start` prints, elsewhere as anybody does,
 * by phone and code.
 * @param to where she goes at once; without it she stands where her work begins, which costs a page more
 */
export async function signInAs(page: Page, persona: string, to?: string): Promise<void> {
  if (isDemo()) {
    const next = to === undefined ? '' : `?next=${encodeURIComponent(to)}`
    return void (await page.goto(organisation(`/demo/sign-in/${persona}${next}`)))
  }
  const { phone } = personaCalled(persona)
  await page.goto(organisation('/sign-in'))
  await page.fill('#phone', phone)
  await page.click('main form button')
  await page.fill('#code', await newestCode(page, phone))
  await page.click('main form button')
  await expect(page).not.toHaveURL(/\/sign-in/)
  if (to !== undefined) await page.goto(organisation(to))
}

/** The newest code that was sent to a phone, as its owner reads it. @param phone as typed */
export async function newestCode(page: Page, phone: string): Promise<string> {
  const to = `+91${phone.replace(/\D/g, '').slice(-10)}`
  const gateway = smsGateway()
  const text = gateway
    ? await readSms(gateway, to)
    : await inInbox(page, (inbox) =>
        inbox.locator('#messages .message').filter({ hasText: to }).first().locator('p').last().innerText(),
      )
  return /(?<!\d)\d{6}(?!\d)/.exec(text)![0]
}

/** The newest thirty-second step of which somebody has used the code here: a code opens once, and none before it after that. */
const usedStep = new Map<string, number>()
const STEP_MS = 30_000
const stepNow = () => Math.floor(Date.now() / STEP_MS)

/** What the authenticator app of one of the invented people shows now, once it shows what nobody has used here. */
export async function authenticatorCode(page: Page, persona: string): Promise<string> {
  const wait = ((usedStep.get(persona) ?? 0) + 1) * STEP_MS - Date.now()
  if (wait > 0) await sleep(wait)
  usedStep.set(persona, stepNow())
  if (!isDemo()) return new TOTP({ secret: personaCalled(persona).authenticatorSecret! }).generate()
  return (await inInbox(page, (inbox) => inbox.locator('#authenticators dd').first().innerText())).trim()
}

/**
 * A code that nobody has used here. The house bears with clocks that are one step off, so of three steps' codes the oldest unused one is taken: a
 * journey that follows another at once need not wait for the app's next code.
 */
async function unusedCode(persona: string): Promise<string> {
  const step = Math.max(stepNow() - 1, (usedStep.get(persona) ?? 0) + 1)
  const wait = (step - 1) * STEP_MS - Date.now()
  if (wait > 0) await sleep(wait)
  usedStep.set(persona, step)
  return new TOTP({ secret: personaCalled(persona).authenticatorSecret! }).generate({
    timestamp: step * STEP_MS,
  })
}

function personaCalled(key: string) {
  const found = personasOf('organisation').find((persona) => persona.key === key)
  if (!found) throw new Error(`nobody is called ${key}`)
  return found
}

/** Looks into the demo's inbox in another tab. */
async function inInbox<T>(page: Page, look: (inbox: Page) => Promise<T>): Promise<T> {
  const inbox = await page.context().newPage()
  try {
    await inbox.goto(organisation('/demo/inbox'))
    return await look(inbox)
  } finally {
    await inbox.close()
  }
}

/** A person's own page among the links of a list: by its id, which no other page below /people has. */
export const PERSON_LINK = 'a[href^="/people/"][href*="-"]'

/** Takes the second step that a page has asked for. */
export async function takeSecondStep(page: Page, persona: string): Promise<void> {
  await expect(page).toHaveURL(/\/sign-in\/second-step/)
  // Another worker's journey, or an earlier run's, may have used this one.
  await expect(async () => {
    await page.fill('#code', await unusedCode(persona))
    await page.locator('main form button').first().click()
    await expect(page).not.toHaveURL(/\/sign-in/, { timeout: 5000 })
  }).toPass({ timeout: 120_000, intervals: [1_000] })
}
