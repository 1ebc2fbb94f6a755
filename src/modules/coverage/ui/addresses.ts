/** What the address of a coverage page says; everything that is seen can be sent to a colleague. Moving about keeps all that is not changed. */
export interface View {
  readonly place?: string | undefined
  readonly wing?: number | null | undefined
  /** A name of domain/filter.ts. */
  readonly state?: string | undefined
  /** A name of domain/division.ts; without it: what lies directly under the place. */
  readonly by?: string | undefined
  readonly sort?: string | undefined
  readonly turned?: boolean | undefined
  /** How many of the next vacant booths. */
  readonly limit?: number | undefined
  readonly page?: number | undefined
}

/** The address of a view; what is left away is what one sees at first. */
export function coverageAddress(view: View, path = '/coverage', anchor = ''): string {
  // A constituency's page has six hundred of these: written by hand they cost a tenth of URLSearchParams.
  let query = ''
  for (const [name, value] of Object.entries(view))
    if (value !== undefined && value !== null && value !== '' && value !== false)
      query += `${query && '&'}${name}=${value === true ? '1' : encodeURIComponent(value)}`
  return `${path}${query && `?${query}`}${anchor}`
}

/** The booths behind a number of a place; without a filter all of them. */
export const rowsAddress = (view: View, place: string, filter?: string): string =>
  coverageAddress(
    { place, wing: view.wing, state: filter, by: 'booth', sort: view.sort, turned: view.turned },
    '/coverage',
    '#booths',
  )

export const invitationAddress = (place: string, wing: number | null): string =>
  coverageAddress({ place, wing }, '/invitations/new')
/** The people that coverage counts: those of its booths who are not set aside. */
export const peopleAddress = (place: string, wing: number | null): string =>
  coverageAddress({ place, wing, state: 'counted' }, '/people')
/** @param from the view of the coverage to come back to */
export const waitingAddress = (place: string, wing: number | null, from: View): string => {
  const query = new URLSearchParams({ from: coverageAddress(from, '/coverage', '#booths') })
  return `${coverageAddress({ place, wing }, '/waiting')}&${query}`
}
