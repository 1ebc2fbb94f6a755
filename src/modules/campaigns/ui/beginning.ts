import { CAMPAIGN_KINDS } from '../domain/campaign.ts'

/** What a new brief begins with. */
export const BEGINNING: Readonly<Record<string, string>> = {
  kind: CAMPAIGN_KINDS[0],
  'language-hi': 'on',
  'language-en': 'on',
}
