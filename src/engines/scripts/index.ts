export { scriptRuns, type ScriptRun } from './scriptRuns.ts'
