import { expect, test, type Page } from '@playwright/test'
import sharp from 'sharp'
import { lookAt, picture } from './look.ts'
import { openPage } from './openPage.ts'
import { organisation, programme, signInAs } from './personas.ts'
import {
  begun,
  chosenBytes,
  giveTask,
  inPlain,
  kept,
  keptAt,
  keptBytes,
  pathOf,
  photo,
  report,
  reportsAt,
} from './phone.ts'
import { word } from './words.ts'

const hi = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)

/** Bytes that a phone may keep of the house. */
const MOST_KEPT = 300 * 1024

/**
 * A volunteer's day without a network, on one phone that her household shares: her pages open, what she reports waits, arrives once, and nobody
 * else sees it.
 */
/** What the worker does behind the page, and tells it: on a busy machine it takes its time. */
const eventually = expect.configure({ timeout: 30_000 })

test('a volunteer opens her pages and reports without a network; everything arrives once, and nobody else on the phone sees it', async ({
  browser,
}) => {
  test.slow()
  const coordinator = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(coordinator, 'constituency-coordinator')
  const stamp = String(Date.now() % 100_000)
  const titles = ['पानी देखें', 'छाया देखें', 'रास्ता देखें', 'बत्ती देखें'].map((title) => `${title} ${stamp}`)
  const tasks: string[] = []
  for (const title of titles) tasks.push(await giveTask(coordinator, title))
  const [first, second, third, fourth] = tasks as [string, string, string, string]
  const atBooth = await giveTask(coordinator, `बूथ देखें ${stamp}`, 'booth')
  const online = await giveTask(coordinator, `साथ देखें ${stamp}`)
  tasks.push(atBooth, online)

  const page = await openPage(browser, { language: 'hi', width: 360 })
  const phone = page.context()
  await signInAs(page, 'booth-volunteer')
  // Her card was never opened here: it is kept all the same.
  await page.goto(organisation('/today'))
  await eventually.poll(() => kept(page)).toEqual(expect.arrayContaining(['/card', ...tasks.map(pathOf)]))
  const { pages, kits } = await keptBytes(page)
  expect(pages).toBeLessThan(MOST_KEPT)
  expect(kits).toBeLessThan(MOST_KEPT)
  await page.goto(organisation('/outbox'))
  await expect(page.locator('#outbox-none')).toBeVisible()
  await expect(page.locator('#phone-size')).toContainText('kB')
  await lookAt(page, 'offline-nothing-waits-hi-360')

  // No network at all: for the page and for its worker.
  await phone.setOffline(true)
  await page.goto(organisation('/today'))
  await page.reload()
  await eventually(page.locator('[data-strip="kept"]')).toBeVisible()
  await expect(page.getByText(titles[0]!).or(page.locator('#tasks'))).not.toHaveCount(0)
  await lookAt(page, 'offline-today-hi-360')
  // The other language comes with the network: she stays where she is, and is told.
  await page.getByRole('button', { name: 'English' }).click()
  await eventually(page.locator('[data-strip="language"]')).toBeVisible()
  expect(new URL(page.url()).pathname).toBe('/today')
  await expect(page.locator('html')).toHaveAttribute('lang', 'hi')
  await page.goto(organisation('/my-booth'))
  await expect(page.getByRole('heading', { level: 1, name: hi('people_my_booth') })).toBeVisible()
  await page.goto(organisation('/card'))
  await expect(page.locator('.volunteer-card .qr svg')).toBeVisible()
  await lookAt(page, 'offline-card-hi-360')
  await page.goto(organisation('/my-data'))
  await expect(page.getByRole('heading', { name: hi('offline_away_title') })).toBeVisible()
  await lookAt(page, 'offline-away-hi-360')
  // A task that this phone has not: why, and how it comes here.
  await page.goto(organisation('/tasks/0191e4a5-0000-7000-8000-000000000000'))
  await expect(page.getByText(hi('offline_away_task'))).toBeVisible()
  await expect(page.getByText(hi('offline_away_camp'))).toBeHidden()
  await lookAt(page, 'offline-away-task-hi-360')

  // What is begun is still there when the page is opened again, until it is sent.
  const told = page.getByLabel(hi('tasks_told'))
  await page.goto(organisation(pathOf(first)))
  await told.fill('नल के पास')
  await eventually.poll(() => begun(page)).toContain('नल के पास')
  await page.reload()
  await eventually(told).toHaveValue('नल के पास')
  await report(page, first, 'नल ठीक है, पानी आता है')
  await eventually.poll(() => begun(page)).toBe('{}')
  await eventually(page.locator('[data-strip="waiting"]')).toContainText(
    hi('offline_strip_waiting', { count: 1 }),
  )
  await page.goto(organisation(pathOf(second)))
  await page.locator('#photo').setInputFiles(await photo())
  await expect.poll(() => chosenBytes(page)).toBeLessThan(1_000_000)
  await report(page, second, 'पेड़ की छाया है', false)
  await expect(page.locator('#outbox-saved')).toBeVisible()
  await eventually(page.locator('[data-strip="waiting"]')).toContainText(
    hi('offline_strip_waiting', { count: 2 }),
  )
  await expect(page.locator('#outbox-list > li')).toHaveCount(2)
  await lookAt(page, 'offline-waiting-hi-360')
  await page.emulateMedia({ colorScheme: 'dark' })
  await lookAt(page, 'offline-waiting-dark-hi-360')
  await page.emulateMedia({ colorScheme: 'light' })
  // Neither closing the page nor opening it again loses anything.
  await page.goto(organisation('/today'))
  await eventually(page.locator('[data-strip="waiting"]')).toContainText('2')
  expect(await reportsAt(coordinator, first)).toBe(0)

  const breaches: string[] = []
  page.on(
    'console',
    (said) => void (/Content Security Policy/.test(said.text()) && breaches.push(said.text())),
  )
  // Once it has arrived Today says so by itself: what is done is no more among what waits for her, nor is the page a copy any longer.
  const before = await waitingOn(page)
  await phone.setOffline(false)
  await eventually(page.locator('[data-strip="sent"]')).toBeVisible()
  await eventually.poll(() => waitingOn(page)).toBe(before - 2)
  await expect(page.locator('[data-strip="kept"]')).toBeHidden()
  expect(breaches).toEqual([])
  await lookAt(page, 'offline-sent-hi-360')
  expect(await reportsAt(coordinator, first)).toBe(1)
  expect(await reportsAt(coordinator, second)).toBe(1)
  await expect(coordinator.locator('img[src^="/tasks/photo/"]')).toHaveCount(1)
  await page.goto(organisation(pathOf(first)))
  await expect(page.locator('#report')).toContainText('नल ठीक है, पानी आता है')

  // Reported with a network: Today and the list of tasks are kept anew, both, though she opens neither.
  await eventually.poll(() => kept(page)).toContain(pathOf(online))
  const then = await page.evaluate(() => Date.now())
  await report(page, online, 'नेटवर्क में लिखा')
  await eventually.poll(() => keptAt(page, '/today')).toBeGreaterThan(then)
  await eventually.poll(() => keptAt(page, '/tasks')).toBeGreaterThan(then)

  // Reported from another phone meanwhile: she is asked, nothing is written over.
  await eventually.poll(() => kept(page)).toContain(pathOf(third))
  await phone.setOffline(true)
  await report(page, third, 'बिना नेटवर्क लिखा हुआ')
  await refusedAtOnce(page, atBooth)
  const other = await openPage(browser, { language: 'hi', width: 360 })
  await signInAs(other, 'booth-volunteer')
  await report(other, third, 'दूसरे फ़ोन से लिखा हुआ')
  await expect(other.locator('#report')).toContainText('दूसरे फ़ोन से लिखा हुआ')
  await phone.setOffline(false)
  await eventually(page.locator('[data-strip="needs_you"]')).toBeVisible()
  // On the task's own page, too, it is not "will be sent".
  await page.goto(organisation(pathOf(third)))
  await eventually(page.locator('[data-strip="needs_you"]')).toBeVisible()
  await expect(page.locator('[data-strip="here"]')).toBeHidden()
  await page.goto(organisation('/outbox'))
  const asked = page.locator('#outbox-list > li').filter({ hasText: titles[2]! })
  await expect(asked).toContainText('दूसरे फ़ोन से लिखा हुआ')
  await expect(asked).toContainText('बिना नेटवर्क लिखा हुआ')
  await lookAt(page, 'offline-question-hi-360')
  await page.emulateMedia({ colorScheme: 'dark' })
  await lookAt(page, 'offline-question-dark-hi-360')
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await reportsAt(coordinator, third)).toBe(1)
  await expect(coordinator.getByText('दूसरे फ़ोन से लिखा हुआ')).toBeVisible()
  expect(await reportsAt(coordinator, atBooth)).toBe(1)
  await asked.locator('[data-act="mine"]').click()
  await expect(asked.locator('[data-state="sent"]')).toBeVisible()
  expect(await reportsAt(coordinator, third)).toBe(1)
  await expect(coordinator.getByText('बिना नेटवर्क लिखा हुआ')).toBeVisible()

  // A phone that was set up anew has nothing to send and writes over nothing.
  await other.context().close()
  const anew = await openPage(browser, { language: 'hi', width: 360 })
  await signInAs(anew, 'booth-volunteer')
  await anew.goto(organisation('/outbox'))
  await expect(anew.locator('#outbox-none')).toBeVisible()
  await anew.goto(organisation(pathOf(third)))
  await expect(anew.locator('#report')).toContainText('बिना नेटवर्क लिखा हुआ')
  await anew.context().close()

  // She signs out while something waits and there is no network: her pages go, and what she began; what waits is locked.
  await eventually.poll(() => kept(page)).toContain(pathOf(fourth))
  await page.goto(organisation('/sign-out'))
  await phone.setOffline(true)
  await report(page, fourth, 'बत्ती जलती है')
  await eventually(page.locator('[data-strip="waiting"]')).toBeVisible()
  await page.goto(organisation(pathOf(fourth)))
  await told.fill('बत्ती आधी')
  await eventually.poll(() => begun(page)).toContain('बत्ती आधी')
  await signOutOffline(page)
  await expect(page.getByText(hi('offline_away_signed_out'))).toBeVisible()
  await picture(page, 'offline-signed-out-hi-360')
  expect(await kept(page)).toEqual(['/offline'])
  await page.goto(organisation('/today'))
  await expect(page.getByRole('heading', { name: hi('offline_away_title') })).toBeVisible()

  // Back in the network the house hears of it first; then somebody else of the household signs in.
  await phone.setOffline(false)
  await page.goto(organisation('/today'))
  await expect(page).toHaveURL(/\/sign-in/)
  await signInAs(page, 'womens-coordinator')
  await page.goto(organisation('/outbox'))
  await expect(page.locator('#outbox-none')).toBeVisible()
  await eventually.poll(() => kept(page)).toContain('/today')
  expect(await kept(page)).not.toContain(pathOf(fourth))
  expect(await begun(page)).toBe('')
  expect(await inPlain(page)).not.toContain('बत्ती')
  expect(await reportsAt(coordinator, fourth)).toBe(0)
  await phone.setOffline(true)
  await page.goto(organisation('/today'))
  await eventually(page.locator('[data-strip="kept"]')).toBeVisible()
  await eventually(page.locator('[data-strip="waiting"]')).toBeHidden()
  await phone.setOffline(false)

  // She is back: what was locked opens for her, and arrives.
  await signInAs(page, 'booth-volunteer')
  await eventually.poll(() => reportsAt(coordinator, fourth)).toBe(1)
  await phone.close()
  await coordinator.context().close()
})

