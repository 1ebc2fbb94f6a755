import { editions } from '../../../src/editions/index.ts'
import type { EditionName } from '../../../src/platform/environment/environment.ts'

/** Whether a route is one of an edition's doors, by the edition's own list. */
export const isDoorOf = (edition: EditionName, routeId: string): boolean =>
  editions[edition].doors.some((door) => routeId.startsWith(door))
