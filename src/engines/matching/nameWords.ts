import { devanagariToLatin } from './devanagariToLatin.ts'
import { foldToken } from './foldName.ts'

/** Folded, and b as v: Niwas, Nibas. */
const keyOf = (word: string): string => foldToken(word).replaceAll('b', 'v')

/** Words before a name that address a person and are no part of it, as they are written in forms; compared without dots. */
export const HONORIFICS: ReadonlySet<string> = new Set(
  (
    'shri sri shree sh smt shrimati shrimathi srimati sushri km kum ku mr mrs ms miss dr prof er adv ca late ji sahab saheb ' +
    'श्री श्रीमती श्रीमति सुश्री कु कुं डॉ डा डाॅ स्व स्वर्गीय प्रो एड इंजी जी साहब'
  )
    .normalize('NFC')
    .split(' '),
)

const addressing = (words: string, gender: 'm' | 'f'): [string, 'm' | 'f'][] =>
  words.normalize('NFC').split(' ').map((word) => [word, gender]) // prettier-ignore
/** Of those words, whom they address: a wife is Mrs, her husband is not. */
export const ADDRESSES: ReadonlyMap<string, 'm' | 'f'> = new Map([
  ...addressing('smt shrimati shrimathi srimati sushri mrs ms miss श्रीमती श्रीमति सुश्री', 'f'),
  ...addressing('shri sri shree sh mr श्री', 'm'),
])

/** What a word that many share says: about whom, and whether its absence says something. */
export interface SharedWord {
  readonly key: string
  readonly gender: 'm' | 'f' | undefined
  /** Part of a compound (Mohan Lal, Mohan Das): another one is another name, and its absence may be one. Else it comes and goes. */
  readonly isPart: boolean
  /** A part that goes with nearly any name: who writes Mohanlal writes Mohan as well. */
  readonly isLoose: boolean
}

const shared = (
  words: string,
  gender: SharedWord['gender'],
  isPart: boolean,
  isLoose = !isPart,
): [string, SharedWord][] =>
  words.split(' ').map((word) => [keyOf(word), { key: keyOf(word), gender, isPart, isLoose }])

/**
 * Words that stand beside a given name with very many people. They tell men from women and little more; as the first word of a name they
 * are the given name itself (Ram Meena).
 */
const SHARED: ReadonlyMap<string, SharedWord> = new Map([
  ...shared('kumar singh mohammad mohd md', 'm', false),
  ...shared('devi kumari kanwar bai kaur bano begum ben', 'f', false),
  ...shared('lal ram chand', 'm', true, true),
  ...shared('das dass prasad prashad nath prakash', 'm', true),
  ...shared('narayan kishor kishore swaroop swarup niwas bihari avtar', 'm', true),
])
/** Stands before a name as often as it is one: then the next word is the own name. */
export const isPrefix = (word: SharedWord): boolean => word.key === keyOf('mohammad')

/**
 * Frequent surnames of the region that are hardly ever own names. They only tell in which order somebody wrote a name: Sharma Ramesh. Nothing
 * else is concluded from them, and nothing is stored.
 */
const SURNAMES: ReadonlySet<string> = new Set(
  (
    'sharma verma varma gupta agarwal agrawal yadav gurjar gujar jat choudhary chaudhary rathore rathod shekhawat chouhan chauhan rajput ' +
    'solanki parmar panwar tanwar tomar gehlot sisodia sisodiya saini kumawat prajapat prajapati suthar jangid khan jain mehta joshi vyas ' +
    'purohit rajpurohit bairwa meghwal bhati godara bishnoi vishnoi ansari pathan qureshi pandey mishra tiwari trivedi khandelwal ' +
    'goyal bansal mittal bhatt maheshwari mathur vaishnav bohra lohar patel kothari khatri arora acharya ranawat chundawat shaktawat rebari garasia dhakad ' +
    // As Hindi and other typists spell some of them, where folding brings them not together.
    'चौधरी chowdhary choudhry राठौड़ राठौर rathor गहलोत gahlot जांगिड़ jangir धाकड़ dhakar प्रजापति भट्ट goel luhar लुहार vaishnava yadava पवार tunwar'
  )
    .split(' ')
    .map(withEnding),
)
export const isSurname = (word: string): boolean => SURNAMES.has(withEnding(word))

