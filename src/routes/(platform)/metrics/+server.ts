import { error } from '@sveltejs/kit'
import { mayReadMetrics } from '#platform/telemetry/mayReadMetrics.ts'
import { metricsOf } from '#platform/telemetry/metrics.ts'
import type { RequestHandler } from './$types'

/** Prometheus' door: from this machine, or with METRICS_TOKEN. */
export const GET: RequestHandler = async (event) => {
  const { platform } = event.locals.context
  if (!mayReadMetrics(event, platform.environment.METRICS_TOKEN)) error(403, 'forbidden', { id: 'forbidden' })
  const metrics = metricsOf(platform)
  const headers = { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' }
  return new Response(await metrics.read(), { headers })
}
