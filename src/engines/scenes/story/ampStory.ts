import { scenesOf, type Scene, type WithId } from '../document.ts'
import { escaped } from '../markup.ts'
import { CANVASES } from '../picture/drawing.ts'
import {
  faceCss,
  groundCss,
  headLinks,
  labelHtml,
  shownBlocks,
  blockHtml,
  verdictHtml,
  type StoryOrder,
} from './pageParts.ts'
import type { Language } from '../words.ts'

/** AMP's own words, which every AMP page must carry unchanged (https://amp.dev/documentation/guides-and-tutorials/learn/spec/amp-boilerplate). */
const BOILERPLATE =
  '<style amp-boilerplate>body{-webkit-animation:-amp-start 8s steps(1,end) 0s 1 normal both;-moz-animation:-amp-start 8s steps(1,end) 0s 1 normal both;-ms-animation:-amp-start 8s steps(1,end) 0s 1 normal both;animation:-amp-start 8s steps(1,end) 0s 1 normal both}@-webkit-keyframes -amp-start{from{visibility:hidden}to{visibility:visible}}@-moz-keyframes -amp-start{from{visibility:hidden}to{visibility:visible}}@-ms-keyframes -amp-start{from{visibility:hidden}to{visibility:visible}}@-o-keyframes -amp-start{from{visibility:hidden}to{visibility:visible}}@keyframes -amp-start{from{visibility:hidden}to{visibility:visible}}</style><noscript><style amp-boilerplate>body{-webkit-animation:none;-moz-animation:none;-ms-animation:none;animation:none}</style></noscript>'

/**
 * Where AMP's script does not come, which gives `html` its version when it does, the scenes stand one below the other, each on its own ground. Sizes follow the story's own width (1 % of it: --story-page-vw), so a long text on a small phone is as in the
 * picture.
 */
const CSS =
  'amp-story{font-family:"Noto Sans Devanagari","Noto Sans",sans-serif}amp-story-page{background:#fff}html:not([amp-version]) amp-story-page{display:block;padding:16px}.texts{align-content:center;padding:72px 24px 96px}.texts *{margin:0 0 .5em}' +
  '.photo{align-content:end;padding-bottom:64px}.half{height:46%;top:0;bottom:auto}.kicker{font-weight:700;font-size:1.05em;line-height:1.5}.headline{font-weight:700;font-size:1.9em;line-height:1.4}' +
  '.body,.step{font-size:1.15em;line-height:1.6}.figure{font-weight:700;font-size:3.4em;line-height:1.25}.quote{font-size:1.5em;line-height:1.5}.name,.call{font-weight:700;font-size:1.25em;line-height:1.45}' +
  'ol{padding-left:1.4em}.label{background:#ffd21f;color:#141414;padding:12px 16px;line-height:1.4;min-height:10.5vh;min-height:calc(10.5*var(--story-page-vh,1vh));box-sizing:border-box}.top{padding:0;align-content:start}.top .label{margin:0}.on-portrait .name{font-size:1.9em}'

/** Steps as a list; everything else as it stands. */
function textsHtml(scene: WithId<Scene>, language: Language): string {
  const parts: string[] = []
  let isList = false
  for (const block of shownBlocks(scene, language)) {
    if ((block.role === 'step') !== isList) parts.push(isList ? '</ol>' : '<ol>')
    isList = block.role === 'step'
    const tag = isList
      ? 'li'
      : block.role === 'headline' || block.role === 'figure'
        ? 'h2'
        : block.role === 'quote'
          ? 'blockquote'
          : 'p'
    parts.push(blockHtml(block, language, tag))
  }
  return parts.join('') + (isList ? '</ol>' : '')
}

function page(scene: WithId<Scene>, order: StoryOrder, label: string): string {
  const { language, addresses } = order
  const { media, layout } = scene
  const address = media && escaped(addresses.media(media.file))
  const alt = media && escaped(media.alt[language])
  const { width, height } = CANVASES.story
  const seen = !media
    ? ''
    : media.kind === 'picture'
      ? `<amp-story-grid-layer template="fill" class="half"><amp-img src="${address}" alt="${alt}" width="${width}" height="${height}" layout="responsive"></amp-img></amp-story-grid-layer>`
      : `<amp-story-grid-layer template="fill" class="half"><amp-video src="${address}" title="${alt}" width="${width}" height="${height}" layout="responsive" poster="${escaped(addresses.poster)}" autoplay loop noaudio></amp-video></amp-story-grid-layer>`
  const texts = `<amp-story-grid-layer template="vertical" class="texts${media ? ' photo' : ''}">${verdictHtml(scene, order)}${textsHtml(scene, language)}</amp-story-grid-layer>`
  const labelled =
    label === ''
      ? ''
      : `<amp-story-grid-layer template="vertical" class="top">${label}</amp-story-grid-layer>`
  return `<amp-story-page id="${scene.id}" class="on-${layout}" auto-advance-after="${Math.round(scene.showMs / 1000)}s"><amp-story-grid-layer template="fill" class="on-${layout}"><div></div></amp-story-grid-layer>${seen}${texts}${labelled}</amp-story-page>`
}

/**
 * The piece as a web story in one language: valid AMP (checked by the validator itself, src/platform/rendering/checkAmp.ts). Words are words, which a reader can
 * hear, search and enlarge.
 */
export function ampStory(order: StoryOrder): string {
  const { document, kit, language, addresses } = order
  const label = labelHtml(order)
  const title = escaped(document.title[language])
  const hasClip = scenesOf(document).some(({ media }) => media?.kind === 'clip')
  const scripts = `<script async src="https://cdn.ampproject.org/v0.js"></script><script async custom-element="amp-story" src="https://cdn.ampproject.org/v0/amp-story-1.0.js"></script>${
    hasClip
      ? '<script async custom-element="amp-video" src="https://cdn.ampproject.org/v0/amp-video-0.1.js"></script>'
      : ''
  }`
  const pages = scenesOf(document).map((scene) => page(scene, order, label))
  return `<!doctype html><html amp lang="${language}"><head><meta charset="utf-8">${scripts}<title>${title}</title><link rel="canonical" href="${escaped(addresses.canonical)}"><meta name="viewport" content="width=device-width">${headLinks(order)}${BOILERPLATE}<style amp-custom>${CSS}${groundCss(kit)}${faceCss(kit, 'amp-story')}</style></head><body><amp-story standalone title="${title}" publisher="${escaped(kit.name[language])}" publisher-logo-src="${escaped(addresses.logo)}" poster-portrait-src="${escaped(addresses.poster)}">${pages.join('')}</amp-story></body></html>`
}