test('the programme has neither the organisation’s worker nor its pages, and a manifest of its own', async ({
  request,
}) => {
  for (const path of ['/worker.js', '/phone.js', '/waits.js', '/sync', '/outbox', '/offline'])
    expect((await request.get(byNumber(programme(path)), { maxRedirects: 0 })).status(), path).toBe(404)
  const manifests = await Promise.all(
    [organisation, programme].map(async (edition) => {
      const answer = await request.get(byNumber(edition('/app.webmanifest')))
      expect(answer.headers()['content-type']).toContain('application/manifest+json')
      return (await answer.json()) as {
        lang: string
        start_url: string
        icons: { src: string; sizes: string }[]
      }
    }),
  )
  expect(manifests.map(({ start_url }) => start_url)).toEqual(['/today', '/record'])
  for (const { lang, icons } of manifests) {
    expect(lang).toBe('hi')
    expect(icons.map(({ sizes }) => sizes)).toEqual(['192x192', '512x512', '512x512'])
  }
  for (const { src, sizes } of manifests[0]!.icons) {
    const icon = await request.get(byNumber(organisation(src)))
    const { width, height, format } = await sharp(await icon.body()).metadata()
    expect([format, `${width}x${height}`]).toEqual(['png', sizes])
  }
})

/** The same address for a client that does not know names under localhost. */
const byNumber = (address: string): string => address.replace(/\/\/[a-z]+\.localhost/, '//127.0.0.1')

