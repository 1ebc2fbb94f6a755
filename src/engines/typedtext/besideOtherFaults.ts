/**
 * For a rule about several fields of a form: zod asks it only where each field is right by itself, so that its fault would be told in a second round. With this it is
 * asked also beside other faults, and sees what is wrong as it was typed.
 * @example z.object({ … }).superRefine(rule, besideOtherFaults)
 */
export const besideOtherFaults = {
  when: ({ value }: { readonly value: unknown }) => typeof value === 'object' && value !== null,
} as const
