/** A phone as people here read it out: `+91 61000 02029`. Numbers of other countries stay as they are. */
export const spokenPhone = (e164: string): string => e164.replace(/^\+91(\d{5})(\d{5})$/, '+91 $1 $2')
