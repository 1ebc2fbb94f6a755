import type { Platform } from '../context.ts'
import type { Connections } from '../web/outbound.ts'
import { gatewayAdapter } from './gatewayAdapter.ts'
import type { SmsAdapter } from './smsAdapter.ts'
import { demoAdapter, noGateway } from './withoutGateway.ts'

/** The gateway when one is configured, else none; the demo never reaches a real phone. @param connections for whoever hands over thousands */
export function chooseAdapter({ environment, log, demo }: Platform, connections?: Connections): SmsAdapter {
  if (demo) return demoAdapter(log)
  if (!environment.SMS_GATEWAY_URL) return noGateway
  return gatewayAdapter({
    url: environment.SMS_GATEWAY_URL,
    token: environment.SMS_GATEWAY_TOKEN,
    senderId: environment.SMS_SENDER_ID,
    dltEntityId: environment.SMS_DLT_ENTITY_ID,
    // A template is registered for one wording: each language has its own.
    dltTemplateId: ({ locale }) =>
      locale === 'hi' ? environment.SMS_DLT_TEMPLATE_CODE : environment.SMS_DLT_TEMPLATE_CODE_EN,
    allowLoopback: environment.SMS_GATEWAY_ON_LOOPBACK,
    idempotent: environment.SMS_GATEWAY_IDEMPOTENT,
    ...(connections ? { connections } : {}),
  })
}
