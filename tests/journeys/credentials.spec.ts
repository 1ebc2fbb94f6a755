import { writeFileSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { passFromText, passToText } from '#engines/passes/index.ts'
import { proofHolds, verifyBadge, type Json } from '#tests/passes/independentVerifier.ts'
import { lookAt } from './look.ts'
import { KEEPS_NOTHING, openPage } from './openPage.ts'
import { organisation, signInAs, takeSecondStep } from './personas.ts'
import { readQr } from './readQr.ts'
import { word } from './words.ts'

const hi = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)
const en = (key: string, parameters?: Record<string, string | number>) => word('en', key, parameters)
/** What the worker does behind a page takes its time on a busy machine. */
const eventually = expect.configure({ timeout: 30_000 })

/** Pastes a text into the verifier and waits for the answer of that kind. */
async function paste(verifier: Page, text: string, answer: string): Promise<void> {
  await verifier.locator('#pasted').fill(text)
  await verifier.locator('#paste button').click()
  await expect(verifier.locator(`[data-answer=${answer}]`)).toBeVisible()
}

/** Asks as the page does, with its cookies; a header that is not there is null. */
const fetched = (page: Page, path: string) =>
  page.evaluate(async (path) => {
    const answer = await fetch(path)
    const header = (name: string) => answer.headers.get(name)
    const text = btoa(String.fromCharCode(...new Uint8Array(await answer.arrayBuffer())))
    return {
      status: answer.status,
      type: header('content-type'),
      policy: header('content-security-policy'),
      cache: header('cache-control'),
      shared: header('access-control-allow-origin'),
      text,
    }
  }, path)
const bytesOf = async (page: Page, path: string) => Buffer.from((await fetched(page, path)).text, 'base64')
const jsonOf = async (page: Page, path: string) => JSON.parse((await bytesOf(page, path)).toString()) as Json

test('a volunteer’s certificates are hers to download, and verify by other people’s code (hi, 360 px)', async ({
  browser,
}) => {
  const page = await openPage(browser, { language: 'hi', width: 360 })
  await signInAs(page, 'booth-volunteer', '/badges')
  await expect(page.getByRole('heading', { name: 'झिलमिलपुर पंचायत शिविर' })).toBeVisible()
  await page.locator('summary').first().click()
  await lookAt(page, 'badges-hi-360')

  const files = page.locator('a[href$="badge.json"]')
  const path = (await files.last().getAttribute('href'))!
  const signed = await jsonOf(page, path)
  const list = (url: string) => jsonOf(page, new URL(url).pathname)
  expect(await proofHolds(signed)).toBe(true)
  expect(await verifyBadge(signed, list, new Date())).toBe('valid')
  const pdf = await bytesOf(page, path.replace('badge.json', 'certificate.pdf'))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  writeFileSync('test-results/certificate.pdf', pdf)

  // Kept for a day without a network, and nobody else's.
  await page.goto(organisation('/today'))
  await eventually
    .poll(() => page.evaluate(async () => Boolean(await (await caches.open('pages-1')).match('/badges'))))
    .toBe(true)
  await page.context().setOffline(true)
  await page.goto(organisation('/badges'))
  await expect(page.getByRole('heading', { name: 'बौद्धिक योद्धा', exact: true })).toBeVisible()
  await page.context().setOffline(false)
  const other = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(other, 'constituency-coordinator', '/badges')
  expect((await fetched(other, path)).status).toBe(404)
  await expect(other.getByText(en('credentials_none'))).toBeVisible()
  await other.context().close()
  await page.context().close()
})

