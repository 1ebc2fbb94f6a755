/** What the address of a coverage page says; everything that is seen can be sent to a colleague. */
export interface View {
  readonly place?: string | undefined
  readonly wing?: number | null | undefined
  readonly state?: string | undefined
  readonly by?: string | undefined
  readonly sort?: string | undefined
  readonly turned?: boolean | undefined
  /** How many of the next vacant booths. */
  readonly limit?: number | undefined
  readonly page?: number | undefined
}

/** The address of a view; what is left away is what one sees at first. */
export function coverageAddress(view: View, path = '/coverage', anchor = ''): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(view))
    if (value !== undefined && value !== null && value !== '' && value !== false)
      query.set(name, value === true ? '1' : String(value))
  const text = query.toString()
  return `${path}${text && `?${text}`}${anchor}`
}

export const invitationAddress = (place: string, wing: number | null): string =>
  coverageAddress({ place, wing }, '/invitations/new')
export const peopleAddress = (place: string, wing: number | null): string =>
  coverageAddress({ place, wing }, '/people')
export const waitingAddress = (place: string, wing: number | null): string =>
  coverageAddress({ place, wing, state: 'placed' }, '/people')
