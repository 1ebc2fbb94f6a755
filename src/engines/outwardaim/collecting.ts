import { GOVERNMENT, plain } from './plainText.ts'

/**
 * No organisation registers voters for benefits: "seeking details of voters under the guise of surveys for beneficiary schemes" is what the Election
 * Commission told parties to stop (advisory of 2 May 2024; docs/integrity.md, rule 11). To say what a scheme gives and where the authority takes
 * applications is no such thing.
 */
export type Collecting = 'form' | 'survey' | 'register' | 'papers'

/** Hosts whose pages are forms. */
const FORM_HOSTS =
  /(^|\.)(forms\.gle|forms\.office\.com|jotform\.com|typeform\.com|surveymonkey\.com|surveys\.google\.com|airtable\.com|wufoo\.com|tally\.so|kobotoolbox\.org|zohopublic\.(in|com)|formstack\.com|cognitoforms\.com)$/i
/** Words of an address that take somebody's details, in Latin letters as addresses have them. */
const FORM_WORDS =
  /(^|[^a-z])(register|registration|enrol(l|ment)?|sign-?up|apply|application|survey|form|forms|panji(kar|y)an|aavedan|avedan|labharthi|beneficiar(y|ies))([^a-z]|$)/i

/** What is promised or given. */
const BENEFIT =
  'schemes?|benefits?|beneficiar(?:y|ies)|guarantees?|subsid(?:y|ies)|pensions?|rations?|allowances?|yojan?a|योजना|लाभ|लाभार्थी|गारंटी|गारण्टी|सब्सिडी|पेंशन|राशन|भत्त[ाे]|सम्मान निधि|किस्त'
/** What takes somebody's name for it. */
const REGISTER =
  'regist(?:er|ers|ered|ering|ration)|enrol(?:l|led|ling|ment)?|sign(?:ing)? ?up|appl(?:y|ying|ications?)|fill(?: in| up| out)?(?: \\S+){0,3} forms?|forms?|panjikaran|पंजीकरण|पंजीयन|रजिस्ट्रेशन|रजिस्टर|नाम (?:लिखव|लिखा|लिखें|जुड़व|जोड़ें|दर्ज)|फ़?ॉर्म|फार्म|आवेदन|अर्ज़?ी'
const SURVEY = 'surveys?|missed ?calls?|सर्वे(?:क्षण)?|मिस्ड? ?कॉल'
const PAPERS =
  'aadhaa?r|voter ?(?:id|card)|epic (?:no|number)|bank (?:account|details)|account numbers?|आधार (?:नंबर|कार्ड|संख्या)|वोटर (?:आईडी|कार्ड)|मतदाता पहचान|पहचान[ -]पत्र|बैंक (?:खात|का खाता)|खात[ाे] (?:नंबर|संख्या)'
const HAND_OVER =
  'give|send|submit|share|collect|note|upload|take down|लिखें|लिखो|लें|लो\\b|दें|दो\\b|भेजें|भेजो|जमा|इकट्ठ|बटोर|नोट|अपलोड'
/** Where applications are the authority's. */
const OFFICIAL =
  /e-?mitra|government|govt\.?|official portal|block office|panchayat office|common service cent|ई-?मित्र|सरकारी|ग्राम पंचायत|पंचायत (?:कार्यालय|भवन)|कार्यालय|जन सेवा केंद्र|जन आधार केंद्र/iu
/** And where they would be ours all the same. */
const OURS =
  /\b(with us|to us|our (?:form|team|office|list|volunteers?)|this link|link below|here)\b|हमारे|हमें|हमको|यहाँ|यहां|इस लिंक|नीचे (?:दिए|के) लिंक|कार्यकर्ता को/iu

/** Where a word of either script begins: `\b` knows Latin alone. */
const starts = (list: string): RegExp => new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${list})`, 'iu')
const SAYS = {
  benefit: starts(BENEFIT),
  register: starts(REGISTER),
  survey: starts(SURVEY),
  papers: starts(PAPERS),
  handOver: starts(HAND_OVER),
} as const
const GOVERNMENT_ADDRESS = /(?<=[a-z0-9-]\.)(?:gov|nic)\.in(?![\p{L}\p{N}])/iu

/** How far apart two words may stand and still be about the same, in sentences: what is asked stands beside what it is for. */
const sentences = (text: string): readonly string[] => text.split(/[।!?\n]|(?<=[^\d])\.(?=\s|$)/u)

/**
 * What of voters' data some words would collect for a benefit; undefined for words that inform.
 * @example collecting('योजना का लाभ लेने के लिए इस लिंक पर नाम लिखवाएँ') === 'register'; collecting('आवेदन ई-मित्र पर होता है') === undefined
 */
export function collecting(said: string): Collecting | undefined {
  const text = plain(said)
  const isAboutBenefit = SAYS.benefit.test(text)
  for (const sentence of sentences(text)) {
    const isOfficial = (OFFICIAL.test(sentence) || GOVERNMENT_ADDRESS.test(sentence)) && !OURS.test(sentence)
    if (SAYS.survey.test(sentence) && isAboutBenefit) return 'survey'
    if (isOfficial) continue
    if (SAYS.papers.test(sentence) && SAYS.handOver.test(sentence)) return 'papers'
    if (SAYS.register.test(sentence) && isAboutBenefit) return 'register'
  }
  return undefined
}

/**
 * Whether an address takes people's details: a form's host, or words of its path that say so. The authority's own pages may.
 * @param ownPaths pages of this house that may be linked though they take a name (to join is no benefit)
 * @example collectingLink('https://forms.gle/abc') === 'form'; collectingLink('https://jansoochna.rajasthan.gov.in/apply') === undefined
 */
export function collectingLink(address: string, ownPaths: readonly string[] = []): Collecting | undefined {
  if (address.startsWith('/')) return ownPaths.includes(address.replace(/[?#].*$/, '')) ? undefined : formIn(address)
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return undefined
  }
  if (GOVERNMENT.test(url.hostname)) return undefined
  if (FORM_HOSTS.test(url.hostname) || (url.hostname === 'docs.google.com' && url.pathname.startsWith('/forms')))
    return 'form'
  return formIn(`${url.hostname}${url.pathname}${url.search}`)
} // prettier-ignore

const formIn = (address: string): Collecting | undefined =>
  FORM_WORDS.test(decoded(address)) ? 'form' : undefined

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
