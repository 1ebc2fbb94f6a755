import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { S3Client } from '@aws-sdk/client-s3'
import { pathOf, type ByteStore } from './byteStore.ts'
import { sayBucketFault } from './storeFault.ts'

export interface Bucket {
  readonly endpoint: string | undefined
  readonly name: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Before every key: the edition's name. */
  readonly prefix: string
  /** Milliseconds without an answer before a request is tried again. Default 15 000. */
  readonly patienceMs?: number
}

const TRIES = 3

/** Files in an S3-compatible bucket. The library is loaded when the first bucket is opened: most installations have none. */
export async function bucketStore(bucket: Bucket): Promise<ByteStore> {
  const s3 = await import('@aws-sdk/client-s3')
  const client: S3Client = new s3.S3Client({
    ...(bucket.endpoint === undefined ? {} : { endpoint: bucket.endpoint, forcePathStyle: true }),
    region: bucket.region,
    credentials: { accessKeyId: bucket.accessKeyId, secretAccessKey: bucket.secretAccessKey },
    maxAttempts: TRIES,
    // Not every compatible server knows the newer trailing checksums; ours is the file's own SHA-256.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: bucket.patienceMs ?? 15_000,
      throwOnRequestTimeout: true,
    },
  })
  const at = (sha256: string) => ({ Bucket: bucket.name, Key: `${bucket.prefix}/${pathOf(sha256)}` })
  const isAbsent = (error: unknown) =>
    (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404

  const has = (sha256: string) =>
    client.send(new s3.HeadObjectCommand(at(sha256))).then(
      () => true,
      (error: unknown) => {
        if (isAbsent(error)) return false
        throw sayBucketFault(error)
      },
    )
  const put = async (sha256: string, path: string): Promise<void> => {
    const { size } = await stat(path)
    // A stream can be read once, so each try opens the file anew.
    for (let attempt = 1; ; attempt += 1) {
      const Body = createReadStream(path)
      const ChecksumSHA256 = Buffer.from(sha256, 'hex').toString('base64')
      try {
        await client.send(
          new s3.PutObjectCommand({ ...at(sha256), Body, ContentLength: size, ChecksumSHA256 }),
        )
        return
      } catch (error) {
        if (attempt >= TRIES) throw sayBucketFault(error)
      } finally {
        Body.destroy()
      }
    }
  }
  return {
    has,
    async adopt(sha256, path) {
      if (!(await has(sha256))) await put(sha256, path)
    },
    async open(sha256) {
      try {
        const { Body } = await client.send(new s3.GetObjectCommand(at(sha256)))
        return Body as Readable
      } catch (error) {
        if (isAbsent(error)) return undefined
        throw sayBucketFault(error)
      }
    },
    remove: async (sha256) => void (await client.send(new s3.DeleteObjectCommand(at(sha256)))),
    async probe() {
      const Key = `${bucket.prefix}/.probe`
      await client.send(new s3.PutObjectCommand({ Bucket: bucket.name, Key, Body: 'probe' }))
      await client.send(new s3.DeleteObjectCommand({ Bucket: bucket.name, Key }))
    },
  }
}
