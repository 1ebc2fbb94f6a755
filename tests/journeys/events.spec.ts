import { expect, test, type Page } from '@playwright/test'
import { personasOf } from '#demo/personas.ts'
import { lookAt } from './look.ts'
import { KEEPS_NOTHING, openPage } from './openPage.ts'
import { ask } from './ownersEyes.ts'
import { organisation, signInAs } from './personas.ts'
import { word } from './words.ts'

const hi = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)
const en = (key: string, parameters?: Record<string, string | number>) => word('en', key, parameters)
const volunteerId = personasOf('organisation').find(({ key }) => key === 'booth-volunteer')!.personId

/**
 * A convention's way: made from the template on a laptop, opened, filled by made-up people; a volunteer on her phone, in Hindi and without
 * JavaScript, stands in line, is offered the seat that comes free, takes it and chooses a session.
 */
test('a convention is made from the template, filled, waited for, and a seat that comes free is taken', async ({
  browser,
}) => {
  test.slow()
  const coordinator = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(coordinator, 'state-coordinator')
  const eventId = await makeConvention(coordinator)
  const quotaId = await fillDistrict(eventId)
  await coordinator.goto(organisation(`/events/${eventId}`))
  // A share that is no number is named, and stays as it was typed.
  const share = coordinator.locator(`input[name="quota-${quotaId}"]`)
  await share.fill('-3')
  await coordinator.locator('#quotas form').first().getByRole('button', { name: en('events_c_save') }).click() // prettier-ignore
  await expect(coordinator.locator(`#quotas .errors a[href="#quota-${quotaId}"]`)).toContainText(': ')
  await expect(share).toHaveValue('-3')
  await share.fill('3')
  await save(coordinator)
  await lookAt(coordinator, 'events-quotas-en-1280')

  const volunteer = await openPage(browser, { language: 'hi', width: 360, javaScriptEnabled: false })
  await signInAs(volunteer, 'booth-volunteer')
  // axe itself needs JavaScript: the same pages are looked at beside.
  const beside = await openPage(browser, { language: 'hi', width: 360, ...KEEPS_NOTHING })
  await signInAs(beside, 'booth-volunteer')
  const look = async (name: string) => {
    await beside.goto(volunteer.url())
    await lookAt(beside, name)
  }
  await volunteer.goto(organisation('/camps'))
  await look('events-mine-hi-360')
  await volunteer.locator(`a[href="/camps/${eventId}"]`).click()
  await expect(volunteer).toHaveURL(new RegExp(`/camps/${eventId}`))
  await look('events-invited-hi-360')
  await volunteer.getByRole('button', { name: hi('events_register') }).click()
  await expect(volunteer.getByText(hi('events_waiting_done'))).toBeVisible()
  await expect(volunteer.locator('#standing')).toContainText(hi('events_ahead_none'))
  await look('events-waiting-hi-360')

  // One seat more for her district: the worker offers it to the first in line, which she is.
  await coordinator.goto(organisation(`/events/${eventId}`))
  await coordinator.locator(`input[name="quota-${quotaId}"]`).fill('4')
  await save(coordinator)
  await expect(async () => {
    await volunteer.goto(organisation('/today'))
    await expect(volunteer.locator('#camp')).toContainText(hi('events_state_offered'), { timeout: 1000 })
  }).toPass({ timeout: 30_000 })
  await look('events-today-hi-360')
  await volunteer
    .locator('#camp')
    .getByRole('link', { name: hi('events_offer_answer') })
    .click()
  await expect(volunteer).toHaveURL(new RegExp(`/camps/${eventId}`))
  await look('events-offered-hi-360')
  await volunteer.getByRole('button', { name: hi('events_accept') }).click()
  await expect(volunteer.locator('#pass strong')).toHaveText(/^[0-9A-Z]{6}$/)
  const session = volunteer.locator('#programme li', { hasText: 'झूठे दावे पहचानना' })
  await session.getByRole('button', { name: hi('events_choose') }).click()
  await expect(volunteer.locator('#agenda')).toContainText('झूठे दावे पहचानना')
  await volunteer
    .locator('#calendar')
    .getByRole('button', { name: hi('events_feed_make') })
    .first()
    .click()
  await expect(volunteer.locator('#calendar code')).toHaveText(/\/calendar\/[\w-]{43}\.ics$/)
  await look('events-registered-hi-360')
  const address = await volunteer.locator('#calendar code').innerText()
  const calendar = await beside.evaluate(async (url) => {
    const answer = await fetch(url, { credentials: 'omit' })
    return { type: answer.headers.get('content-type'), text: await answer.text() }
  }, address)
  expect(calendar.type).toContain('text/calendar')
  expect(calendar.text).toContain('DTSTART;TZID=Asia/Kolkata')

  await coordinator.goto(organisation(`/events/${eventId}/registrations?quota=${quotaId}`))
  await expect(coordinator.locator('tbody tr')).toHaveCount(4)
  await lookAt(coordinator, 'events-registrations-en-1280')
  await coordinator.goto(organisation(`/events/${eventId}/print?quota=${quotaId}`))
  await expect(coordinator.locator('tbody tr')).toHaveCount(4)
  await lookAt(coordinator, 'events-print-en-1280')
  // The venue shrinks: nobody goes silently.
  await coordinator.goto(organisation(`/events/${eventId}`))
  await coordinator.locator(`input[name="quota-${quotaId}"]`).fill('3')
  await save(coordinator)
  await coordinator.getByRole('link', { name: en('events_c_over_look') }).click()
  await expect(coordinator.locator('tbody tr')).toHaveCount(1)
  await lookAt(coordinator, 'events-over-en-1280')
  await coordinator.getByRole('button', { name: en('events_c_keep'), exact: true }).click()
  await expect(coordinator.getByText(en('events_c_settled'))).toBeVisible()
})

