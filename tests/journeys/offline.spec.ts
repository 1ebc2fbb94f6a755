import { expect, test, type Page } from '@playwright/test'
import sharp from 'sharp'
import { lookAt, picture } from './look.ts'
import { openPage } from './openPage.ts'
import { organisation, programme, signInAs } from './personas.ts'
import { word } from './words.ts'

const hi = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)
const en = (key: string, parameters?: Record<string, string | number>) => word('en', key, parameters)

/** Bytes that a phone may keep of the house. */
const MOST_KEPT = 300 * 1024

/** A photo as a phone takes it: larger than needed, with the place in it. */
const photo = async () => ({
  name: 'IMG.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp({
    create: {
      width: 2400,
      height: 1800,
      channels: 3,
      background: '#7a9',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '26/1 54/1 44/1' } })
    .jpeg()
    .toBuffer(),
})

/**
 * A volunteer's day without a network, on one phone that her household shares: her pages open, what she reports waits, arrives once, and nobody
 * else sees it.
 */
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

  const page = await openPage(browser, { language: 'hi', width: 360 })
  const phone = page.context()
  await signInAs(page, 'booth-volunteer')
  await page.goto(organisation('/card'))
  await expect(page.locator('.volunteer-card')).toBeVisible()
  await page.goto(organisation('/today'))
  await expect.poll(() => kept(page)).toEqual(expect.arrayContaining(['/card', ...tasks.map(pathOf)]))
  expect(await keptBytes(page)).toBeLessThan(MOST_KEPT)
  await page.goto(organisation('/outbox'))
  await expect(page.locator('#outbox-none')).toBeVisible()
  await expect(page.locator('#phone-size')).toContainText('kB')
  await lookAt(page, 'offline-nothing-waits-hi-360')

  // No network at all: for the page and for its worker.
  await phone.setOffline(true)
  await page.goto(organisation('/today'))
  await page.reload()
  await expect(page.locator('[data-strip="kept"]')).toBeVisible()
  await expect(page.getByText(titles[0]!).or(page.locator('#tasks'))).not.toHaveCount(0)
  await lookAt(page, 'offline-today-hi-360')
  await page.goto(organisation('/my-booth'))
  await expect(page.getByRole('heading', { level: 1, name: hi('people_my_booth') })).toBeVisible()
  await page.goto(organisation('/card'))
  await expect(page.locator('.volunteer-card .qr svg')).toBeVisible()
  await lookAt(page, 'offline-card-hi-360')
  await page.goto(organisation('/my-data'))
  await expect(page.getByRole('heading', { name: hi('offline_away_title') })).toBeVisible()
  await lookAt(page, 'offline-away-hi-360')

  await report(page, first, 'नल ठीक है, पानी आता है')
  await expect(page.locator('[data-strip="waiting"]')).toContainText(
    hi('offline_strip_waiting', { count: 1 }),
  )
  await page.goto(organisation(pathOf(second)))
  await page.locator('#photo').setInputFiles(await photo())
  await expect.poll(() => chosenBytes(page)).toBeLessThan(1_000_000)
  await report(page, second, 'पेड़ की छाया है', false)
  await expect(page.locator('#outbox-saved')).toBeVisible()
  await expect(page.locator('[data-strip="waiting"]')).toContainText(
    hi('offline_strip_waiting', { count: 2 }),
  )
  await expect(page.locator('#outbox-list > li')).toHaveCount(2)
  await lookAt(page, 'offline-waiting-hi-360')
  await page.emulateMedia({ colorScheme: 'dark' })
  await lookAt(page, 'offline-waiting-dark-hi-360')
  await page.emulateMedia({ colorScheme: 'light' })
  // Neither closing the page nor opening it again loses anything.
  await page.goto(organisation('/today'))
  await expect(page.locator('[data-strip="waiting"]')).toContainText('2')
  expect(await reportsAt(coordinator, first)).toBe(0)

  await phone.setOffline(false)
  await expect(page.locator('[data-strip="sent"]')).toBeVisible()
  await lookAt(page, 'offline-sent-hi-360')
  expect(await reportsAt(coordinator, first)).toBe(1)
  expect(await reportsAt(coordinator, second)).toBe(1)
  await expect(coordinator.locator('img[src^="/tasks/photo/"]')).toHaveCount(1)
  await page.goto(organisation(pathOf(first)))
  await expect(page.locator('#report')).toContainText('नल ठीक है, पानी आता है')

  // Reported from another phone meanwhile: she is asked, nothing is written over.
  await expect.poll(() => kept(page)).toContain(pathOf(third))
  await phone.setOffline(true)
  await report(page, third, 'बिना नेटवर्क लिखा हुआ')
  const other = await openPage(browser, { language: 'hi', width: 360 })
  await signInAs(other, 'booth-volunteer')
  await report(other, third, 'दूसरे फ़ोन से लिखा हुआ')
  await expect(other.locator('#report')).toContainText('दूसरे फ़ोन से लिखा हुआ')
  await phone.setOffline(false)
  await expect(page.locator('[data-strip="needs_you"]')).toBeVisible()
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

  // She signs out while something waits and there is no network: her pages go, what waits is locked.
  await expect.poll(() => kept(page)).toContain(pathOf(fourth))
  await page.goto(organisation('/sign-out'))
  await phone.setOffline(true)
  await report(page, fourth, 'बत्ती जलती है')
  await expect(page.locator('[data-strip="waiting"]')).toBeVisible()
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
  await expect.poll(() => kept(page)).toContain('/today')
  expect(await kept(page)).not.toContain(pathOf(fourth))
  expect(await inPlain(page)).not.toContain('बत्ती')
  expect(await reportsAt(coordinator, fourth)).toBe(0)
  await phone.setOffline(true)
  await page.goto(organisation('/today'))
  await expect(page.locator('[data-strip="kept"]')).toBeVisible()
  await expect(page.locator('[data-strip="waiting"]')).toBeHidden()
  await phone.setOffline(false)

  // She is back: what was locked opens for her, and arrives.
  await signInAs(page, 'booth-volunteer')
  await expect.poll(() => reportsAt(coordinator, fourth)).toBe(1)
  await phone.close()
  await coordinator.context().close()
})

