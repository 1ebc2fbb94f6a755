/** No test is left out, and none runs alone, nor do what tests are built of arrange it: a test that does not run proves nothing. */
import { globSync, readFileSync } from 'node:fs'

const faults = globSync('{src,tests,cli,bench,db}/**/*.ts').flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, at) =>
      /\.(only|skip|todo|fixme)(<.*>)?\(|\b(xit|xdescribe)\(/.test(line)
        ? [`${file}:${at + 1}: ${line.trim()}`]
        : [],
    ),
)
for (const fault of faults) console.error(fault)
process.exit(faults.length === 0 ? 0 : 1)
