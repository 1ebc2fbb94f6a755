import { expect, test } from 'vitest'
import { areWrittenAlike } from './writtenAlike.ts'

const alike = (a: string, b: string) => areWrittenAlike(a.normalize('NFC'), b.normalize('NFC'))

test.each([
  ['रमेश', 'Ramesh'],
  ['रमेश', 'Raamesh'],
  ['सुनीता', 'Suneeta'],
  ['जितेन्द्र', 'Jitender'],
  ['जितेंद्र', 'Jitendra'],
  ['लक्ष्मी', 'Laxmi'],
  ['लक्श्मी', 'Lakshmi'],
  ['ज्ञान', 'Gyan'],
  ['प्रिया', 'Pria'],
  ['कृष्ण', 'Krishna'],
  ['शंकर', 'Shankar'],
  ['संगीता', 'Sangita'],
  ['विमला', 'Bimla'],
  ['जगदीश', 'Jagdish'],
  ['जगदीश', 'Jagadish'],
  ['जयसुधा', 'Jaisudha'],
  ['विजय', 'Vijay'],
  ['संजय', 'Sanjai'],
  ['मुन्ना', 'Munna'],
  ['सिद्धार्थ', 'Sidharth'],
  ['अच्छा', 'Achchha'],
  ['भँवर', 'Bhanvar'],
  ['रुक्मणी', 'Rukmani'],
  ['कान्हा', 'Kanha'],
  ['सज्जन', 'Sajjan'],
  ['राधेश्याम', 'Radheshyam'],
  ['ओमप्रकाश', 'Omprakash'],
  ['सत्यनारायण', 'Satyanarayan'],
  ['कन्हैया', 'Kanhaiya'],
  ['ज्योति', 'Jyoti'],
  ['दिव्या', 'Divya'],
  ['सौरभ', 'Saurabh'],
  ['ऊषा', 'Usha'],
  ['फ़रीदा', 'Farida'],
  ['हेमन्त', 'हेमंत'],
  ['गणेश', 'गनेश'],
  ['राधेश्याम', 'रधेश्याम'],
  ['मीना', 'मिना'],
  ['Rakessh', 'Rakesh'],
  ['Priyanka', 'Priianka'],
  ['Yogendra', 'Yogender'],
  ['Sunita', 'Suneeta'],
])('%s and %s are one name, spelt two ways', (a, b) => {
  expect(alike(a, b)).toBe(true)
  expect(alike(b, a)).toBe(true)
})

test.each([
  ['काना', 'Kanha'],
  ['कान्हा', 'Kana'],
  ['साजन', 'Sajjan'],
  ['सज्जन', 'Sajan'],
  ['पिंकी', 'Pinaki'],
  ['रुक्मणी', 'Rukmni'],
  ['करण', 'Kiran'],
  ['रेवा', 'Rebha'],
  ['त्रिया', 'Treya'],
  ['सुरेन', 'Souren'],
  ['रमेश', 'रामेश'],
  ['भरत', 'भारत'],
  ['सज्जन', 'साजन'],
  ['श्रेया', 'श्रिया'],
  ['भेरू', 'भैरू'],
  ['हरेन्द्र', 'हरिन्द्र'],
  ['Ramesh', 'Rajesh'],
  ['Sajjan', 'Sajan'],
  ['Iyalisai', 'Yalisai'],
  ['Manju', 'Manyu'],
  ['Aisha', 'ऐषा'],
  ['Eeela', 'Ila'],
  ['Soooren', 'Suren'],
  ['Ramannna', 'रमन्ना'],
])('%s and %s may be two of one house', (a, b) => {
  expect(alike(a, b)).toBe(false)
  expect(alike(b, a)).toBe(false)
})

test.each(['', '्', 'क्', '़', '()[', 'र'.repeat(200), 'a'.repeat(5000), 'ક', '١'])(
  'whatever was typed is answered: %s',
  (word) => {
    expect(typeof alike(word, 'रमेश')).toBe('boolean')
    expect(alike(word, word)).toBe(true)
  },
)
