import { CAMPAIGN_KINDS, type CampaignKind } from '../domain/campaign.ts'

/** What a new brief begins with. */
export const BEGINNING: Readonly<Record<string, string>> = {
  kind: CAMPAIGN_KINDS[0],
  'language-hi': 'on',
  'language-en': 'on',
}

/** The question before her own words, as a new kit begins with it: of whom one remembers nobody asks why she matters. */
export const OWN_WORDS: Readonly<Record<CampaignKind, { readonly Hi: string; readonly En: string }>> = {
  scheme: { Hi: 'यह आपके गाँव के लिए क्यों मायने रखता है?', En: 'Why does this matter in your village?' },
  idea: { Hi: 'यह आपके गाँव के लिए क्यों मायने रखता है?', En: 'Why does this matter in your village?' },
  tribute: { Hi: 'आप इन्हें किस बात के लिए याद करते हैं?', En: 'What do you remember them for?' },
  answer: { Hi: 'अपने लोगों को यह बात आप कैसे समझाएँगे?', En: 'How would you explain this to your people?' },
}
