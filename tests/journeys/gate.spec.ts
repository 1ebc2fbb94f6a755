import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Browser, type Page } from '@playwright/test'
import { personasOf } from '#demo/personas.ts'
import { CHROMIUM } from './chromium.ts'
import { filmOf } from './filmOf.ts'
import { lookAt } from './look.ts'
import { openPage } from './openPage.ts'
import { ask } from './ownersEyes.ts'
import { organisation, signInAs } from './personas.ts'
import { readQr } from './readQr.ts'
import { word } from './words.ts'

const hi = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)
const en = (key: string, parameters?: Record<string, string | number>) => word('en', key, parameters)
const volunteerId = personasOf('organisation').find(({ key }) => key === 'booth-volunteer')!.personId
/** What the worker does behind a page takes its time on a busy machine. */
const eventually = expect.configure({ timeout: 30_000 })

/** The codes under the passes of the four who are expected; the first is the volunteer with the phone. */
const CODES = ['GATE01', 'GATE02', 'GATE03', 'GATE04']

/** An event of today in the whole state, with the volunteer and three of her district registered. @returns its id */
async function makeEvent(): Promise<string> {
  const [made] = await ask<{ id: string }>(
    'organisation',
    `with state as (select id, lft, rgt from places.place where level = 'state'),
      event as (insert into events.event (id, place_id, place_lft, place_rgt, template, state, title_hi, title_en, venue_hi, starts_on, ends_on, seats, made_at, changed_at)
        select gen_random_uuid(), id, lft, rgt, 'block_camp', 'open', 'द्वार का शिविर', 'Gate camp', 'सभागार',
          (now() at time zone 'Asia/Kolkata')::date, (now() at time zone 'Asia/Kolkata')::date, 40, now(), now() from state returning *),
      hall as (insert into events.hall (id, event_id, position, name_hi, name_en, capacity)
        select gen_random_uuid(), id, 0, 'बड़ा कक्ष', 'Main hall', 40 from event),
      quota as (insert into events.quota (id, event_id, place_id, place_lft, place_rgt, seats)
        select gen_random_uuid(), id, place_id, place_lft, place_rgt, 40 from event returning *)
    select event.id from event`,
  )
  const eventId = made!.id
  await ask(
    'organisation',
    `insert into events.registration (id, event_id, quota_id, person_id, place_id, place_lft, wing, name_hi, name_en, state, code, queued_at, changed_at)
     select gen_random_uuid(), q.event_id, q.id, p.id, p.place_id, p.place_lft, p.wing, p.name_devanagari, p.name_latin, 'registered',
       ($2::text[])[row_number() over (order by p.id <> $3, p.id)], now() - interval '1 hour', now()
     from events.quota q, lateral (select * from people.person where state in ('vouched', 'active') order by id <> $3, id limit 4) p
     where q.event_id = $1`,
    [eventId, CODES, volunteerId],
  )
  return eventId
}

async function addPhone(coordinator: Page, eventId: string, name: string): Promise<string> {
  await coordinator.goto(organisation(`/events/${eventId}/gates`))
  await coordinator.getByLabel(en('events_gate_c_name')).fill(name)
  await coordinator.getByRole('button', { name: en('events_gate_c_add') }).click()
  await expect(coordinator.getByText(en('events_gate_c_saved'))).toBeVisible()
  return (await coordinator.locator('a[href*="/gate#"]').first().getAttribute('href'))!
}

/** A phone of the gate, with its page and list on it. */
async function phoneAt(browser: Browser, address: string): Promise<Page> {
  const phone = await openPage(browser, { language: 'hi', width: 360 })
  await phone.goto(organisation(new URL(address).pathname + new URL(address).hash))
  await eventually(phone.locator('#ready')).toContainText('4')
  await eventually
    .poll(() => phone.evaluate(async () => (await caches.has('gate-1')) && (await (await caches.open('gate-1')).keys()).length))
    .toBeGreaterThan(2)
  await phone.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  return phone
} // prettier-ignore

