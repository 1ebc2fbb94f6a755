import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Platform } from '../context.ts'
import { poolOf } from '../database/pool.ts'
import { standing } from './standing.ts'

/** What Prometheus reads. Labels are route ids, methods, statuses and queue names: a fixed list, and nothing about anybody. */
export interface Metrics {
  readonly contentType: string
  observeRequest(request: { route: string | null; method: string; status: number; seconds: number }): void
  /** The text of this moment; the work behind the pages is counted in the database now. */
  read(): Promise<string>
}

const METHODS = new Set(['GET', 'HEAD', 'POST'])
/** Seconds; a coverage page should be in the first few. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

const opened = new WeakMap<Platform, Metrics>()

/** The one set of metrics of a platform in this process. */
export function metricsOf(platform: Platform): Metrics {
  const known = opened.get(platform)
  if (known) return known
  const metrics = openMetrics(platform)
  opened.set(platform, metrics)
  return metrics
}

function openMetrics(platform: Platform): Metrics {
  const registry = new Registry()
  registry.setDefaultLabels({ edition: platform.environment.edition })
  collectDefaultMetrics({ register: registry })
  // Of two readings within a hundredth of a second the second has no sample: the least of none is 2^63 ns there, and the mean is no number.
  for (const figure of ['min', 'mean', 'stddev'])
    registry.removeSingleMetric(`nodejs_eventloop_lag_${figure}_seconds`)
  const requests = new Histogram({
    name: 'karyakarta_http_request_duration_seconds',
    help: 'Requests by route, method and status',
    labelNames: ['route', 'method', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  })
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `karyakarta_${name}`, help, labelNames, registers: [registry] })
  const reachable = gauge('database_reachable', '1 while the database answers')
  const connections = gauge('database_connections', 'Connections of this process by state', ['state'])
  const waiting = gauge('outbox_waiting', 'Events not delivered yet')
  const oldest = gauge('outbox_oldest_seconds', 'Age of the oldest event that waits')
  const parked = gauge('outbox_parked', 'Events given up; a person must look')
  const jobs = gauge('jobs', 'Jobs by queue and state', ['queue', 'state'])

  const collect = async () => {
    const pool = poolOf(platform.db)
    connections.set({ state: 'idle' }, pool.idleCount)
    connections.set({ state: 'busy' }, pool.totalCount - pool.idleCount)
    connections.set({ state: 'awaited' }, pool.waitingCount)
    try {
      const now = await standing(platform.db)
      waiting.set(now.waiting)
      oldest.set(now.oldestSeconds)
      parked.set(now.parked)
      jobs.reset()
      for (const { queue, state, count } of now.jobs) jobs.set({ queue, state }, count)
      reachable.set(1)
    } catch {
      // The page must still be read when the database is away; this gauge says so.
      reachable.set(0)
    }
  }
  return {
    contentType: registry.contentType,
    observeRequest({ route, method, status, seconds }) {
      const labels = { route: route ?? 'none', method: METHODS.has(method) ? method : 'other', status }
      requests.observe(labels, seconds)
    },
    async read() {
      await collect()
      return registry.metrics()
    },
  }
}
