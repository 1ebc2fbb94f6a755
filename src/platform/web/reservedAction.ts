/**
 * Whether a form names the action `default`. Kit keeps that name to itself and takes it for a mistake in our code, which would make a
 * stranger's `?/default` our 500.
 */
export const namesReservedAction = (url: URL): boolean =>
  [...url.searchParams.keys()].find((name) => name.startsWith('/')) === '/default'