async function byCode(phone: Page, code: string, verdict: string): Promise<void> {
  await phone.locator('#typed-code').fill(code)
  await phone.locator('#by-code button').click()
  await expect(phone.locator('#answer')).toHaveAttribute('data-verdict', verdict)
  await expect(phone.locator('#answer')).toBeInViewport()
  // Said by shape and colour as well, one for each verdict.
  await expect(phone.locator('#answer [data-shape]:visible')).toHaveAttribute('data-shape', verdict)
  const ground = await phone
    .locator('#answer')
    .evaluate((section) => getComputedStyle(section).backgroundColor)
  const soft = { in: '--ok-soft', ask: '--warn-soft', no: '--bad-soft' }[verdict]!
  expect(ground).toBe(
    await phone.evaluate((name) => {
      const probe = document.body.appendChild(document.createElement('i'))
      probe.style.background = `var(${name})`
      const { backgroundColor } = getComputedStyle(probe)
      probe.remove()
      return backgroundColor
    }, soft),
  )
}

for (const order of [
  [0, 1],
  [1, 0],
] as const)
  test(`two gates without a network let people in, and come to the same end when gate ${order[0] + 1} sends first`, async ({
    browser,
  }) => {
    test.slow()
    const eventId = await makeEvent()
    const coordinator = await openPage(browser, { language: 'en', width: 1280 })
    await signInAs(coordinator, 'state-coordinator')
    const phones = [
      await phoneAt(browser, await addPhone(coordinator, eventId, 'North gate')),
      await phoneAt(browser, await addPhone(coordinator, eventId, 'South gate')),
    ]
    const [north, south] = phones as [Page, Page]
    await lookAt(north, 'gate-ready-hi-360')
    const volunteer = await openPage(browser, { language: 'hi', width: 360 })
    await signInAs(volunteer, 'booth-volunteer', `/camps/${eventId}`)
    const photo = test.info().outputPath('pass.png')
    await volunteer.locator('#standing svg[role=img]').screenshot({ path: photo })
    await lookAt(volunteer, 'gate-pass-hi-360')

    for (const phone of phones) await phone.context().setOffline(true)
    // Killed and opened again, with no network at all: nothing has to be switched.
    await north.reload()
    await expect(north.locator('#ready')).toContainText('4')
    await expect(north.locator('[data-file-of=photo]')).toContainText(hi('design_choose_file'))
    await north.locator('#photo').setInputFiles(photo)
    await eventually(north.locator('#answer')).toHaveAttribute('data-verdict', 'in')
    await expect(north.locator('#answer')).toContainText(hi('events_gate_ok'))
    expect(Number(await north.locator('#answer').getAttribute('data-ms'))).toBeLessThan(1000)
    await lookAt(north, 'gate-in-hi-360')
    // What can be no code is asked for again, and stays to be mended; nobody's answer stands above it.
    await north.locator('#typed-code').fill('!!')
    await north.locator('#by-code button').click()
    await expect(north.locator('#no-typed')).toBeVisible()
    await expect(north.locator('#typed-code')).toHaveValue('!!')
    await expect(north.locator('#answer')).toBeHidden()
    await byCode(north, CODES[1]!, 'in')
    await byCode(north, CODES[1]!, 'ask')
    await expect(north.locator('#answer')).toContainText(hi('events_gate_again'))
    await lookAt(north, 'gate-again-hi-360')
    // It was a mistake: taken back by an exit of its own.
    await north.locator('#undo').click()
    await byCode(north, 'ZZZZZZ', 'no')
    await lookAt(north, 'gate-unknown-hi-360')
    // The phone is full: said at once, kept in memory, and on the disk as soon as there is room.
    await north.evaluate(() => {
      const { put } = IDBObjectStore.prototype
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('no room', 'QuotaExceededError')
      }
      addEventListener('online', () => (IDBObjectStore.prototype.put = put), { capture: true })
    })
    await byCode(north, CODES[3]!, 'in')
    await expect(north.locator('#unsaved')).toBeVisible()
    await expect(north.locator('#full')).toBeVisible()
    await lookAt(north, 'gate-full-hi-360')

    await byCode(south, CODES[1]!, 'in')
    await south.locator('[name=way][value=exit]').check()
    await south.locator('[name=way][value=entry]').check()
    const [mark] = await ask<{ mark: number; name: string }>(
      'organisation',
      'select phone_mark as mark, coalesce(name_hi, name_en) as name from events.registration where event_id = $1 and code = $2',
      [eventId, CODES[2]],
    )
    await south.locator('#digits').fill(String(mark!.mark).padStart(4, '0'))
    await south.locator('#by-phone button').first().click()
    await expect(south.locator('#say-name')).toBeVisible()
    await expect(south.locator('#found button')).toHaveCount(0)
    await south.locator('#typed-name').fill(mark!.name.slice(0, 2))
    await south.locator('#by-phone button').first().click()
    await south.locator('#found button').first().click()
    await expect(south.locator('#answer')).toHaveAttribute('data-verdict', 'in')
    // Her own pass, by whoever holds the phone.
    await south.locator('#staff').fill(CODES[3]!)
    await south.locator('#staff').blur()
    await byCode(south, CODES[3]!, 'no')
    await expect(south.locator('#answer')).toContainText(hi('events_gate_self'))
    await south.reload()
    await expect(south.locator('#waiting')).toContainText('2')

    for (const which of order) {
      const phone = phones[which]!
      await phone.context().setOffline(false)
      await eventually(phone.locator('#all-sent')).toBeVisible()
    }
    await coordinator.goto(organisation(`/events/${eventId}/gates`))
    await expect(coordinator.getByText(en('events_gate_c_two_gates'))).toHaveCount(1)
    await expect(coordinator.locator('main')).toContainText('South gate')
    const told = await ask<{ told: string }>(
      'organisation',
      `select json_build_array((select count(*) from events.scan where event_id = $1), (select count(*) from events.attendance where event_id = $1),
         (select array_agg(kind || ' ' || device.name order by kind) from events.gate_question q join events.scan on scan.id = q.scan_id
            join events.gate_device device on device.id = scan.device_id where q.event_id = $1))::text as told`,
      [eventId],
    )
    // At the first gate two entries, one again, its undoing and one that the full phone held in memory; two at the other.
    expect(JSON.parse(told[0]!.told)).toEqual([7, 4, ['two_gates South gate']])
    await lookAt(coordinator, 'gates-en-1280')
    await coordinator.getByRole('button', { name: en('events_gate_c_keep'), exact: true }).click()
    await expect(coordinator.getByText(en('events_gate_c_no_questions'))).toBeVisible()
    // Taken away in the middle: its list goes, what it wrote stays.
    const remove = coordinator.getByRole('button', { name: `${en('events_gate_c_remove')}: South gate` })
    await remove.click()
    await expect(remove).toHaveCount(0)
    await south.locator('#refresh').click()
    await eventually(south.locator('#taken-off')).toBeVisible()
    await lookAt(south, 'gate-taken-off-hi-360')
    for (const page of [coordinator, volunteer, ...phones]) await page.context().close()
  })