/** How many tasks Today says are waiting. */
const waitingOn = async (page: Page): Promise<number> =>
  Number(/\d+/.exec(await page.locator('#tasks .quiet').first().innerText())?.[0])

/** As from a tab that was left open on the page to sign out. */
async function signOutOffline(page: Page): Promise<void> {
  await page.evaluate(() => {
    const form = document.createElement('form')
    form.method = 'post'
    form.action = '/sign-out'
    document.body.append(form)
    form.submit()
  })
}

/** What the house would refuse hours later the phone says at once, in her words; what she typed stays, and once it is mended it waits. */
async function refusedAtOnce(page: Page, taskId: string): Promise<void> {
  await page.goto(organisation(pathOf(taskId)))
  await page.getByLabel(hi('tasks_told')).fill('बूथ का रास्ता देखा')
  await page.getByRole('button', { name: hi('tasks_send'), exact: true }).click()
  const box = page.locator('[data-faults]')
  await expect(box).toContainText(hi('tasks_booth_needed'))
  await expect(box).toContainText(hi('design_errors_title', { count: 1 }))
  await expect(box).toBeFocused()
  // Beside the field too, for eyes and ears, as the house would say it.
  const tick = page.getByLabel(hi('tasks_at_booth'))
  await expect(page.locator('#atBooth-error')).toHaveText(hi('tasks_booth_needed'))
  await expect(tick).toHaveAccessibleDescription(hi('tasks_booth_needed'))
  // What is called a picture and is none is told as soon as it is chosen, and goes nowhere.
  const program = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('MZ\u0090 no picture') }
  await page.locator('#photo').setInputFiles(program)
  await expect(page.locator('#photo-error')).toHaveText(hi('files_picture_needed'))
  await page.getByRole('button', { name: hi('tasks_send'), exact: true }).click()
  await expect(box).toContainText(hi('design_errors_title', { count: 2 }))
  await expect(page.locator('#photo-error')).toHaveCount(1)
  expect(new URL(page.url()).pathname).toBe(pathOf(taskId))
  await expect(page.getByLabel(hi('tasks_told'))).toHaveValue('बूथ का रास्ता देखा')
  await lookAt(page, 'offline-refused-at-once-hi-360')
  await page.locator('#photo').setInputFiles([])
  await expect(page.locator('#photo-error')).toHaveCount(0)
  await page.getByLabel(hi('tasks_at_booth')).check()
  await page.getByRole('button', { name: hi('tasks_send'), exact: true }).click()
  await expect(page).toHaveURL(/\/outbox\?saved=/)
  // What she ticked is told with what she wrote.
  const card = page.locator('#outbox-list > li').filter({ hasText: 'बूथ का रास्ता देखा' })
  await expect(card.locator('dt', { hasText: hi('tasks_at_booth') })).toBeVisible()
  await lookAt(page, 'offline-outbox-tick-hi-360')
}
