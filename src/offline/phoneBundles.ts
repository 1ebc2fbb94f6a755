import { build, type Plugin } from 'vite'

const PREFIX = 'virtual:phone/'
/** Scripts that stand outside src/offline. */
const ELSEWHERE: Readonly<Record<string, string>> = { verifier: 'src/verifier/page.ts' }

/**
 * Makes `virtual:phone/worker` and `virtual:phone/page` the text of src/offline's two scripts, each bundled into one file. They are served by
 * routes of the organisation edition, not laid among the files that both editions serve: the programme has no worker at all.
 */
export function phoneBundles(): Plugin {
  return {
    name: 'phone-bundles',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined
      const name = id.slice(PREFIX.length + 1)
      const input = ELSEWHERE[name] ?? `src/offline/${name}.ts`
      const made = await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        build: {
          write: false,
          target: 'es2022',
          minify: true,
          rolldownOptions: { input, output: { format: 'iife', codeSplitting: false } },
        },
      })
      const [result] = Array.isArray(made) ? made : [made]
      if (!result || !('output' in result)) throw new Error(`${input} was not bundled`)
      return `export default ${JSON.stringify(result.output[0].code)}`
    },
  }
}