test('a gate looks for the house every five seconds while scans wait, and not for them when none does', async ({
  browser,
}) => {
  const eventId = await makeEvent()
  const coordinator = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(coordinator, 'state-coordinator')
  const address = await addPhone(coordinator, eventId, 'Patient gate')
  const phone = await openPage(browser, { language: 'hi', width: 360 })
  let [asked, isAway] = [0, true]
  await phone.route('**/gate/scans', (route) => {
    asked++
    return isAway ? route.abort() : route.continue()
  })
  await phone.clock.install()
  await phone.goto(organisation(new URL(address).pathname + new URL(address).hash))
  await eventually(phone.locator('#ready')).toContainText('4')
  // From here on no second goes by but those that are asked for: far fewer than the twenty of its other round.
  await phone.clock.pauseAt(new Date(Date.now() + 1_000))
  await byCode(phone, CODES[0]!, 'in')
  await phone.clock.runFor(1_500)
  await eventually.poll(() => asked).toBe(1)
  await expect(phone.locator('#waiting')).toContainText('1')
  await phone.clock.runFor(5_000)
  await eventually.poll(() => asked).toBe(2)
  isAway = false
  await phone.clock.runFor(5_000)
  await eventually(phone.locator('#all-sent')).toBeVisible()
  expect(asked).toBe(3)
  await phone.clock.runFor(15_000)
  await expect(phone.locator('#all-sent')).toBeVisible()
  expect(asked).toBe(3)
  for (const page of [coordinator, phone]) await page.context().close()
})

