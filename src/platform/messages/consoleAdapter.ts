import type { Log } from '../telemetry/log.ts'
import type { SmsAdapter } from './smsAdapter.ts'

/** Where no gateway is configured: a log line that a message would have gone out. Its text is shown to the demo only. */
export const consoleAdapter = (log: Log, isDemo: boolean): SmsAdapter => ({
  name: isDemo ? 'demo' : 'console',
  async send(sms) {
    log.info({ message: sms.id, kind: sms.kind, ...(isDemo ? { text: sms.body } : {}) }, 'SMS (no gateway)')
    return { state: 'sent', providerId: isDemo ? 'demo' : 'console' }
  },
})
