/** Icons of the app on a home screen: two sizes, and one whose edges a phone may cut into any shape. */
export const ICON_KINDS = ['192', '512', 'maskable'] as const
export type IconKind = (typeof ICON_KINDS)[number]

/** The colour stands in the address, so that an icon may be kept for good. @param accent `#rrggbb` */
export const iconAddress = (kind: IconKind, accent: string): string =>
  `/app-icon/${kind}?colour=${accent.slice(1)}`

/** The house's mark (src/app.html) as SVG. A maskable one fills the square and keeps the mark within the inner 80 % (W3C manifest). */
export function drawIcon(kind: IconKind, accent: string): { readonly svg: string; readonly size: number } {
  const size = kind === '192' ? 192 : 512
  const ground =
    kind === 'maskable'
      ? `<rect width="16" height="16" fill="${accent}"/>`
      : `<rect width="16" height="16" rx="4" fill="${accent}"/>`
  const scale = kind === 'maskable' ? ' transform="translate(2.4 2.4) scale(.7)"' : ''
  return {
    size,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 16 16">${ground}<path${scale} d="M4 8.5l3 3 5-7" fill="none" stroke="#fff" stroke-width="2"/></svg>`,
  }
}
