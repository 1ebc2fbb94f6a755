/** A place of the Rajasthan set by its official numbers. */
export type OfficialPlace =
  | { readonly district: number }
  | { readonly constituency: number; readonly booth?: number }

/**
 * What people type when they look for a place, with the place they mean: both scripts, misspellings as heard, English and
 * Hindi words mixed, room and side of a school. Where a school has several booths any of them would be right, so these ask
 * for one of them by its room or side.
 */
export const PLACE_QUERIES: readonly (readonly [typed: string, meant: OfficialPlace])[] = [
  // districts
  ['जयपुर', { district: 102 }],
  ['jaipur', { district: 102 }],
  ['Jaypur', { district: 102 }],
  ['jodpur', { district: 107 }],
  ['udaypur', { district: 117 }],
  ['श्री गंगानगर', { district: 100 }],
  ['shri ganga nagar', { district: 100 }],
  ['sawai madhopur', { district: 113 }],
  ['बाडमेर', { district: 90 }],
  ['jhunjunu', { district: 106 }],
  ['chittaurgadh', { district: 95 }],
  ['kotputli behror', { district: 782 }],
  // constituencies
  ['उदयपुर ग्रामीण', { constituency: 152 }],
  ['udaipur gramin', { constituency: 152 }],
  ['sanganer', { constituency: 55 }],
  ['साँगानेर', { constituency: 55 }],
  ['jhotvara', { constituency: 46 }],
  ['malviya nagar', { constituency: 54 }],
  ['hava mahal', { constituency: 49 }],
  ['neem ka thana', { constituency: 38 }],
  ['laxman garh sikar', { constituency: 33 }],
  ['सरदारपुरा', { constituency: 127 }],
  ['kota uttar', { constituency: 189 }],
  ['bikaner purv', { constituency: 14 }],
  ['shahpura bhilwara', { constituency: 181 }],
  ['amer', { constituency: 47 }],
  // booths
  ['rajkiya vidyalay sangatpura', { constituency: 1, booth: 1 }],
  ['राजकीय बालिका विद्यालय संगतपुरा', { constituency: 1, booth: 1 }],
  ['chak bhojasar', { constituency: 11, booth: 76 }],
  ['वाल्मीकि मोहल्ला नवलगढ़', { constituency: 29, booth: 136 }],
  ['preetampuri govt school left side', { constituency: 38, booth: 208 }],
  ['govt school nanan dudu', { constituency: 45, booth: 26 }],
  ['subhash marg c scheme room 3', { constituency: 51, booth: 136 }],
  ['basdi jogiyan', { constituency: 58, booth: 24 }],
  ['बल्लभग्राम', { constituency: 60, booth: 203 }],
  ['moti bag tonk right', { constituency: 96, booth: 140 }],
  ['matvali nadi shivpuri', { constituency: 123, booth: 126 }],
  ['हरसानी दायां भाग', { constituency: 134, booth: 135 }],
  ['hatni kundi', { constituency: 171, booth: 250 }],
  ['अग्रसेन मांगलिक भवन main hall', { constituency: 180, booth: 46 }],
]
