/** Made by phoneBundles.ts: a whole script, as text. */
declare module 'virtual:phone/worker' {
  const text: string
  export default text
}
declare module 'virtual:phone/signIn' {
  const text: string
  export default text
}
declare module 'virtual:phone/page' {
  const text: string
  export default text
}
declare module 'virtual:phone/verifier' {
  const text: string
  export default text
}
