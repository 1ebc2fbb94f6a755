import { ENDINGS, GOVERNMENT, plain } from './plainText.ts'

/**
 * A task is work on the ground: it never aims at other people's posts or accounts, their comments, or a platform's reporting tools, and sets
 * no posting in motion (docs/integrity.md, rule 2). What can be told from words is refused here, with the reason. Links are refused as a
 * whole, but those of government offices: behind any other address a post may stand.
 */
export type OutwardAim = 'post' | 'account' | 'tag' | 'platform' | 'link'

/** Hosts of social platforms and messengers, with their short forms. */
const SOCIAL =
  'facebook fb fbwat instagram instagr twitter x t youtube youtu threads sharechat mojapp joshapp moj kooapp linkedin lnkd snapchat reddit redd telegram whatsapp wa tiktok quora discord bsky mastodon pinterest tumblr vk roposo chingari gettr truthsocial'.split(
    ' ',
  )
/** Whose second-level name is also an everyday letter or word: only with the ending that the platform uses. */
const WITH_ENDING: Readonly<Record<string, RegExp>> = {
  x: /^com$/,
  t: /^(co|me)$/,
  fb: /^(com|me|watch|gg)$/,
  wa: /^me$/,
  vk: /^com$/,
  moj: /^(app|com)$/,
  threads: /^(net|com)$/,
  discord: /^(com|gg)$/,
}
// A label of an address has at most 63 letters: without that bound a long row of letters would be read again from each of them.
const HOST = new RegExp(
  `(?:https?:\\/\\/|www\\.)[^\\s/]+|(?<![\\p{L}\\p{N}.@])(?:[a-z0-9-]{1,63}\\.)+(?:${ENDINGS.split(' ').join('|')})(?![\\p{L}\\p{N}])`,
  'giu',
)
/** An e-mail address, read from its beginning alone, so that one glance over the text is enough. */
const MAIL = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu
const HANDLE = /(?<![\p{L}\p{N}._])@\s?[\p{L}\p{N}_]{2,}/u
const TAG = /(?<![\p{L}\p{N}&])#\s?(?=[\p{L}\p{N}_]*\p{L})[\p{L}\p{N}_]{2,}/u

/** Posts and accounts, and what is done to them: in both scripts, since people mix them within a sentence ("पोस्ट को like करें"). */
const THEIRS =
  '(?:\\b(?:post|posts|video|reel|page|account|profile|channel|handle|id)\\b|पोस्ट|वीडियो|रील|पेज|अकाउंट|खाते|प्रोफ\u093c?ाइल|चैनल|हैंडल|आईडी)'
// The dot below फ comes apart in NFKC, and many leave it out.
const DEED =
  '(?:\\b(?:comment|like|report|follow|unfollow|subscribe|share)\\b|कमेंट|टिप्पणी|लाइक|रिपोर्ट|फ\u093c?ॉलो|सब्सक्राइब|शेयर)'

/** What is done to posts and accounts, whatever else is said. In both scripts, and as Hindi is typed in Latin letters. */
const PLATFORM_DEEDS = [
  /\bre-?\s?tweets?\b|र[िी]?\s?ट्व[ीि]?ट/iu,
  /\bhash\s?tags?\b|हैश\s?टै?ग/iu,
  /\bmass[\s-]?report|मास\s?रिपोर्ट/iu,
  /\bdis-?likes?\b|डिस\s?-?लाइक/iu,
  /\bdown-?votes?\b|डाउन\s?-?वोट/iu,
  /\b(make|get) (it|this|us) trend|\btrend(ing)? (kar|kara|karwa)|ट्रेंड(िंग)?\s?(कर|करा|में)/iu,
  new RegExp(`${THEIRS}.{0,24}${DEED}`, 'iu'),
  /\b(comment|like|report|follow|unfollow|subscribe|share)s?\b.{0,24}\b(post|posts|video|reel|page|account|profile|channel|handle|id)\b/iu,
]

/** `facebook` of `m.facebook.com`, with what follows it. */
function aimOfHost(host: string): OutwardAim | undefined {
  const labels = host
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^[^@/]*@/, '')
    .replace(/[:/?#].*$/, '')
    .replace(/\.$/, '')
    .split('.')
  if (GOVERNMENT.test(labels.join('.'))) return undefined
  const ending = labels.pop()!
  const social = labels.some((label, at) => {
    if (!SOCIAL.includes(label)) return false
    const known = WITH_ENDING[label]
    return known === undefined || (at === labels.length - 1 && known.test(ending))
  })
  return social ? 'post' : 'link'
}

/**
 * What a task's words aim at that they must not; undefined for words that only ask for work on the ground.
 * @example outwardAim('Comment on https://m.facebook.com/x') === 'post'; outwardAim('घर-घर जाकर पर्ची दें') === undefined
 */
export function outwardAim(words: string): OutwardAim | undefined {
  const text = plain(words)
  const links = [...text.matchAll(HOST)].map(([host]) => aimOfHost(host))
  if (links.includes('post')) return 'post'
  const withoutMail = text.replace(MAIL, ' ')
  if (HANDLE.test(withoutMail)) return 'account'
  if (TAG.test(text)) return 'tag'
  if (PLATFORM_DEEDS.some((deed) => deed.test(text))) return 'platform'
  return links.includes('link') ? 'link' : undefined
}
