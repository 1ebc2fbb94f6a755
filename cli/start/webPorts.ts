import { createServer } from 'node:net'
import { StartRefused } from '#platform/database/embedded/index.ts'

/** Asks the kernel whether we may listen on the port. @throws StartRefused naming the variable that moves it */
export async function assertWebPortFree(port: number, variable: string): Promise<void> {
  const code = await new Promise<string | undefined>((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(undefined)))
  })
  if (code) throw webPortTaken(port, variable, code)
}

/** Also told by the edition's process, when somebody took the port in between. */
export function webPortTaken(port: number, variable: string, code: string): StartRefused {
  const forbidden = code === 'EACCES'
  const perhaps = forbidden
    ? { en: '', hi: '' }
    : {
        en: ' (Karyakarta may already be running there: look for the terminal in which it was started)',
        hi: ' (शायद Karyakarta वहीं पहले से चल रहा है: वह टर्मिनल देखें जिसमें उसे शुरू किया था)',
      }
  return new StartRefused(
    forbidden ? 'web_port_forbidden' : 'web_port_in_use',
    { port, variable },
    {
      en: `Port ${port} ${forbidden ? 'may not be opened by this user' : 'is in use'}${perhaps.en}; choose another one: ${variable}=${port + 1000} npm start`,
      hi: `पोर्ट ${port} ${forbidden ? 'यह उपयोगकर्ता नहीं खोल सकता' : 'पहले से काम में है'}${perhaps.hi}; दूसरा चुनें: ${variable}=${port + 1000} npm start`,
    },
  )
}
