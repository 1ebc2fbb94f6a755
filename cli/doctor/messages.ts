import { isMadeUp } from '#platform/demo/madeUp.ts'
import { unwell, well, type Check } from './check.ts'

/** Without a gateway nobody can sign in or join: every sign-in begins with a code. */
const sms: Check = {
  id: 'sms',
  name: { en: 'SMS', hi: 'SMS' },
  async look({ platform }) {
    const { SMS_GATEWAY_URL: url } = platform.environment
    if (url) return well(`through ${new URL(url).host}`)
    if (await isMadeUp(platform.db))
      return well('no gateway; the made-up organisation shows its codes itself')
    return unwell(
      'no gateway: nobody gets a code',
      'Set SMS_GATEWAY_URL (docs/formats/sms-gateway.md): without it nobody can join or sign in.',
      'SMS_GATEWAY_URL दें (docs/formats/sms-gateway.md): उसके बिना कोई न जुड़ सकता है, न प्रवेश कर सकता है।',
    )
  },
}

export const MESSAGES: readonly Check[] = [sms]
