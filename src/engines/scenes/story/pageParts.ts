import type { BrandKit } from '../brandKit.ts'
import {
  blocksOf,
  isSynthetic,
  verdictOver,
  type Scene,
  type SceneDocument,
  type TextBlock,
  type WithId,
} from '../document.ts'
import { readable } from '../colour.ts'
import { escaped, scriptJson } from '../markup.ts'
import { LAYOUT_LOOKS, paletteOf } from '../picture/looks.ts'
import { declarationOf } from '../picture/metadata.ts'
import { say } from '../picture/said.ts'
import type { Language } from '../words.ts'

/** Where a story and its files stand; handed in, since only a room knows its own addresses. */
export interface StoryAddresses {
  /** The plain page in this language: what search engines and people keep. */
  readonly canonical: string
  /** The AMP story in this language. */
  readonly amp: string
  /** The plain page in the other language. */
  readonly other: string
  /** A kept picture or clip by its hash, as a phone may load it. */
  readonly media: (file: string) => string
  /** A picture of at least 640 × 853 pixels, three to four (canvas `poster`). */
  readonly poster: string
  /** The publisher's mark, square, at least 96 pixels. */
  readonly logo: string
  /** Where a reader joins the publisher; left out: nowhere. */
  readonly join?: string
  /** What the page hands on to the pages that it leads to, `?via=CODE`, so that whoever came by a link is counted by it. */
  readonly handsOn?: string
}

export interface StoryOrder {
  readonly document: SceneDocument
  readonly kit: BrandKit
  readonly language: Language
  readonly addresses: StoryAddresses
  /** The day of its publication, ISO 8601 with a time zone. */
  readonly publishedAt: string
}

/** The text in an element that fits its role. A person's words, escaped; what runs from right to left keeps to itself. */
export function blockHtml(
  block: WithId<TextBlock>,
  language: Language,
  tag: string,
  attributes = '',
): string {
  return `<${tag} dir="auto" class="${block.role}"${attributes}>${escaped(block[language]).replaceAll('\n', '<br>')}</${tag}>`
}

export const shownBlocks = (scene: WithId<Scene>, language: Language): readonly WithId<TextBlock>[] =>
  blocksOf(scene).filter((block) => block[language].trim() !== '')

/** The verdict over a claim, as text: nothing where nothing is judged. */
export const verdictHtml = (
  scene: WithId<Scene>,
  { document, language }: Pick<StoryOrder, 'document' | 'language'>,
): string => {
  const verdict = verdictOver(document, scene, language)
  return verdict === '' ? '' : `<p dir="auto" class="stamp">${escaped(verdict)}</p>`
}

/** Colours of each layout, so that story, page and picture look alike; `on-`, since two layouts are called like roles. */
export const groundCss = (kit: BrandKit): string =>
  Object.entries(LAYOUT_LOOKS)
    .map(([layout, { ground }]) => {
      const { ground: back, text, strong } = paletteOf(kit, ground)
      return `.on-${layout}{background:${back};color:${text}}.on-${layout} .kicker,.on-${layout} .figure{color:${strong}}`
    })
    .join('') + stampCss(kit)

/** The face of the pictures, as far as the reader's phone has it; the font of the page's other letters too. */
export const faceCss = ({ letters }: BrandKit, body: string): string =>
  letters === 'serif' ? `${body}{font-family:"Noto Serif Devanagari","Noto Serif",serif}` : ''

function stampCss(kit: BrandKit): string {
  const { strong, ground } = paletteOf(kit, LAYOUT_LOOKS.quote.ground)
  return `.stamp{display:inline-block;justify-self:start;padding:.1em .6em;border-radius:8px;font-weight:700;font-size:1.5rem;background:${strong};color:${readable(strong, [ground, kit.paper, kit.ink])}}`
}

/** Alternates, description and schema.org's article, for whoever links to it. */
export function headLinks({ document, kit, language, addresses, publishedAt }: StoryOrder): string {
  const article = {
    '@context': 'https://schema.org',
    '@type': 'Article',
    headline: document.title[language].slice(0, 110),
    inLanguage: language,
    datePublished: publishedAt,
    image: [addresses.poster],
    mainEntityOfPage: addresses.canonical,
    publisher: {
      '@type': 'Organization',
      name: kit.name[language],
      logo: { '@type': 'ImageObject', url: addresses.logo },
    },
    citation: Object.values(document.sources).flatMap(({ address }) => (address === '' ? [] : [address])),
  }
  const declaration = declarationOf(document, kit, language)
  const marked = declaration
    ? { ...article, digitalSourceType: declaration.sourceType, creditText: declaration.entity }
    : article
  return `<link rel="alternate" hreflang="${language === 'hi' ? 'en' : 'hi'}" href="${escaped(addresses.other)}"><meta property="og:title" content="${escaped(document.title[language])}"><meta property="og:type" content="article"><meta property="og:image" content="${escaped(addresses.poster)}"><meta property="og:url" content="${escaped(addresses.canonical)}"><meta property="og:locale" content="${language}_IN"><meta name="twitter:card" content="summary_large_image"><script type="application/ld+json">${scriptJson(marked)}</script>`
}

/** The label of machine-made media, as text. */
export function labelHtml({ document, kit, language }: StoryOrder): string {
  if (!isSynthetic(document)) return ''
  const { label, entity } = declarationOf(document, kit, language)!
  return `<p class="label" role="note"><strong>${escaped(label)}</strong> <span>${say('responsible', language)}: ${escaped(entity)}</span></p>`
}
