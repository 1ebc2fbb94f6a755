import { expect, test, type Browser, type Page } from '@playwright/test'
import { lookAt } from './look.ts'
import { organisation, signInAs } from './personas.ts'
import { word, type Language } from './words.ts'

/** The project's main job: from a vacant booth to a verified one. In Hindi on a phone, in English on a laptop. */
const SETTINGS = [
  { language: 'hi', width: 360, height: 740, name: 'सुनीता कुमारी', phone: '99990 71234' },
  { language: 'en', width: 1280, height: 828, name: 'Ramesh Kumar', phone: '+91-99990-75678' },
] as const satisfies readonly {
  language: Language
  width: number
  height: number
  name: string
  phone: string
}[]

for (const setting of SETTINGS)
  test(`a vacant booth is invited for, joined, vouched for and turns verified (${setting.language}, ${setting.width} px)`, async ({
    browser,
  }) => {
    const { language } = setting
    const say = (key: string, parameters?: Record<string, string | number>) => word(language, key, parameters)
    const shot = (name: string) => `${name}-${language}-${setting.width}`

    const coordinator = await openPage(browser, setting)
    await signInAs(coordinator, 'constituency-coordinator')
    await coordinator.goto(organisation('/coverage?state=vacant'))
    await lookAt(coordinator, shot('coverage'))
    const invite = coordinator.locator('a[href*="/invitations/new?place="]').filter({ visible: true })
    // The page offers invitations for the whole place too; a row's own is for one booth.
    const toBooth = await coordinator
      .locator('table a[href*="/invitations/new?place="]')
      .first()
      .getAttribute('href')
    expect(await invite.count()).toBeGreaterThan(0)
    const boothId = new URL(toBooth!, 'http://x').searchParams.get('place')!

    await coordinator.goto(organisation(toBooth!))
    await lookAt(coordinator, shot('invite'))
    await coordinator.getByRole('button', { name: say('people_c_make_link') }).click()
    const link = await coordinator.locator('.link a').getAttribute('href')
    expect(link).toContain('/join/')
    await lookAt(coordinator, shot('invitation'))

    const newcomer = await openPage(browser, setting)
    await newcomer.goto(organisation(new URL(link!).pathname))
    await lookAt(newcomer, shot('join'))
    await newcomer.getByLabel(say('people_name'), { exact: true }).fill(setting.name)
    await newcomer.getByLabel(say('people_phone'), { exact: true }).fill(setting.phone)
    await newcomer.locator(`input[name="boothId"][value="${boothId}"]`).check()
    await newcomer.getByLabel(say('people_adult')).check()
    await newcomer.getByLabel(say('people_agree_membership')).check()
    await newcomer.getByRole('button', { name: say('people_join_go') }).click()
    await expect(newcomer).toHaveURL(/\/sign-in\/code/)
    await lookAt(newcomer, shot('code'))
    await newcomer.getByLabel(say('accounts_code'), { exact: true }).fill(await newestCode(coordinator))
    await newcomer.getByRole('button', { name: say('accounts_sign_in') }).click()
    await expect(newcomer).toHaveURL(/\/join\/received/)
    await lookAt(newcomer, shot('received'))
    await newcomer.goto(organisation('/today'))
    await lookAt(newcomer, shot('today-waiting'))

    await coordinator.goto(organisation('/waiting'))
    await lookAt(coordinator, shot('waiting'))
    const card = coordinator.getByRole('listitem').filter({ hasText: setting.name })
    await card
      .getByRole('button', { name: say('people_c_vouch') })
      .first()
      .click()
    await expect(coordinator.getByText(say('people_c_done_vouched', { name: setting.name }))).toBeVisible()

    await coordinator.goto(organisation(`/coverage?place=${boothId}`))
    await expect(coordinator.getByRole('main')).toContainText(say('design_state_verified'))
    await lookAt(coordinator, shot('verified'))

    await newcomer.goto(organisation('/card'))
    await lookAt(newcomer, shot('card'))
    await newcomer.goto(organisation('/today'))
    await lookAt(newcomer, shot('today'))
    await coordinator.context().close()
    await newcomer.context().close()
  })

async function openPage(
  browser: Browser,
  { language, width, height }: { language: Language; width: number; height: number },
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, hasTouch: width < 500 })
  await context.addCookies([{ name: 'language', value: language, url: organisation('/') }])
  return context.newPage()
}

/** The newest code of the demo's inbox, as somebody beside the phone would read it. */
async function newestCode(page: Page): Promise<string> {
  const inbox = await page.context().newPage()
  try {
    await inbox.goto(organisation('/demo/inbox'))
    const text = await inbox.locator('#messages .message').first().innerText()
    return /(?<!\d)\d{6}(?!\d)/.exec(text)![0]
  } finally {
    await inbox.close()
  }
}