test('a fresh browser checks a card in airplane mode after it opened the verifier once: valid, revoked, expired, could not check', async ({
  browser,
}) => {
  test.slow()
  const volunteer = await openPage(browser, { language: 'hi', width: 360, ...KEEPS_NOTHING })
  await signInAs(volunteer, 'booth-volunteer', '/card')
  const code = volunteer.locator('.volunteer-card svg[role=img]')
  await expect(code).toBeVisible()
  const pass = await readQr(code)
  expect(pass).toMatch(/^HTTPS?:\/\/[A-Z0-9.:-]+\/P\/[A-Z2-7]+$/)
  const short = (await volunteer.locator('.volunteer-card .code').innerText()).trim()
  expect(short).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  await lookAt(volunteer, 'card-short-code-hi-360')
  const photo = test.info().outputPath('code.png')
  await code.screenshot({ path: photo })

  // Nobody has a camera, and no script either: the letters are typed.
  const typing = await openPage(browser, { language: 'hi', width: 360, javaScriptEnabled: false })
  await typing.goto(organisation('/check'))
  await typing.locator('#short-code').fill(short.toLowerCase().replaceAll('-', ' '))
  await typing.locator('#short button').click()
  await expect(typing.getByText(hi('people_check_valid'), { exact: true })).toBeVisible()
  await typing.locator('#short-code').fill(short.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))
  await typing.locator('#short button').click()
  await expect(typing.getByText(hi('credentials_short_unknown'))).toBeVisible()
  await typing.context().close()

  // Any phone's own camera: a page, without a script.
  const camera = await openPage(browser, { language: 'en', width: 360, javaScriptEnabled: false })
  await camera.goto(pass)
  await expect(camera.getByText(en('people_check_valid'), { exact: true })).toBeVisible()
  await expect(camera.getByRole('main')).not.toContainText('9829')
  await camera.context().close()

  const verifier = await openPage(browser, { language: 'hi', width: 360 })
  const stranger = verifier.context()
  await verifier.goto(organisation('/check'))
  await eventually(verifier.locator('[data-kept=ready]')).toBeVisible()
  await lookAt(verifier, 'verifier-hi-360')
  await verifier.locator('#short-code').fill(short)
  await verifier.locator('#short button').click()
  await expect(verifier.getByText(hi('people_check_valid'), { exact: true })).toBeVisible()
  await lookAt(verifier, 'short-code-valid-hi-360')
  await verifier.goto(organisation('/check'))
  // By a photo: this browser has no reader of its own, so ours is fetched once.
  await verifier.locator('#photo').setInputFiles(photo)
  await eventually(verifier.locator('[data-answer=valid]')).toBeVisible()
  await eventually
    .poll(() =>
      verifier.evaluate(async () => {
        const cache = await caches.open('verifier-1')
        return (
          await Promise.all(['/check', '/verifier.js', '/verifier.wasm'].map((path) => cache.match(path)))
        ).every(Boolean)
      }),
    )
    .toBe(true)

  await stranger.setOffline(true)
  await verifier.goto(organisation('/check'))
  await expect(verifier.locator('[data-kept=ready]')).toBeVisible()
  await paste(verifier, pass, 'valid')
  await expect(verifier.locator('#answer')).toContainText(hi('people_check_honorific'))
  await expect(verifier.locator('#answer [data-age]')).not.toBeEmpty()
  await lookAt(verifier, 'verifier-valid-hi-360')
  // A typed code says nothing without the house.
  await verifier.locator('#short-code').fill(short)
  await verifier.locator('#short button').click()
  await expect(verifier.locator('[data-why=needsNetwork]')).toBeVisible()
  await expect(verifier.locator('[data-answer=couldNotCheck]')).toBeVisible()
  await lookAt(verifier, 'short-code-offline-hi-360')
  await verifier.locator('#photo').setInputFiles(photo)
  await eventually(verifier.locator('[data-answer=valid]')).toBeVisible()
  // A picture without a code: the answer of the person before does not stand for this one.
  await verifier.locator('#photo').setInputFiles({ name: 'wall.png', mimeType: 'image/png', buffer: await verifier.locator('h1').screenshot() }) // prettier-ignore
  await eventually(verifier.locator('#no-code')).toBeVisible()
  await expect(verifier.locator('#answer')).toBeHidden()
  // The address itself, as a camera app opens it.
  await verifier.goto(pass)
  await expect(verifier.locator('[data-answer=valid]')).toBeVisible()

  // One bit turned, somebody else's code, and no code at all.
  const bytes = passFromText(pass)
  bytes[bytes.length - 1]! ^= 1
  await paste(verifier, passToText(bytes), 'forged')
  await expect(verifier.locator('[data-why=forged]')).toBeVisible()
  await expect(verifier.locator('[data-fact=name]')).toBeHidden()
  await lookAt(verifier, 'verifier-forged-hi-360')
  await paste(verifier, 'upi://pay?pa=somebody', 'couldNotCheck')
  await expect(verifier.locator('[data-why=unreadable]')).toBeVisible()
  await expect(verifier.locator('#answer [data-age]')).toBeHidden()

  // The card's last day passes.
  await verifier.clock.setFixedTime(new Date(Date.now() + 3 * 365 * 86_400_000))
  await paste(verifier, pass, 'expired')
  await lookAt(verifier, 'verifier-expired-hi-360')
  // Eight days without a network: it no longer says that a card was not revoked.
  await verifier.clock.setFixedTime(new Date(Date.now() + 8 * 86_400_000))
  await paste(verifier, pass, 'couldNotCheck')
  await expect(verifier.locator('[data-why=listTooOld]')).toBeVisible()
  await verifier.clock.setFixedTime(new Date())

  // She loses the card and makes a new one. The list on this phone is older: it says so under its answer.
  await volunteer.locator('summary').click()
  await volunteer.getByRole('button', { name: hi('people_card_new') }).click()
  await expect(volunteer.locator('.volunteer-card svg[role=img]')).toBeVisible()
  await expect.poll(async () => readQr(volunteer.locator('.volunteer-card svg[role=img]'))).not.toBe(pass)
  await stranger.setOffline(false)
  await expect(async () => {
    await verifier.goto(organisation('/check'))
    await verifier.waitForLoadState('networkidle')
    await paste(verifier, pass, 'revoked')
  }).toPass({ timeout: 40_000, intervals: [3_000] })
  await stranger.setOffline(true)
  await verifier.goto(organisation('/check'))
  await paste(verifier, pass, 'revoked')
  await expect(verifier.locator('[data-fact=name]')).toBeHidden()
  await lookAt(verifier, 'verifier-revoked-hi-360')
  await stranger.setOffline(false)
  await verifier.goto(pass)
  await expect(verifier.getByText(hi('people_check_revoked'), { exact: true })).toBeVisible()
  await lookAt(verifier, 'pass-revoked-hi-360')
  await stranger.close()
  await volunteer.context().close()
})

