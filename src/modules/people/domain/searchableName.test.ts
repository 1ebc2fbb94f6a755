import { expect, it } from 'vitest'
import { searchedName } from './searchableName.ts'

it('a name is asked for in its folded form, in either script', () => {
  for (const typed of ['Sunita', 'सुनीता', 'suneeta', ' sunita! ']) expect(searchedName(typed)).toBe('sunit')
  for (const short of ['Bheem', 'jheel', 'Chhoo', 'ज', 'om']) expect(searchedName(short)).not.toBe('')
})

it('what folds to next to nothing asks for nobody', () => {
  for (const typed of ['zzzzqqq', 'zzzz', 'oooooooo', '%%%', '']) expect(searchedName(typed)).toBe('')
})
