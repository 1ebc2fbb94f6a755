export { replay, type Grade, type Memory, type Turn } from './replay.ts'
