import { headingWords as words, PLACE_HEADINGS, plainHeading } from '#engines/columns/index.ts'

/** What a column of a list of people or appointments may hold. Whatever else stands in a list is left in it. */
export const FIELDS = [
  'name',
  'surname',
  'otherName',
  'phone',
  'district',
  'seatNumber',
  'seat',
  'boothNumber',
  'booth',
  'wing',
  'role',
  'since',
  'language',
  'age',
  'born',
] as const
export type Field = (typeof FIELDS)[number]

/** Why a column is left alone although its heading says what it holds: the house keeps no such thing about anybody. */
export type Unkept = 'belief' | 'document' | 'relative' | 'ours'

/** The columns that our own file of bad rows has in front (badRows.ts), and its headings as the messages write them: nobody's list calls anything else so. */
const OURS: ReadonlySet<string> = new Set(['कारण', 'reason', 'row in the list', 'सूची में पंक्ति'])

const UNKEPT: readonly (readonly [Unkept, RegExp])[] = [
  ['belief', words('caste', 'sub caste', 'jati', 'jaati', 'category', 'religion', 'dharm', 'dharma', 'party', 'obc', 'जाति', 'जाती', 'उपजाति', 'धर्म', 'वर्ग', 'पार्टी', 'दल')], // prettier-ignore
  ['document', words('aadhaar', 'aadhar', 'adhar', 'epic', 'epic no', 'voter', 'voter id', 'pan', 'ration card', 'आधार', 'मतदाता', 'वोटर', 'पहचान पत्र', 'पैन', 'राशन कार्ड')], // prettier-ignore
  ['relative', words('father s', 'fathers?', 'husband s', 'husbands?', 'mother s', 'mothers?', 'guardian', 'relation', 's o', 'w o', 'c o', 'd o', 'pita', 'pati', 'पिता', 'पति', 'माता', 'पुत्र', 'पत्नी', 'संरक्षक')], // prettier-ignore
]

/** In this order: a booth's number is asked for before a phone's, since both are called नंबर. */
const MEANINGS: readonly (readonly [Field, RegExp])[] = [
  ['born', words('dob', 'd o b', 'date of birth', 'birth ?date', 'birth', 'janm', 'जन्म', 'जन्मतिथि', 'जन्म ?तिथि', 'जन्म दिनांक')], // prettier-ignore
  ['age', words('age', 'aayu', 'ayu', 'umar', 'umr', 'आयु', 'उम्र')],
  ...PLACE_HEADINGS,
  ['wing', words('wing', 'front', 'cell name', 'morcha', 'prakoshth', 'sangathan', 'मोर्चा', 'प्रकोष्ठ', 'संगठन', 'विंग')], // prettier-ignore
  ['role', words('role', 'rank', 'post', 'designation', 'position', 'responsibility', 'pad', 'dayitva', 'पद', 'पदनाम', 'दायित्व', 'भूमिका', 'ज़िम्मेदारी', 'जिम्मेदारी')], // prettier-ignore
  ['since', words('since', 'from', 'from date', 'start', 'start date', 'appointed on', 'date of appointment', 'कब से', 'से', 'नियुक्ति', 'नियुक्ति दिनांक', 'नियुक्ति तिथि', 'दिनांक से')], // prettier-ignore
  ['language', words('language', 'bhasha', 'भाषा')],
  ['phone', words('mobile', 'mob', 'mobil', 'phone', 'ph', 'telephone', 'contact', 'whatsapp', 'cell', 'मोबाइल', 'मोबाईल', 'मो', 'फोन', 'फ़ोन', 'दूरभाष', 'संपर्क', 'सम्पर्क', 'व्हाट्सएप', 'व्हाट्सऐप')], // prettier-ignore
  ['surname', words('surname', 'last name', 'family name', 'upnaam', 'उपनाम', 'सरनेम', 'कुलनाम')],
  ['name', words('name', 'first name', 'full name', 'naam', 'nam', 'karyakarta', 'worker', 'volunteer', 'member', 'नाम', 'कार्यकर्ता', 'सदस्य', 'व्यक्ति')], // prettier-ignore
]

/** Whether a heading is one that our own file of bad rows put in front. */
export const isOurHeading = (heading: string): boolean => OURS.has(plainHeading(heading))

/** What a heading says, in either script; undefined when it says nothing we know. */
export function meaningOf(
  heading: string,
): { readonly field: Field } | { readonly unkept: Unkept } | undefined {
  if (isOurHeading(heading)) return { unkept: 'ours' }
  const plain = plainHeading(heading)
  const unkept = UNKEPT.find(([, pattern]) => pattern.test(plain))
  if (unkept) return { unkept: unkept[0] }
  const meant = MEANINGS.find(([, pattern]) => pattern.test(plain))
  return meant && { field: meant[0] }
}
