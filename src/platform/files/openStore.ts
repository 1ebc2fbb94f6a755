import { EnvironmentFault, type Environment } from '../environment/environment.ts'
import { bucketStore } from './bucketStore.ts'
import type { ByteStore } from './byteStore.ts'
import { diskStore } from './diskStore.ts'

const opened = new WeakMap<Environment, Promise<ByteStore>>()

/** The edition's own store: the bucket that the environment names, else the folder KARYAKARTA_FILES. Opened once a process. */
export function openStore(environment: Environment): Promise<ByteStore> {
  const known = opened.get(environment)
  if (known) return known
  const store = open(environment)
  opened.set(environment, store)
  return store
}

async function open(environment: Environment): Promise<ByteStore> {
  const { S3_BUCKET: name, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = environment
  if (!name) return diskStore(environment.KARYAKARTA_FILES)
  if (!S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY)
    throw new EnvironmentFault('S3_BUCKET: needs S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY')
  return bucketStore({
    endpoint: environment.S3_ENDPOINT,
    name,
    region: environment.S3_REGION,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
    prefix: environment.edition,
  })
}