test('the programme has neither the organisation’s worker nor its pages, and a manifest of its own', async ({
  request,
}) => {
  for (const path of ['/worker.js', '/phone.js', '/sync', '/outbox', '/offline'])
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

const pathOf = (taskId: string): string => `/tasks/${taskId}`

/** @returns the task's id */
async function giveTask(page: Page, title: string): Promise<string> {
  await page.goto(organisation('/given-tasks/new'))
  const hindi = page.getByRole('group', { name: en('design_in_hindi') })
  await hindi.getByLabel(en('tasks_c_heading')).fill(title)
  await hindi.getByLabel(en('tasks_c_words')).fill('अपने बूथ पर जाकर देखें और लिखें।')
  await page
    .getByLabel(en('tasks_c_due'), { exact: true })
    .fill(new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10))
  await page.getByRole('button', { name: en('tasks_c_give') }).click()
  await expect(page.getByText(en('tasks_c_given_done'))).toBeVisible()
  return new URL(page.url()).pathname.split('/').at(-1)!
}

/** Fills the form of a task and sends it. @param open whether its page is opened first */
async function report(page: Page, taskId: string, told: string, open = true): Promise<void> {
  if (open) await page.goto(organisation(pathOf(taskId)))
  await page.getByLabel(hi('tasks_told')).fill(told)
  await page.getByRole('button', { name: hi('tasks_send'), exact: true }).click()
  await expect(page).toHaveURL(/\/outbox\?saved=|\?done=sent/)
}

/** How many reports on a task wait for the coordinator's word. */
async function reportsAt(page: Page, taskId: string): Promise<number> {
  await page.goto(organisation(`/confirm?task=${taskId}`))
  return page.locator('main form[action="?/confirm"]').count()
}

/** Paths of the pages that the phone keeps. */
const kept = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const requests = await (await caches.open('pages-1')).keys()
    return requests.map(({ url }) => new URL(url).pathname)
  })

/** Bytes of everything that the phone keeps of the house, and of what keeps it. */
const keptBytes = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    let bytes = (await (await fetch('/worker.js')).blob()).size
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) bytes += (await (await cache.match(request))!.blob()).size
    }
    return bytes
  })

const chosenBytes = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelector<HTMLInputElement>('#photo')!.files![0]!.size)

/** Everything in the phone's store that can be read without a key. */
const inPlain = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('karyakarta')
      request.onsuccess = () => resolve(request.result)
    })
    const rows = await new Promise<{ sealed: { text: ArrayBuffer } }[]>((resolve) => {
      const request = db.transaction('entry').objectStore('entry').getAll()
      request.onsuccess = () => resolve(request.result as { sealed: { text: ArrayBuffer } }[])
    })
    db.close()
    if (rows.length === 0) throw new Error('nothing is stored: then this shows nothing')
    return rows.map((row) => JSON.stringify(row) + new TextDecoder().decode(row.sealed.text)).join()
  })

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