/** Own names as well as surnames: they tell no order, but a slip in one is a slip in a surname. */
const ALSO_SURNAMES =
  'meena mina mali soni sen nai mahar gaur das nath puri giri bhil damor pargi khati darji dhobi teli sunar od saran jakhar dangi sahu bhandari charan bajaj'
const RARER_SURNAMES =
  'jhala deora kumhar chhipa singhvi lodha dugar surana baid rathi birla ojha pareek dadhich dave upadhyay shrimali swami goswami raigar jatav mahawar balai ' +
  'khatik valmiki kalbelia nayak kharadi roat ninama katara kalasua bhagora ahari dindor masar rawat patidar nagar ahir rao barath detha ratnu beniwal punia ' +
  'sihag dudi mirdha bhakar kaswan dhaka dhayal kularia legha jangu jani khoja bijarnia fageria mahla jhajharia khichar bagaria ola gora nehra burdak bhamu ' +
  'gill sandhu brar dhillon sidhu sindhi lalwani chhabra ahuja sheikh mirza syed mansuri kathat meo chishti bharti banjara dewasi gayri gadri kir kahar bawri ' +
  'dholi damami langa manganiyar sankhla kachhwaha tak bhadana kasana awana bainsla khatana dotasra dhabhai ' +
  'swarnkar स्वर्णकार devda लोढ़ा singhavi upadhyaya naik खराड़ी रोत rot kalasuwa पूनियां siyag सियाग jakhad कुलरिया nehara बुरड़क barar kachhawa कछावा tank टांक sankhala'
const setOf = (words: string): ReadonlySet<string> =>
  new Set(words.normalize('NFC').split(' ').map(withEnding))
const [ALSO, RARER] = [setOf(ALSO_SURNAMES), setOf(RARER_SURNAMES)]
export const mayBeSurname = (word: string): boolean =>
  isSurname(word) || ALSO.has(withEnding(word)) || isRareSurname(word)
/**
 * Those of them that are own names as well, or sound like one: Meena, Bharti, Ved (Baid), Punya (Punia), Rati (Rathi). Where one of these stands first, the
 * order in which a name was written is not known.
 */
const OWN_NAMES_TOO = setOf(
  'meena mina mali soni mahar gaur das nath puri giri charan saran sunar sen jhala baid rathi ojha swami goswami nagar bharti barath detha ' +
    'dhaka dhayal punia gora mirza valmiki jani dave rao sidhu sindhi nehra kir yadav yadava maheshwari prajapati',
)
/** Borne as a surname and by nobody as an own name. */
export const isSurelySurname = (word: string): boolean =>
  mayBeSurname(word) && !OWN_NAMES_TOO.has(withEnding(word))
/** A surname that few bear: two strangers of one constituency hardly share it. */
export const isRareSurname = (word: string): boolean => RARER.has(withEnding(word))

/** Surnames that one family writes two ways, by sound or by calling: a goldsmith is Sunar or Swarnkar. */
const ONE_SURNAME: ReadonlyMap<string, string> = new Map(
  [
    'parmar panwar pawar पवार pavar puwar', 'sunar swarnkar स्वर्णकार svarnakar soni', 'nai sen', 'lohar luhar लुहार', 'gurjar gujar', 'tanwar tomar tunwar', 'verma varma', 'chouhan chauhan',
    'rathore rathod rathaur rathor राठौड़ राठौर', 'tiwari tiwadi tivari', 'choudhary chaudhary chowdhary choudhry चौधरी', 'gehlot gahlot गहलोत', 'jangid jangir जांगिड़', 'dhakad dhakar धाकड़', 'prajapat prajapati प्रजापति',
    'bhatt भट्ट', 'goyal goel', 'vaishnav vaishnava', 'yadav yadava', 'nayak naik', 'kharadi खराड़ी', 'roat rot रोत', 'kalasua kalasuwa', 'sihag siyag सियाग', 'lodha लोढ़ा', 'burdak बुरड़क',
    'deora devda', 'upadhyay upadhyaya', 'jakhar jakhad', 'sankhla sankhala', 'kachhwaha kachhawa कछावा', 'tak tank टांक', 'singhvi singhavi', 'brar barar', 'nehra nehara',
  ] // prettier-ignore
    .flatMap((ways) => ways.split(' ').map((way) => [withEnding(way), ways] as const)),
)
export const areOneSurname = (a: string, b: string): boolean => {
  const ways = ONE_SURNAME.get(withEnding(a))
  return ways !== undefined && ways === ONE_SURNAME.get(withEnding(b))
}

