import type { EditionName } from '#platform/environment/environment.ts'
import type { Role } from '#platform/access/scope.ts'
import { demoId } from './demoId.ts'
import { demoPhone } from './demoPhone.ts'

/** One of the made-up people a newcomer may sign in as. */
export interface Persona {
  /** Stands in addresses: `/demo/district-coordinator`. */
  readonly key: string
  readonly edition: EditionName
  readonly personId: string
  readonly phone: string
  readonly role: Role
  readonly nameHi: string
  readonly nameEn: string
  /** What she is, for the list of personas: these lines exist only in the demo, so they stand beside it. */
  readonly aboutHi: string
  readonly aboutEn: string
  /** The page where her day begins. */
  readonly opens: '/coverage' | '/courses' | '/studio' | '/today' | '/staff' | '/record'
  /**
   * Secret of her authenticator (base32), for those who need a second step; the demo's inbox shows its codes. Public on purpose: it opens
   * nothing but the made-up organisation on loopback.
   */
  readonly authenticatorSecret: string | null
}

const AUTHENTICATOR = 'KARYAKARTADEMOONLYKARYAKARTADEMO'

const persona = (
  key: string,
  number: number,
  rest: Omit<Persona, 'key' | 'personId' | 'phone' | 'edition' | 'authenticatorSecret'>,
  edition: EditionName = 'organisation',
): Persona => ({
  key,
  edition,
  personId: demoId(`persona/${key}`),
  phone: demoPhone(number),
  authenticatorSecret: rest.opens === '/today' ? null : AUTHENTICATOR,
  ...rest,
})

export const ORGANISATION_PERSONAS = {
  stateCoordinator: persona('state-coordinator', 1, {
    role: 'coordinator',
    nameHi: 'कमला चौहान',
    nameEn: 'Kamla Chouhan',
    aboutHi: 'राज्य समन्वयक: पूरा राज्य, सभी प्रकोष्ठ',
    aboutEn: 'State coordinator: the whole state, every wing',
    opens: '/coverage',
  }),
  districtCoordinator: persona('district-coordinator', 2, {
    role: 'coordinator',
    nameHi: 'महेश सुथार',
    nameEn: 'Mahesh Suthar',
    aboutHi: 'ज़िला समन्वयक: सबसे बड़ा ज़िला, सभी प्रकोष्ठ',
    aboutEn: 'District coordinator: the largest district, every wing',
    opens: '/coverage',
  }),
  constituencyCoordinator: persona('constituency-coordinator', 3, {
    role: 'coordinator',
    nameHi: 'सुनीता सैनी',
    nameEn: 'Sunita Saini',
    aboutHi: 'विधानसभा समन्वयक: उसी ज़िले की विधानसभा विद्याधर नगर',
    aboutEn: 'Constituency coordinator: Vidhyadhar Nagar, a constituency of that district',
    opens: '/coverage',
  }),
  womensCoordinator: persona('womens-coordinator', 4, {
    role: 'coordinator',
    nameHi: 'विमला व्यास',
    nameEn: 'Vimla Vyas',
    aboutHi: 'महिला प्रकोष्ठ की ज़िला समन्वयक: उसी ज़िले में केवल महिला प्रकोष्ठ',
    aboutEn: "Women's-wing coordinator: that district, her wing only",
    opens: '/coverage',
  }),
  boothVolunteer: persona('booth-volunteer', 5, {
    role: 'volunteer',
    nameHi: 'दिनेश सोनी',
    nameEn: 'Dinesh Soni',
    aboutHi: 'बूथ कार्यकर्ता: पुष्ट, अपने बूथ पर',
    aboutEn: 'Booth volunteer: vouched for, at one booth',
    opens: '/today',
  }),
  administrator: persona('administrator', 6, {
    role: 'admin',
    nameHi: 'अनिल जोशी',
    nameEn: 'Anil Joshi',
    aboutHi: 'संगठन प्रशासक: दायित्व और सेटिंग',
    aboutEn: 'Administrator of the organisation: appointments and settings',
    opens: '/coverage',
  }),
  trainer: persona('trainer', 7, {
    role: 'trainer',
    nameHi: 'लता शेखावत',
    nameEn: 'Lata Shekhawat',
    aboutHi: 'प्रशिक्षक: पाठ लिखती हैं; जारी कोई और करता है',
    aboutEn: 'Trainer: writes lessons, which somebody else releases',
    opens: '/courses',
  }),
  creator: persona('creator', 8, {
    role: 'creator',
    nameHi: 'पूजा राठी',
    nameEn: 'Pooja Rathi',
    aboutHi: 'सामग्री निर्माता: पूरे राज्य के लिए बनाती हैं; मंज़ूरी दो दूसरे देते हैं',
    aboutEn: 'Creator: makes pieces for the whole state, which two others approve',
    opens: '/studio',
  }),
  reviewer: persona('reviewer', 9, {
    role: 'reviewer',
    nameHi: 'नरेश गुर्जर',
    nameEn: 'Naresh Gurjar',
    aboutHi: 'समीक्षक: सामग्री पढ़कर हस्ताक्षर करते हैं',
    aboutEn: 'Reviewer: reads pieces and signs for them',
    opens: '/studio',
  }),
} as const satisfies Record<string, Persona>

export const PROGRAMME_PERSONAS = {
  programmeAdmin: persona(
    'programme-admin',
    11,
    {
      role: 'programme_admin',
      nameHi: 'शारदा मेहता',
      nameEn: 'Sharda Mehta',
      aboutHi: 'कार्यक्रम प्रशासक: पूरा राज्य',
      aboutEn: 'Programme admin: the whole state',
      opens: '/staff',
    },
    'programme',
  ),
  supervisor: persona(
    'supervisor',
    12,
    {
      role: 'supervisor',
      nameHi: 'राकेश नागर',
      nameEn: 'Rakesh Nagar',
      aboutHi: 'पर्यवेक्षक: एक ज़िला',
      aboutEn: 'Supervisor: one district',
      opens: '/staff',
    },
    'programme',
  ),
  mitra: persona(
    'mitra',
    13,
    {
      role: 'mitra',
      nameHi: 'पूजा कुमावत',
      nameEn: 'Pooja Kumawat',
      aboutHi: 'युवा मित्र: एक विधानसभा',
      aboutEn: 'Yuva Mitra: one constituency',
      opens: '/record',
    },
    'programme',
  ),
} as const satisfies Record<string, Persona>

/** Everybody whom a newcomer may be, by edition, in the order in which they are offered. */
export const PERSONAS: readonly Persona[] = [
  ...Object.values(ORGANISATION_PERSONAS),
  ...Object.values(PROGRAMME_PERSONAS),
]

export const personasOf = (edition: EditionName): readonly Persona[] =>
  PERSONAS.filter((one) => one.edition === edition)
