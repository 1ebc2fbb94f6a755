import type { Page } from '@playwright/test'

/** An address of the organisation edition of this run's installation. */
export const organisation = (path: string): string => new URL(path, process.env.JOURNEY_ORGANISATION).href

/** An address of the programme edition. */
export const programme = (path: string): string => new URL(path, process.env.JOURNEY_PROGRAMME).href

/** Signs in as an invented person of the demo, by the link that `npm start` prints. */
export async function signInAs(page: Page, persona: string): Promise<void> {
  await page.goto(organisation(`/demo/sign-in/${persona}`))
}
