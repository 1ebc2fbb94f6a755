import { createHash } from 'node:crypto'
import { SHARE_SCRIPT } from '#engines/scenes/index.ts'

const shareHash = createHash('sha256').update(SHARE_SCRIPT).digest('base64')
const COMMON =
  "default-src 'none'; img-src 'self' data:; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** A piece's plain page: its own style and the one script that opens the share sheet, by its hash. */
export const PAGE_POLICY = `${COMMON}; style-src 'unsafe-inline'; script-src 'sha256-${shareHash}'`
/** A web story: AMP's runtime comes from AMP's own host and nowhere else; AMP writes styles and starts workers of its own. */
export const AMP_POLICY = `${COMMON}; style-src 'unsafe-inline' https://cdn.ampproject.org; script-src https://cdn.ampproject.org; connect-src 'self' https://cdn.ampproject.org; font-src https://cdn.ampproject.org; worker-src blob:`