test('a gate’s camera reads a pass without a network, and once while it is held there', async ({
  browser,
  playwright,
}) => {
  const eventId = await makeEvent()
  const coordinator = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(coordinator, 'state-coordinator')
  const address = await addPhone(coordinator, eventId, 'Camera gate')
  const volunteer = await openPage(browser, { language: 'hi', width: 360 })
  await signInAs(volunteer, 'booth-volunteer', `/camps/${eventId}`)
  // Not among the results, whose folder is called as the journey is: where no LANG is set, Chromium opens no path with a “’” in it.
  const folder = mkdtempSync(join(tmpdir(), 'karyakarta-film-'))
  const film = join(folder, 'pass.y4m')
  await filmOf(volunteer, await volunteer.locator('#standing svg[role=img]').screenshot(), film)
  const camera = await playwright.chromium.launch({
    ...CHROMIUM,
    args: [
      ...CHROMIUM.args,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
  })
  const phone = await phoneAt(camera, address)
  await phone.context().setOffline(true)
  await phone.reload()
  const button = phone.locator('#camera')
  await button.click()
  await eventually(phone.locator('#answer')).toHaveAttribute('data-verdict', 'in')
  await expect(phone.locator('#answer .name')).not.toBeEmpty()
  await expect(button).toContainText(hi('events_gate_camera_stop'))
  // The next code is held before the same picture: no answer pushes it away.
  await expect(phone.locator('#gate video')).toBeInViewport({ ratio: 1 })
  await lookAt(phone, 'gate-camera-hi-360')
  await phone.waitForTimeout(5000)
  await expect(phone.locator('#last > li')).toHaveCount(1)
  await button.click()
  await expect(phone.locator('#gate video')).toBeHidden()
  await expect(button).toContainText(hi('events_gate_camera'))
  await camera.close()
  rmSync(folder, { recursive: true })
  // Whoever holds the pass is told by the house what it is; a phone that has no list of seats says who knows, and leaves the asking to her.
  const pass = await readQr(volunteer.locator('#standing svg[role=img]'))
  const stranger = await openPage(browser, { language: 'hi', width: 360 })
  await stranger.goto(organisation(new URL(pass).pathname))
  await expect(stranger.getByText('द्वार का शिविर')).toBeVisible()
  await expect(stranger.getByText(hi('people_check_valid'), { exact: true })).toBeVisible()
  await lookAt(stranger, 'pass-of-event-hi-360')
  await stranger.goto(organisation('/check'))
  await eventually(stranger.locator('[data-kept=ready]')).toBeVisible()
  await stranger.locator('#pasted').fill(pass)
  await stranger.locator('#paste button').click()
  await expect(stranger.locator('[data-why=atGate]')).toBeVisible()
  await expect(stranger.locator('[data-age]')).toBeHidden()
  await lookAt(stranger, 'check-of-event-hi-360')
  await stranger.locator('[data-ask] a').click()
  await expect(stranger.getByText('द्वार का शिविर')).toBeVisible()
  for (const page of [coordinator, volunteer, stranger]) await page.context().close()
})
