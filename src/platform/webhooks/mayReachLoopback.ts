import type { Platform } from '../context.ts'

/** Tests, development and the made-up organisation of `npm start` may tell a receiver on this machine; everybody else public addresses. */
export const mayReachLoopback = ({ environment, demo }: Platform): boolean =>
  environment.WEBHOOKS_ON_LOOPBACK || demo
