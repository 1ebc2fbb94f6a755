import { expect, test, type Page } from '@playwright/test'
import { WHOLE_CHROMIUM } from './chromium.ts'
import { lookAt } from './look.ts'
import { KEEPS_NOTHING, openPage } from './openPage.ts'
import { organisation, signInAs } from './personas.ts'
import { word } from './words.ts'

const hi = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)
const en = (key: string, parameters?: Record<string, string | number>) => word('en', key, parameters)

/**
 * A message's whole way: written on a laptop, refused without its registered wording, its reach and price read, sent, its ledger followed;
 * read on a phone without JavaScript, where channels are chosen and an e-mail address is given and confirmed.
 */
test('a message is written, priced, sent and read; the reader chooses her channels', async ({ browser }) => {
  test.slow()
  const coordinator = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(coordinator, 'constituency-coordinator', '/outreach')
  await lookAt(coordinator, 'outreach-list-en-1280')
  await coordinator.getByRole('link', { name: en('outreach_c_new') }).click()
  const title = `Bring your umbrellas ${Date.now() % 10_000}`
  const english = coordinator.getByRole('group', { name: en('design_in_english') })
  await english.getByLabel(en('outreach_c_heading')).fill(title)
  await english.getByLabel(en('outreach_c_words')).fill('It may rain at the meeting on Sunday.')
  await coordinator.getByLabel(en('outreach_channel_sms'), { exact: true }).check()
  await coordinator.getByRole('button', { name: en('outreach_c_preview') }).click()
  // Said in English alone, it is asked for its registered wording there; the Hindi one serves as well.
  await expect(coordinator.locator('#templateEn-error')).toHaveText(en('outreach_template_needed'))
  await lookAt(coordinator, 'outreach-refused-en-1280')
  const hindi = coordinator.getByRole('group', { name: en('design_in_hindi') })
  await hindi.getByLabel(en('outreach_c_template')).selectOption({ index: 1 })
  // The wording whole, which the select cuts.
  const wording = await hindi.getByLabel(en('outreach_c_template')).locator('option').nth(1).innerText()
  expect(wording).toContain(await hindi.locator('#wordingHi').innerText())
  await expect(hindi.locator('#wordingHi')).toContainText('{#var#}')
  await hindi.getByLabel(en('outreach_c_values')).fill('रविवार\nसामुदायिक भवन')
  await coordinator.getByRole('button', { name: en('outreach_c_preview') }).click()
  await expect(coordinator.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await expect(coordinator.locator('#reach')).toContainText('₹')
  await lookAt(coordinator, 'outreach-reach-en-1280')

  // Changed in two windows: the second is told, sees both, and nothing of either is lost.
  const windows = [coordinator, await coordinator.context().newPage()] as const
  await windows[1].goto(coordinator.url())
  for (const window of windows) {
    await window.getByRole('link', { name: en('outreach_c_change') }).click()
    const said = window.getByRole('group', { name: en('design_in_hindi') })
    await expect(said.getByLabel(en('outreach_c_values'))).toHaveValue('रविवार\nसामुदायिक भवन')
  }
  const wordsIn = (window: Page) =>
    window.getByRole('group', { name: en('design_in_english') }).getByLabel(en('outreach_c_words'))
  await wordsIn(windows[0]).fill('It may rain at the meeting on Sunday morning.')
  await wordsIn(windows[1]).fill('It may rain at the meeting on Sunday.')
  await windows[0].getByRole('button', { name: en('outreach_c_preview') }).click()
  await expect(windows[0].getByRole('heading', { level: 1, name: title })).toBeVisible()
  await wordsIn(windows[1]).fill('It may rain at the meeting on Sunday. Really.')
  await windows[1].getByRole('button', { name: en('outreach_c_preview') }).click()
  await expect(windows[1].getByText(en('outreach_draft_changed'), { exact: true })).toBeVisible()
  await expect(windows[1].getByText('It may rain at the meeting on Sunday morning.')).toBeVisible()
  await expect(wordsIn(windows[1])).toHaveValue('It may rain at the meeting on Sunday. Really.')
  await lookAt(windows[1], 'outreach-draft-conflict-en-1280')
  await wordsIn(windows[1]).fill('It may rain at the meeting on Sunday.')
  await windows[1].getByRole('button', { name: en('outreach_c_preview') }).click()
  await expect(windows[1].getByRole('heading', { level: 1, name: title })).toBeVisible()
  // Who still shows the earlier words cannot send the later ones unread.
  await coordinator.getByRole('button', { name: en('outreach_c_send') }).click()
  await expect(coordinator.getByText(en('outreach_draft_changed'), { exact: true })).toBeVisible()
  await windows[1].close()
  // And at once shows the later ones, and sends those.
  await expect(coordinator.getByText('It may rain at the meeting on Sunday.', { exact: true })).toBeVisible()
  const draft = await coordinator.context().newPage()
  await draft.goto(coordinator.url())
  // Without a network the page stays, and says what to do.
  await coordinator.context().setOffline(true)
  await coordinator.getByRole('button', { name: en('outreach_c_send') }).click()
  await expect(coordinator.getByText(en('design_unanswered'))).toBeVisible()
  await lookAt(coordinator, 'outreach-unanswered-en-1280')
  await coordinator.context().setOffline(false)
  await coordinator.getByRole('button', { name: en('outreach_c_send') }).click()
  // Under way, and soon after gone.
  await expect(
    coordinator
      .getByText(en('outreach_c_released_done'))
      .or(coordinator.getByText(en('outreach_c_released_over'))),
  ).toBeVisible()
  // Where it was still a draft it cannot be sent twice, and is no draft any more.
  await draft.getByRole('button', { name: en('outreach_c_send') }).click()
  await expect(draft.getByRole('alert').or(draft.locator('.notice')).first()).toBeVisible()
  await expect(draft.getByRole('button', { name: en('outreach_c_send') })).toBeHidden()
  await expect(draft.locator('#progress-sheet')).toBeVisible()
  await draft.close()
  // In the app at once, whatever the hour is; SMS perhaps in the morning.
  const inApp = coordinator.getByRole('row').filter({ hasText: en('outreach_channel_in_app') })
  await expect(inApp).toContainText(en('outreach_delivery_delivered'), { timeout: 30_000 })
  await lookAt(coordinator, 'outreach-sent-en-1280')
  await inApp.getByRole('link').click()
  await expect(coordinator.getByRole('heading', { level: 1 })).toContainText(en('outreach_c_ledger'))
  await lookAt(coordinator, 'outreach-ledger-en-1280')

  const volunteer = await openPage(browser, { language: 'hi', width: 360, javaScriptEnabled: false })
  await signInAs(volunteer, 'booth-volunteer')
  // axe itself needs JavaScript: the same pages are looked at beside.
  const beside = await openPage(browser, { language: 'hi', width: 360, ...KEEPS_NOTHING })
  await signInAs(beside, 'booth-volunteer')
  const look = async (path: string, name: string) => {
    await beside.goto(organisation(path))
    await lookAt(beside, name)
  }
  await volunteer.goto(organisation('/today'))
  await volunteer.locator('a[href="/messages"]').first().click()
  const message = volunteer.locator('section, article, div').filter({ hasText: title }).first()
  await expect(message).toContainText('It may rain at the meeting on Sunday.')
  await expect(volunteer.getByText(hi('outreach_my_new'), { exact: true }).first()).toBeVisible()
  await look('/messages', 'outreach-inbox-hi-360')
  await volunteer.getByRole('link', { name: hi('outreach_my_channels') }).click()

  const sms = volunteer.locator('#sms')
  const isOn = await sms.getByRole('button', { name: hi('outreach_ch_sms_off') }).isVisible()
  const [first, second] = isOn ? ['off', 'on'] : ['on', 'off']
  await sms.getByRole('button', { name: hi(`outreach_ch_sms_${first}`) }).click()
  await expect(sms.getByText(hi('outreach_ch_saved'))).toBeVisible()
  await expect(sms.getByRole('button', { name: hi(`outreach_ch_sms_${second}`) })).toBeVisible()

  await volunteer.getByLabel(hi('outreach_ch_address')).fill('not an address')
  await volunteer.getByRole('button', { name: hi('outreach_ch_send_link') }).click()
  await expect(volunteer.locator('#email-error')).toHaveText(hi('outreach_email_wrong'))
  await volunteer.getByLabel(hi('outreach_ch_address')).fill('volunteer@home.example')
  await volunteer.getByRole('button', { name: hi('outreach_ch_send_link') }).click()
  await expect(volunteer.getByText(hi('outreach_ch_unconfirmed'))).toBeVisible()
  await look('/messages/channels', 'outreach-channels-hi-360')
  let link: string | undefined
  await expect(async () => {
    await volunteer.goto(organisation('/demo/inbox'))
    link = /\/confirm-email\/[\w-]+/.exec(await volunteer.locator('#messages').innerText())?.[0]
    expect(link).toBeDefined()
  }).toPass({ timeout: 30_000 })
  await look(link!, 'outreach-confirm-hi-360')
  await volunteer.goto(organisation(link!))
  await volunteer.getByRole('button', { name: hi('outreach_confirm_button') }).click()
  await expect(volunteer.getByText(hi('outreach_confirm_done'))).toBeVisible()
  await volunteer.goto(organisation('/messages/channels'))
  await expect(volunteer.getByText(hi('outreach_ch_confirmed'))).toBeVisible()
  for (const page of [beside, volunteer, coordinator]) await page.context().close()
})

/**
 * The browser's half of a notification, in Chromium with the real worker. Only the push service itself is somebody else's machine: what it
 * would answer and bring is handed in here, in the form that channels.test.ts sees the house send (signed, encrypted, opened by code of its own).
 */
test('a phone is notified once of each message, a tap opens the inbox, and signing out ends it', async ({
  playwright,
}) => {
  const browser = await playwright.chromium.launch(WHOLE_CHROMIUM)
  const page = await openPage(browser, { language: 'hi', width: 360 })
  const phone = page.context()
  await phone.grantPermissions(['notifications'], { origin: organisation('/').slice(0, -1) })
  await signInAs(page, 'booth-volunteer')
  const offer = async () => {
    await page.goto(organisation('/messages/channels'))
    await page.evaluate(() => {
      // The demo has no keys for push services, so its page has no button: this is the one that a configured house shows.
      const said = document.createElement('p')
      said.id = 'push-said'
      const button = document.createElement('button')
      Object.assign(button.dataset, { push: 'BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFgDzkrxZJjSgSnfckjBJuBkr3qBUYIHBQFLXYp5Nksh8U', command: crypto.randomUUID(), refused: 'refused', failed: 'failed' })
      button.textContent = 'on'
      const script = document.createElement('script')
      script.src = '/push.js'
      document.querySelector('#push')!.append(said, button, script)
    }) // prettier-ignore
    await expect(page.locator('button[data-push]')).toBeVisible()
    await page.locator('button[data-push]').click()
  }
  // No push service can be reached from here: that is said, and nothing is on.
  await offer()
  await expect(page.locator('#push-said')).toHaveText('failed', { timeout: 30_000 })
  await page.addInitScript(() => {
    const key = (bytes: number) =>
      btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes)))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
    const subscription = { toJSON: () => ({ endpoint: 'https://push.example/one', keys: { p256dh: key(65), auth: key(16) } }) }
    PushManager.prototype.subscribe = () => Promise.resolve(subscription as unknown as PushSubscription)
  }) // prettier-ignore
  const stored = page.waitForResponse('**/messages/push')
  await offer()
  expect((await stored).status()).toBe(200)
  // The page is read anew, without the button put in above: now it says that notifications are on, and nothing else changes it any more.
  await expect(page.locator('button[data-push]')).toHaveCount(0)
  await expect(page.locator('#push')).toContainText(hi('outreach_ch_on'))

  const devtools = await phone.newCDPSession(page)
  const registration = new Promise<string>((known) =>
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const found = registrations.find(({ scopeURL, isDeleted }) => scopeURL.endsWith('/push/') && !isDeleted)
      if (found) known(found.registrationId)
    }),
  )
  await devtools.send('ServiceWorker.enable')
  const registrationId = await registration
  const origin = new URL(organisation('/')).origin
  const push = (data: string) =>
    devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data })
  const shown = () =>
    page.evaluate(async () => {
      const registrations = await navigator.serviceWorker.getRegistrations()
      const own = registrations.find(({ scope }) => scope.endsWith('/push/'))
      const notifications = (await own?.getNotifications()) ?? []
      return notifications.map(({ title, body, tag, lang }) => ({ title, body, tag, lang }))
    })
  const said = {
    id: '019a0000-0000-7000-8000-000000000001',
    title: 'रविवार को बैठक',
    words: 'रविवार को बूथ पर बैठक है',
    lang: 'hi',
  }
  const notified = { title: said.title, body: said.words, tag: said.id, lang: 'hi' }
  await push(JSON.stringify(said))
  await expect.poll(shown).toEqual([notified])
  // A repetition takes the first one's place; what is no message of ours shows nothing.
  await push(JSON.stringify(said))
  for (const nonsense of ['', 'no JSON', 'null', '{}', '{"title":""}']) await push(nonsense)
  const another = JSON.stringify({
    ...said,
    id: '019a0000-0000-7000-8000-000000000002',
    title: 'शनिवार',
  })
  // Pushed until it is shown: on a busy machine one that DevTools delivered behind the others was once seen nowhere, and a repetition changes nothing.
  await expect(async () => {
    await push(another)
    expect((await shown()).map(({ title }) => title).sort()).toEqual(['रविवार को बैठक', 'शनिवार'])
  }).toPass({ timeout: 30_000 })

  const worker = phone.serviceWorkers().find((one) => one.url().endsWith('/push-worker.js'))!
  const tap = () =>
    worker.evaluate(async (tag) => {
      interface Scope {
        registration: ServiceWorkerRegistration
        clients: { openWindow: (path: string) => Promise<unknown>; matchAll: unknown }
        dispatchEvent(event: Event): boolean
      }
      const scope = globalThis as unknown as Scope
      const opened: string[] = []
      // The browser opens a window at a person's own tap only, so this notes what it is asked for.
      scope.clients.openWindow = (path) => Promise.resolve(opened.push(path))
      const [notification] = await scope.registration.getNotifications({ tag })
      const event = new Event('notificationclick')
      let work: Promise<unknown> | undefined
      Object.assign(event, { notification, waitUntil: (done: Promise<unknown>) => (work = done) })
      scope.dispatchEvent(event)
      await work
      return opened
    }, said.id)
  await page.goto(organisation('/today'))
  expect(await tap()).toEqual(['/messages'])
  await expect.poll(async () => (await shown()).map(({ title }) => title)).toEqual(['शनिवार'])
  await page.goto(organisation('/messages'))
  await expect(page.getByRole('heading', { level: 1, name: hi('outreach_my_title') })).toBeVisible()

  // On a shared phone the next person must not read hers.
  await page.goto(organisation('/sign-out'))
  await page.getByRole('button', { name: hi('accounts_sign_out') }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await expect
    .poll(() =>
      page.evaluate(async () =>
        (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
      ),
    )
    .not.toContain('/push/')
  await browser.close()
})
