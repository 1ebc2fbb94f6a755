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
declare module 'virtual:phone/learn' {
  const text: string
  export default text
}
declare module 'virtual:phone/kit' {
  const text: string
  export default text
}
declare module 'virtual:phone/gate' {
  const text: string
  export default text
}
declare module 'virtual:phone/gateWorker' {
  const text: string
  export default text
}