/** A final a tells Suthar from Sutara; folding alone drops it. */
function withEnding(word: string): string {
  return `${keyOf(word)}${/a$/.test(devanagariToLatin(word).toLowerCase()) ? ' a' : ''}`
}

/** Own names that very many bear, of both sexes: agreement in one of them says less than in a name that is not among them. */
const FREQUENT: ReadonlySet<string> = new Set(
  (
    'ramesh suresh mahesh rajesh mukesh dinesh naresh rakesh kailash prakash om hanuman gopal mohan sohan babu ram shyam krishna ganesh ' +
    'mahendra rajendra surendra narendra jitendra devendra virendra vijay ajay sanjay anil sunil manoj vinod pramod ashok deepak vikas ' +
    'amit sumit rohit mohit rahul sachin ravi raj pawan arjun bhanwar banwari mangi kalu chhotu kana hira panna moti prabhu ' +
    'shankar shiv vishnu lokesh mohammad imran salim abdul satyanarayan radheshyam ghanshyam nand girdhari bhagirath jagdish harish ' +
    'sunita anita vimla kamla geeta sita radha meera sarita kavita savita babita mamta sangeeta seema rekha pooja priyanka neha ' +
    'nisha asha usha lata pushpa manju anju santosh shanti kanta sharda laxmi lakshmi durga ganga jamna tulsi parvati saroj suman kiran ' +
    'sushila nirmala urmila manisha jyoti aarti guddi maya chanda leela bhawna bhawri tara indra'
  )
    .split(' ')
    .map(withEnding),
)
export const isFrequent = (word: string): boolean => FREQUENT.has(withEnding(word))

/** Spellings of one such word that folding does not bring together. */
const ALIASES: ReadonlyMap<string, string> = new Map(
  ['sinh singh', 'muhammad mohammad', 'mohammed mohammad', 'mo mohammad', 'mhd mohammad', 'kunwar kanwar', 'kuwar kanwar', 'parsad prasad'] // prettier-ignore
    .map((pair) => pair.split(' ').map(keyOf) as [string, string]),
)
const ONE_NAME: ReadonlyMap<string, string> = new Map(
  ['md mohammad', 'mohd mohammad', 'das dass', 'prashad prasad'].map((pair) => pair.split(' ').map(keyOf) as [string, string]), // prettier-ignore
)

/** @returns undefined for a word that names somebody */
export function sharedWord(word: string): SharedWord | undefined {
  const key = keyOf(word)
  const found = SHARED.get(ALIASES.get(key) ?? key)
  return found && { ...found, key: ONE_NAME.get(found.key) ?? found.key }
}

/** Written at the end of a given name as often as beside it: मोहनलाल, Mohan Lal. With the fewest letters that must stand before it. */
// prettier-ignore
const ENDINGS: readonly (readonly [ending: RegExp, before: number])[] = [
  [/(la+l|ra+m|k[uo]o?ma+r|singh|sing|cha+nd|da+s|na+th|k[uo]o?ma+r(?:i|ee|y)|de[vw](?:i|ee|y)|ba+i|ka+n[vw]a+r)$/i, 3],
  [/(pra+(?:s|sh)a+d|pra+ka+sh?|na+ra+[yi]a+n|k[ie]+sho+re?|k[ie]+sore?|s[vw]a*r(?:oo|u)p|n[ie]+[vw]a+s|b[ie]+ha+r(?:i|ee|y))$/i, 2],
  [/(लाल|राम|क[ुू]मार|स[िी][ंन][हघ]|च[ंँ]द|चन्द|दास|नाथ|क[ुू]मार[ीि]|देव[ीि]|बाई|क[ंँ]वर|प्र[सश]ाद|प्रका[शसष]|नाराय[णन]|क[िी][शस]ोर|[शस]्?वर[ूु]प|न[िी][वब]ास|ब[िी]हार[ीि])$/u, 2],
]

/** Parts a compound given name from the shared word at its end: `मोहनलाल` → [`मोहन`, `लाल`]; other words stay whole. */
export function partCompound(word: string): readonly string[] {
  for (const [ending, before] of ENDINGS) {
    const found = ending.exec(word)
    // What a virama leaves open belongs to the word: no compound ends inside a conjunct.
    if (found && found.index >= before && !word.slice(0, found.index).endsWith('\u094d'))
      return [...partCompound(word.slice(0, found.index)), found[0]]
  }
  return [word]
}
