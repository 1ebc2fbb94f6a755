import type { Scene, WithId } from '../document.ts'
import { blocksOf, sourceTitle } from '../document.ts'
import type { Letters, LetterWeight } from '../letters.ts'
import { wordsOf } from '../lines.ts'
import { mix } from '../colour.ts'
import type { Surroundings } from './surroundings.ts'
import type { Box, PlacedPicture, PlacedText, Shape } from './drawing.ts'
import type { Palette, RoleLook } from './looks.ts'
import { placeText } from './place.ts'
import { say } from './said.ts'

const small = (size: number, weight: LetterWeight): RoleLook => ({
  size,
  least: size,
  weight,
  leading: 1.45,
  isBalanced: false,
  gap: 0,
})
const LOGO = 76

/** As many words as fit one line; what was left out is shown by an ellipsis. */
export function shortened(text: string, letters: Letters, look: RoleLook, width: number): string {
  const words = wordsOf(text)
  const wide = (line: string) =>
    line.split(' ').reduce((sum, word) => sum + letters.word(word, look.weight).advance + 260, -260) *
    (look.size / 1000)
  for (let count = words.length; count > 0; count--) {
    const line = words.slice(0, count).join(' ') + (count < words.length ? ' …' : '')
    if (wide(line) <= width) return line
  }
  return ''
}

/** A day as people in India write it: 26-11-2026. */
const writtenDay = (day: string): string => day.split('-').toReversed().join('-')

/** What the scene's texts rest on, in one line. */
function sourceLine(scene: WithId<Scene>, { document, language }: Surroundings): string {
  const ids = [...new Set(blocksOf(scene).flatMap(({ sources }) => sources))]
  const all = ids.flatMap((id) => document.sources[id] ?? [])
  const [first] = all
  if (!first) return ''
  const more = all.length > 1 ? ` +${all.length - 1}` : ''
  const seen = first.seenOn ? ` (${say('seen', language)} ${writtenDay(first.seenOn)})` : ''
  return `${say('source', language)}: ${sourceTitle(first, language)}${seen}${more}`
}

/** The signature at the foot: sign, name, sources, whose photo, which of how many. @param area its foot is where the signature ends */
export function footer(
  scene: WithId<Scene>,
  around: Surroundings,
  palette: Palette,
  area: Box,
): { top: number; texts: readonly PlacedText[]; shapes: readonly Shape[]; logo: PlacedPicture | null } {
  const { kit, language, letters, document, position } = around
  const indent = kit.logo ? LOGO + 24 : 0
  const counter = position ? `${position.at} / ${position.of}` : ''
  const credit = scene.media?.credit ? document.credits[scene.media.credit]?.words[language] : undefined
  const name = small(34, 'Bold')
  const line = small(32, 'Regular')
  const counterWidth = counter ? 120 : 0
  const rows: readonly (readonly [PlacedText['role'], string, RoleLook])[] = [
    ['signature', kit.name[language], name],
    ['source', sourceLine(scene, around), line],
    ['credit', credit ? `${say('photo', language)}: ${credit}` : '', line],
  ]
  const shown = rows.filter(([, text]) => text !== '')
  const height = Math.max(
    shown.reduce((sum, [, , { size, leading }]) => sum + size * leading, 0),
    kit.logo ? LOGO : 0,
  )
  const bottom = area.height
  let y = bottom - height
  const rule = y - 22
  const texts = shown.map(([role, text, look]): PlacedText => {
    const fits = shortened(text, letters, look, area.width - indent - counterWidth)
    const colour = role === 'signature' ? palette.text : palette.soft
    const placed = placeText(
      {
        block: null,
        role,
        text: fits,
        look,
        colour,
        ground: palette.ground,
        indent,
        padding: { x: 0, y: 0 },
      },
      area,
      y,
      look.size,
      letters,
    )
    y += placed.box.height
    return placed
  })
  if (counter) {
    const wide = (letters.word(counter.replaceAll(' ', '\u00a0'), 'Bold').advance * 34) / 1000
    const place = { ...area, x: area.x + area.width - wide, width: wide + 4 }
    texts.push(
      placeText(
        {
          block: null,
          role: 'signature',
          text: counter.replaceAll(' ', '\u00a0'),
          look: name,
          colour: palette.text,
          ground: palette.ground,
          indent: 0,
          padding: { x: 0, y: 0 },
        },
        place,
        bottom - height,
        34,
        letters,
      ),
    )
  }
  const isEmpty = texts.length === 0 && !kit.logo
  return {
    top: isEmpty ? bottom : rule,
    texts,
    shapes: isEmpty
      ? []
      : [
          {
            d: `M${area.x} ${rule}h${area.width}v3h${-area.width}z`,
            fill: mix(palette.text, palette.ground, 0.6),
          },
        ],
    logo: kit.logo
      ? {
          file: kit.logo,
          box: { x: area.x, y: Math.round(bottom - height), width: LOGO, height: LOGO },
          fit: 'contain',
          focus: { x: 500, y: 500 },
        }
      : null,
  }
}