async function save(page: Page): Promise<void> {
  await page
    .locator('#quotas form')
    .first()
    .getByRole('button', { name: en('events_c_save') })
    .click()
  await expect(page.getByText(en('events_c_saved'))).toBeVisible()
}

/** @returns its id */
async function makeConvention(page: Page): Promise<string> {
  await page.goto(organisation('/events'))
  await lookAt(page, 'events-list-en-1280')
  await page.getByRole('link', { name: en('events_c_new') }).click()
  // Another kind brings its own name and seats along.
  for (const [kind, title, seats] of [
    ['block_camp', 'Training camp', '40'],
    ['state_convention', 'State Convention', '3000'],
  ] as const) {
    await page.locator(`[name=template][value=${kind}]`).check()
    await expect(page.locator('[name=titleEn]')).toHaveValue(title)
    await expect(page.locator('[name=seats]')).toHaveValue(seats)
  }
  await page.getByLabel(en('events_c_starts')).fill(daysFromNow(20))
  await page.getByRole('group', { name: en('design_in_hindi') }).getByLabel(en('events_c_venue')).fill('बिड़ला सभागार') // prettier-ignore
  await lookAt(page, 'events-new-en-1280')
  await page.getByRole('button', { name: en('events_c_create') }).click()
  await expect(page.getByText(en('events_c_created'))).toBeVisible()
  await page.getByRole('link', { name: en('events_c_programme') }).click()
  await expect(page.locator('main table')).toHaveCount(2)
  await lookAt(page, 'events-programme-en-1280')
  // A guest expert is in two halls at once: shown, and listed only because she agreed.
  await page.getByRole('link', { name: en('events_c_add_speaker') }).click()
  await page.getByRole('group', { name: en('design_in_english') }).getByLabel(en('events_c_person')).fill('Asha Guest') // prettier-ignore
  await page.getByLabel(en('events_c_agreed_on')).fill(daysFromNow(0))
  await page.getByLabel(en('events_c_agreed_how')).fill('by e-mail')
  await page
    .locator('#speaker')
    .getByRole('button', { name: en('events_c_save') })
    .click()
  await expect(page.locator('#speakers')).toContainText(en('events_c_listed'))
  for (const title of ['Making videos: first steps', 'Spotting false claims']) {
    await page.getByRole('link', { name: title }).click()
    await page.getByLabel('Asha Guest').check()
    await page
      .locator('#session')
      .getByRole('button', { name: en('events_c_save') })
      .click()
    await expect(page.getByText(en('events_c_saved'))).toBeVisible()
  }
  await expect(page.getByText('Asha Guest: “Making videos: first steps”', { exact: false })).toBeVisible()
  await lookAt(page, 'events-conflict-en-1280')
  await page.getByRole('link', { name: en('events_c_back') }).click()
  await page.getByRole('button', { name: en('events_to_open') }).click()
  await expect(page.getByText(en('events_ev_open'), { exact: true })).toBeVisible()
  await lookAt(page, 'events-open-en-1280')
  return new URL(page.url()).pathname.split('/').at(-1)!
}

/** Three made-up people of the volunteer's district come first. @returns the district's quota */
async function fillDistrict(eventId: string): Promise<string> {
  const [quota] = await ask(
    'organisation',
    `select q.id from events.quota q join people.person p on p.place_lft between q.place_lft and q.place_rgt
     where q.event_id = $1 and p.id = $2 order by q.place_rgt - q.place_lft limit 1`,
    [eventId, volunteerId],
  )
  await ask(
    'organisation',
    `insert into events.registration (id, event_id, quota_id, person_id, place_id, place_lft, wing, name_hi, name_en, state, code, queued_at, changed_at)
     select gen_random_uuid(), q.event_id, q.id, p.id, p.place_id, p.place_lft, p.wing, p.name_devanagari, p.name_latin, 'registered',
       lpad(row_number() over (order by p.id)::text, 6, '0'), now() - interval '1 hour', now()
     from events.quota q join people.person p on p.place_lft between q.place_lft and q.place_rgt
     where q.id = $1 and p.state in ('vouched', 'active') and p.id <> $2 order by p.id limit 3`,
    [(quota as { id: string }).id, volunteerId],
  )
  return (quota as { id: string }).id
}

const daysFromNow = (days: number): string =>
  new Date(Date.now() + days * 86_400_000 + 5.5 * 3_600_000).toISOString().slice(0, 10)
