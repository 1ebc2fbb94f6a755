/** Entries of one status list: the least that Bitstring Status List asks for, so that one entry hides among many (W3C, section 6.1). */
export const LIST_LENGTH = 131_072

/** Where a badge's serial stands: in which list, and at which place in it. */
export const placeInList = (serial: number): { readonly list: number; readonly index: number } => ({
  list: Math.floor(serial / LIST_LENGTH),
  index: serial % LIST_LENGTH,
})

/** The serials of a list, both ends included. */
export const serialsOf = (list: number): { readonly low: number; readonly high: number } => ({
  low: list * LIST_LENGTH,
  high: list * LIST_LENGTH + LIST_LENGTH - 1,
})
