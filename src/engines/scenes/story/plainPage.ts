import { scenesOf, sourceTitle, type Scene, type WithId } from '../document.ts'
import { escaped } from '../markup.ts'
import { say } from '../picture/said.ts'
import {
  blockHtml,
  faceCss,
  groundCss,
  headLinks,
  labelHtml,
  shownBlocks,
  verdictHtml,
  type StoryOrder,
} from './pageParts.ts'

/**
 * Opens the phone's own share sheet, once for each tap; where there is none, copies the address and says so. The whole script of the page: a room that serves
 * it allows exactly this by its hash.
 */
export const SHARE_SCRIPT =
  "document.querySelector('[data-share]')?.addEventListener('click',async(event)=>{const button=event.currentTarget;const{title,address,copied}=button.dataset;event.preventDefault();try{if(navigator.share)await navigator.share({title,url:address});else{await navigator.clipboard.writeText(address);button.textContent=copied}}catch{}})"

const CSS =
  ':root{color-scheme:light dark}*{box-sizing:border-box}body{margin:0;background:#fff;color:#1b2327;font-family:"Noto Sans Devanagari","Noto Sans",system-ui,sans-serif;font-size:18px;line-height:1.6}main{max-width:40rem;margin:auto}' +
  'section{padding:2rem 1.25rem}section>*{margin:0 0 .6rem}h1{font-size:1.9rem;line-height:1.4;margin:0;padding:1.5rem 1.25rem}h2{font-size:1.5rem;line-height:1.4}.figure{font-weight:700;font-size:3rem;line-height:1.3}.kicker,.name,.call{font-weight:700}' +
  '.quote{font-size:1.3rem;margin-inline:0}section>figure{margin:-2rem -1.25rem 1.2rem}figcaption{padding:.3rem 1.25rem;font-size:1rem}img,video{display:block;width:100%;height:auto;max-height:60vh;object-fit:cover}.label span{display:block}.label{background:#ffd21f;color:#141414;padding:1rem 1.25rem;margin:0;position:sticky;top:0}' +
  'footer{padding:1.5rem 1.25rem;overflow-wrap:anywhere}nav{display:flex;gap:1rem;align-items:center;padding:0 1.25rem 1.5rem}nav a{display:inline-flex;align-items:center;min-height:48px}.button{display:inline-flex;align-items:center;min-height:48px;padding:0 1.25rem;border-radius:8px;text-decoration:none;font-weight:700}' +
  'a{color:inherit}.from{margin:0;padding:1.25rem 1.25rem 0;font-size:1rem}.from+h1{padding-top:.25rem}:focus-visible{outline:3px solid #1b2327;outline-offset:3px}' +
  // The scenes keep the grounds under which they were approved; the paper around them follows the reader's.
  '@media screen and (prefers-color-scheme:dark){body{background:#14191a;color:#e8ecea}:focus-visible{outline-color:#e8ecea}}@media print{.button,nav{display:none}}'

function section(scene: WithId<Scene>, order: StoryOrder): string {
  const { document, language, addresses } = order
  const { media } = scene
  const address = media && escaped(addresses.media(media.file))
  const credit = media?.credit ? document.credits[media.credit]?.words[language] : undefined
  const seen = !media
    ? ''
    : `<figure>${
        media.kind === 'picture'
          ? `<img src="${address}" alt="${escaped(media.alt[language])}" loading="lazy" style="object-position:${media.focus.x / 10}% ${media.focus.y / 10}%">`
          : `<video src="${address}" aria-label="${escaped(media.alt[language])}" controls preload="none" playsinline></video>`
      }${credit ? `<figcaption>${say('photo', language)}: ${escaped(credit)}</figcaption>` : ''}</figure>`
  const parts: string[] = []
  let isList = false
  for (const block of shownBlocks(scene, language)) {
    if ((block.role === 'step') !== isList) parts.push(isList ? '</ol>' : '<ol>')
    isList = block.role === 'step'
    const tag = isList ? 'li' : block.role === 'headline' ? 'h2' : block.role === 'quote' ? 'blockquote' : 'p'
    parts.push(blockHtml(block, language, tag))
  }
  return `<section class="on-${scene.layout}">${seen}${verdictHtml(scene, order)}${parts.join('')}${isList ? '</ol>' : ''}</section>`
}

/** The piece as an ordinary page, the canonical one: one request, no AMP, readable and printable without JavaScript; the share button needs it and hides nothing. */
export function plainPage(order: StoryOrder): string {
  const { document, kit, language, addresses } = order
  const title = escaped(document.title[language])
  const sources = Object.values(document.sources).map((source) => {
    const { address, seenOn } = source
    const words = `${escaped(sourceTitle(source, language))}${seenOn ? ` (${say('seen', language)} <time datetime="${seenOn}">${seenOn.split('-').toReversed().join('-')}</time>)` : ''}`
    return `<li dir="auto">${address === '' ? words : `<a href="${escaped(address)}" rel="noopener nofollow">${words}</a>`}</li>`
  })
  const share = `<a class="button on-closing" data-share href="https://wa.me/?text=${encodeURIComponent(`${document.title[language]} ${addresses.canonical}`)}" data-title="${title}" data-address="${escaped(addresses.canonical)}" data-copied="${say('copied', language)}">${say('share', language)}</a>`
  const other = language === 'hi' ? 'en' : 'hi'
  const name = kit.name[language].trim()
  const from = name === '' ? '' : `<p class="from" dir="auto">${escaped(name)}</p>`
  const handsOn = escaped(addresses.handsOn ?? '')
  const join = addresses.join
    ? `<p><a class="button on-closing" href="${escaped(addresses.join)}${handsOn}">${say('join', language)}</a></p>`
    : ''
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title}</title><meta name="viewport" content="width=device-width,initial-scale=1"><link rel="canonical" href="${escaped(addresses.canonical)}"><link rel="amphtml" href="${escaped(addresses.amp)}">${headLinks(order)}<style>${CSS}${groundCss(kit)}${faceCss(kit, 'body')}</style></head><body><main>${labelHtml(order)}${from}<h1 dir="auto">${title}</h1><nav>${share}<a lang="${other}" hreflang="${other}" href="${escaped(addresses.other)}${handsOn}">${say('other', language)}</a></nav>${scenesOf(
    document,
  )
    .map((scene) => section(scene, order))
    .join(
      '',
    )}<footer>${join}${sources.length > 0 ? `<h2>${say('sources', language)}</h2><ul>${sources.join('')}</ul>` : ''}<p>${escaped(kit.entity[language])}</p></footer></main><script>${SHARE_SCRIPT}</script></body></html>`
}
