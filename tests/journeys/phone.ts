import { expect, type Page } from '@playwright/test'
import sharp from 'sharp'
import { organisation } from './personas.ts'
import { word } from './words.ts'

/** A photo as a phone takes it: larger than needed, with the place in it. */
export const photo = async () => ({
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

export const pathOf = (taskId: string): string => `/tasks/${taskId}`

/** @param proof what counts as done @returns the task's id */
export async function giveTask(page: Page, title: string, proof = 'words'): Promise<string> {
  await page.goto(organisation('/given-tasks/new'))
  const hindi = page.getByRole('group', { name: word('en', 'design_in_hindi') })
  await hindi.getByLabel(word('en', 'tasks_c_heading')).fill(title)
  await hindi.getByLabel(word('en', 'tasks_c_words')).fill('अपने बूथ पर जाकर देखें और लिखें।')
  await page
    .getByLabel(word('en', 'tasks_c_due'), { exact: true })
    .fill(new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10))
  await page.getByLabel(word('en', `tasks_proof_${proof}`)).check()
  await page.getByRole('button', { name: word('en', 'tasks_c_give') }).click()
  await expect(page.getByText(word('en', 'tasks_c_given_done'))).toBeVisible()
  return new URL(page.url()).pathname.split('/').at(-1)!
}

/** Fills the form of a task and sends it. @param open whether its page is opened first */
export async function report(page: Page, taskId: string, told: string, open = true): Promise<void> {
  if (open) await page.goto(organisation(pathOf(taskId)))
  await page.getByLabel(word('hi', 'tasks_told')).fill(told)
  await page.getByRole('button', { name: word('hi', 'tasks_send'), exact: true }).click()
  await expect(page).toHaveURL(/\/outbox\?saved=|\?done=sent/)
}

/** How many reports on a task wait for the coordinator's word. */
export async function reportsAt(page: Page, taskId: string): Promise<number> {
  await page.goto(organisation(`/confirm?task=${taskId}`))
  return page.locator('main form[action="?/confirm"]').count()
}

/** Paths of the pages that the phone keeps. */
export const kept = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const requests = await (await caches.open('pages-1')).keys()
    return requests.map(({ url }) => new URL(url).pathname)
  })

/** When the copy of a page was made, milliseconds; 0 where there is none. */
export const keptAt = (page: Page, path: string): Promise<number> =>
  page.evaluate(async (path) => {
    const copy = await (await caches.open('pages-1')).match(path)
    return Number(copy?.headers.get('x-kept-at') ?? 0)
  }, path)

/** Bytes of everything that the phone keeps of the house, and of what keeps it: its pages; the kits that it fetched beforehand, whose pages tell their size. */
export const keptBytes = (page: Page): Promise<{ readonly pages: number; readonly kits: number }> =>
  page.evaluate(async () => {
    const bytes = { pages: (await (await fetch('/worker.js')).blob()).size, kits: 0 }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys())
        bytes[name === 'kits-1' ? 'kits' : 'pages'] += (await (await cache.match(request))!.blob()).size
    }
    return bytes
  })

export const chosenBytes = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelector<HTMLInputElement>('#photo')!.files![0]!.size)

/** Everything in the phone's store that can be read without a key. */
export const inPlain = (page: Page): Promise<string> =>
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

/** What the phone keeps of forms that were begun and not sent, as text; empty where there was none since somebody came. */
export const begun = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('karyakarta')
      request.onsuccess = () => resolve(request.result)
    })
    const note = await new Promise<unknown>((resolve) => {
      const request = db.transaction('note').objectStore('note').get('begun')
      request.onsuccess = () => resolve(request.result)
    })
    db.close()
    return JSON.stringify(note) ?? ''
  })
