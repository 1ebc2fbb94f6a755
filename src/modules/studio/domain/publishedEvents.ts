import { z } from 'zod'

const piece = z.object({ pieceId: z.guid() })
/** Which bytes: the document's content hash. */
const bytes = piece.extend({ hash: z.string() })

/** What other programs may hear of pieces: that one was approved, is no longer, or is retired; what it says, they ask for. */
export const STUDIO_EVENTS = [
  { name: 'studio.pieceApproved', words: 'api_event_studio_approved', payload: bytes },
  { name: 'studio.approvalVoided', words: 'api_event_studio_voided', payload: bytes },
  { name: 'studio.pieceRetired', words: 'api_event_studio_retired', payload: piece },
  { name: 'studio.renditionsReady', words: 'api_event_studio_renditions', payload: bytes },
] as const
