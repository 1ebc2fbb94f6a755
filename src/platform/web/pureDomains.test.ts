import { build } from 'vite'
import { expect, it } from 'vitest'
import { withoutEffects } from './pureDomains.ts'

/** What is left of a module of which a page uses `used` only. */
async function left(code: string): Promise<string> {
  const files: Record<string, string> = {
    page: `import { used } from 'rules'; console.log(used)`,
    rules: withoutEffects(code),
  }
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'files',
        enforce: 'pre',
        resolveId: (id) => (files[id] ? `\0${id}` : undefined),
        load: (id) => files[id.slice(1)],
      },
    ],
    build: {
      write: false,
      // As zod's own package says of itself.
      rolldownOptions: { input: 'page', external: ['zod'], treeshake: { moduleSideEffects: false } },
    },
  })
  const [output] = [made].flat()
  if (!output || !('output' in output)) throw new Error('nothing was built')
  return output.output[0].code
}

it('schemas that a page does not use are left out, with zod; what it uses stays, in its order', async () => {
  const code = await left(`
    import { z } from 'zod'
    const roles = ['a', 'b']
    const chained = z.object({ role: z.enum(roles).optional() }).strict().default({})
    export const schema = z.union([chained, z.string().transform((text) => ({ role: text }))])
    export const forms = { one: z.string(), two: schema }
    export const used = roles.map((role) => role.toUpperCase())`)
  expect(code).not.toMatch(/zod|optional|transform/)
  expect(code).toContain('toUpperCase')
})

it('schemas that a page uses are there as they were', async () => {
  const code = await left(`
    import { z } from 'zod'
    const inner = z.string()
    export const { used } = z.object({ used: inner })`)
  expect(code).toMatch(/from"zod"|from "zod"/)
  expect(code).toMatch(/object\(\{ ?used:/)
})

it('what is neither called nor made is not touched', () => {
  const code = `import { z } from 'zod'; export const a = 1, b = () => z.string(), c = [1, 2]; function d() {}`
  expect(withoutEffects(code)).toBe(code)
})
