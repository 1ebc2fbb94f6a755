import type { Handle } from '@sveltejs/kit/hooks'
import { metricsOf } from '../telemetry/metrics.ts'
import type { Platform } from '../context.ts'

/** Doors for machines, which must answer while the database is away: they need no settings and nobody acts at them. */
const VITAL = new Set(['/(platform)/healthz', '/(platform)/readyz', '/(platform)/metrics'])

export const isVital = (route: string | null): boolean => route !== null && VITAL.has(route)

/** Counts and times every request by its route, the vital ones apart. */
export const measured =
  (platform: () => Platform, rest: Handle): Handle =>
  async (input) => {
    const began = performance.now()
    const response = await rest(input)
    const { route, request } = input.event
    if (!isVital(route.id))
      metricsOf(platform()).observeRequest({
        route: route.id,
        method: request.method,
        status: response.status,
        seconds: (performance.now() - began) / 1000,
      })
    return response
  }
