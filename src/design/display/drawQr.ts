import { encode } from 'uqr'

/** A QR code as one SVG path on a grid of `size` modules, its quiet zone included. */
export interface QrDrawing {
  size: number
  path: string
}

/** Four light modules on each side: the QR standard's quiet zone (ISO/IEC 18004), which printed sheets need. */
const QUIET_ZONE = 4

/**
 * Draws a QR code. Call it where the page is made on the server, so that phones need not load the encoder.
 * @param text what a camera reads, usually an address; up to about 2 kB
 * @throws if the text does not fit into the largest QR code
 */
export function drawQr(text: string): QrDrawing {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE })
  return { size, path: data.map(darkRuns).join('') }
}

/** The dark stretches of one row, each one module high, as closed sub-paths. */
function darkRuns(row: readonly boolean[], y: number): string {
  let path = ''
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue
    const start = x
    while (row[x + 1]) x++
    const width = x - start + 1
    path += `M${start} ${y}h${width}v1h-${width}z`
  }
  return path
}