test('the verifier on a desk, in English, and what its page may run (en, 1280 px)', async ({ browser }) => {
  const page = await openPage(browser, { language: 'en', width: 1280 })
  const response = await page.goto(organisation('/check'))
  const policy = response!.headers()['content-security-policy']!
  expect(policy).toContain("'wasm-unsafe-eval'")
  expect(policy).not.toMatch(/'unsafe-(inline|eval)'/)
  // A trainer's browser may read the length of a film that it has not sent yet.
  expect(policy).toContain("media-src 'self' blob:")
  expect((await fetched(page, '/join')).policy).not.toContain('wasm')
  await eventually(page.locator('[data-kept=ready]')).toBeVisible()
  await lookAt(page, 'verifier-en-1280')
  for (const [path, type] of [
    ['/.well-known/karyakarta-keys.json', 'application/json'],
    ['/credentials/status/0', 'application/vc+ld+json'],
    ['/credentials/revoked/card', 'application/octet-stream'],
    ['/credentials/issuer', 'application/ld+json'],
  ] as const) {
    const { status, type: told, shared, cache } = await fetched(page, path)
    expect([path, status, told, shared]).toEqual([path, 200, type, '*'])
    expect(cache).toMatch(/^public, max-age=\d+$/)
  }
  // A house on a local name has no did:web.
  for (const path of [
    '/.well-known/did.json',
    '/credentials/status/99',
    '/credentials/revoked/event',
    '/credentials/awards/0',
  ])
    expect([path, (await fetched(page, path)).status]).toEqual([path, 404])
  await page.context().close()
})

test('what earns the title is set in the browser, and everybody sees how far she is (en, 1280 px; hi, 360 px)', async ({
  browser,
}) => {
  test.slow()
  const page = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(page, 'administrator', '/settings')
  await takeSecondStep(page, 'administrator')
  const form = page.locator('#title-rule')
  await form.locator('#courses').fill('-1')
  await form.getByRole('button').click()
  await expect(form.locator('#courses')).toHaveAttribute('aria-invalid', 'true')
  await expect(form.locator('#courses')).toHaveValue('-1')
  await form.locator('#courses').fill('3')
  await form.locator('#events').fill('2')
  await form.getByRole('button').click()
  await expect(form.getByText(en('credentials_title_rule_saved'))).toBeVisible()
  await form.scrollIntoViewIfNeeded()
  await lookAt(page, 'title-rule-en-1280')
  await page.reload()
  await expect(form.locator('#courses')).toHaveValue('3')
  // Whoever holds it sees so; whoever is on the way, what is left.
  const holder = await openPage(browser, { language: 'hi', width: 360, ...KEEPS_NOTHING })
  await signInAs(holder, 'booth-volunteer', '/badges')
  await expect(holder.locator('#title')).toContainText(hi('credentials_title_held'))
  await lookAt(holder, 'title-held-hi-360')
  await signInAs(page, 'constituency-coordinator', '/learn')
  await expect(page.locator('#title')).toContainText(en('credentials_title_of', { done: 0, all: 5 }))
  await expect(page.locator('#title')).toContainText(en('credentials_title_courses', { done: 0, all: 3 }))
  await lookAt(page, 'title-way-en-1280')
  for (const one of [page, holder]) await one.context().close()
})
