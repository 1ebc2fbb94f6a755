import { expect, test } from '@playwright/test'
import { ORGANISATION_PERSONAS } from '#demo/personas.ts'
import { lookAt } from './look.ts'
import { organisation, signInAs } from './personas.ts'
import { word } from './words.ts'

test('who left sees on every page of members that she has, what stays hers and the way back in (360 px)', async ({
  page,
}) => {
  await page.context().addCookies([{ name: 'language', value: 'hi', url: organisation('/') }])
  await page.setViewportSize({ width: 360, height: 740 })
  await signInAs(page, 'womens-coordinator', '/camps')
  const idIn = async (path: string) => {
    await page.goto(organisation(path))
    return (await page.locator(`main a[href^="${path}/"]`).first().getAttribute('href'))!.split('/').at(-1)!
  }
  /** What the house answers to what a page of hers asks or posts, unread by any page. */
  const asked = (path: string, form?: Record<string, string>) =>
    page.evaluate(
      async ([to, said]) => {
        const post = { method: 'POST', headers: { accept: 'application/json', 'x-sveltekit-action': 'true' }, body: new URLSearchParams(said) } // prettier-ignore
        return (await fetch(to, said && post)).text()
      },
      [path, form] as const,
    )
  const [camp, lesson] = [await idIn('/camps'), await idIn('/learn')]
  await page.goto(organisation('/today'))
  const coordinator = await page.locator('#coordinator strong').innerText()
  // Nobody needs her afterwards (playwright.config.ts). By the phone's code who left comes in no more; by the demo's link, as by a passkey, she does.
  await signInAs(page, 'womens-coordinator', '/my-data')
  await page.locator('details:has(form[action="?/leave"]) summary').click()
  await page.check('#sure-leave')
  await page.locator('form[action="?/leave"] button').click()
  await expect(page).toHaveURL(/goodbye/)
  await signInAs(page, 'womens-coordinator', '/today')
  const left = word('hi', 'people_next_left')
  for (const path of [
    '/today',
    '/tasks',
    '/messages/channels',
    '/my-booth',
    '/card',
    '/camps',
    '/learn',
    '/kit',
  ]) {
    await page.goto(organisation(path))
    await expect(page.locator('main h2'), path).toHaveText([left])
    await expect(page.locator('main form'), path).toHaveCount(0)
  }
  // Nor is it in what stands behind the pages, nor done by what she posts; whether she keeps the address of one or guesses it.
  for (const path of [
    '/today',
    '/tasks',
    '/camps',
    `/camps/${camp}`,
    '/learn',
    `/learn/${lesson}`,
    '/recall',
    '/kit',
    '/my-booth',
    '/card',
  ]) {
    const data = await asked(`${path}/__data.json`)
    expect(data, path).not.toContain(coordinator)
    for (const theirs of ['venue', 'sessions', 'courses', 'minutes', 'camp', 'phone']) expect(data, path).not.toMatch(new RegExp(`"${theirs}"`)) // prettier-ignore
  }
  await page.goto(organisation(`/camps/${camp}`))
  await expect(page.locator('main h1')).toHaveText(word('hi', 'people_nav_today'))
  const answer = await asked(`/learn/${lesson}?/answer`, { command: lesson, versionId: lesson })
  expect(answer).toContain(word('hi', 'people_not_a_member'))
  await page.goto(organisation('/today'))
  await lookAt(page, 'who-left-hi-360')
  // What was hers can still be read.
  for (const path of ['/my-data', '/messages', '/outbox']) {
    await page.goto(organisation(path))
    await expect(page.locator('#left'), path).toHaveCount(0)
  }
  await page.goto(organisation('/tasks'))
  await page.getByRole('link', { name: word('hi', 'people_left_join') }).click()
  await expect(page.locator('[name=name]')).toBeVisible()
  // There the form is hers, not somebody else's: it knows her name, and leads to no Today of members.
  const { nameHi: name } = ORGANISATION_PERSONAS.womensCoordinator
  await expect(page.locator('main')).toContainText(word('hi', 'people_join_anew', { name }))
  await expect(page.locator('[name=name]')).toHaveValue(name)
  await expect(page.locator('main a[href="/today"]')).toHaveCount(0)
  await page.goto(organisation('/my-data'))
  await page.locator('#consents a[href="/join"]').click()
  await expect(page.locator('[name=name]')).toHaveValue(name)
})
