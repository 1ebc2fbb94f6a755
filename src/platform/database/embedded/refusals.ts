/** Every reason why the embedded PostgreSQL may refuse to start, with its words. */
import { StartRefused } from './startRefused.ts'

/** Somebody else listens on the port we were told to use. */
export function portInUse(port: number, holder: 'postgresql' | 'program'): StartRefused {
  const en = holder === 'postgresql' ? 'another PostgreSQL' : 'another program'
  const hi = holder === 'postgresql' ? 'कोई दूसरा PostgreSQL' : 'कोई दूसरा प्रोग्राम'
  return new StartRefused(
    'port_in_use',
    { port, holder },
    {
      en: `Port ${port} is taken by ${en}; stop it, or choose another port with KARYAKARTA_PG_PORT.`,
      hi: `पोर्ट ${port} पर ${hi} चल रहा है; उसे बंद करें, या KARYAKARTA_PG_PORT से दूसरा पोर्ट चुनें।`,
    },
  )
}

/** The port may not be opened by this user (below 1024, or forbidden by the system). */
export function portForbidden(port: number): StartRefused {
  return new StartRefused(
    'port_forbidden',
    { port },
    {
      en: `This user may not open port ${port}; choose one above 1023 with KARYAKARTA_PG_PORT.`,
      hi: `यह उपयोगकर्ता पोर्ट ${port} नहीं खोल सकता; KARYAKARTA_PG_PORT से 1023 से बड़ा पोर्ट चुनें।`,
    },
  )
}

/** Another living start holds the data folder. */
export function alreadyRunning(folder: string, pid: number): StartRefused {
  return new StartRefused(
    'already_running',
    { folder, pid },
    {
      en: `Karyakarta is already running on ${folder} (pid ${pid}); stop that one first.`,
      hi: `${folder} पर Karyakarta पहले से चल रहा है (pid ${pid}); पहले उसे बंद करें।`,
    },
  )
}

/** The folder cannot be made or written: permissions, or a file where a folder should be. */
export function folderNotWritable(folder: string, reason: string): StartRefused {
  return new StartRefused(
    'folder_not_writable',
    { folder, reason },
    {
      en: `Cannot write to ${folder} (${reason}); give this user the folder, or set KARYAKARTA_HOME to one it owns.`,
      hi: `${folder} में लिखा नहीं जा सकता (${reason}); इस उपयोगकर्ता को फ़ोल्डर दें, या KARYAKARTA_HOME में उसका अपना फ़ोल्डर बताएँ।`,
    },
  )
}

/** The disk under the folder is mounted read-only. */
export function diskReadOnly(folder: string): StartRefused {
  return new StartRefused(
    'disk_read_only',
    { folder },
    {
      en: `The disk under ${folder} is read-only; set KARYAKARTA_HOME to a folder on a writable disk.`,
      hi: `${folder} वाली डिस्क पर केवल पढ़ा जा सकता है; KARYAKARTA_HOME में लिखने योग्य डिस्क का फ़ोल्डर बताएँ।`,
    },
  )
}

/** No space left. */
export function diskFull(folder: string): StartRefused {
  return new StartRefused(
    'disk_full',
    { folder },
    {
      en: `The disk under ${folder} is full; free some space and start again, no data is lost.`,
      hi: `${folder} वाली डिस्क भर गई है; जगह ख़ाली करके फिर शुरू करें, कोई डेटा नहीं खोया।`,
    },
  )
}

/** The folder was written by another major version of PostgreSQL. */
export function otherVersion(folder: string, found: string, expected: string): StartRefused {
  return new StartRefused(
    'other_version',
    { folder, found, expected },
    {
      en: `${folder} belongs to PostgreSQL ${found}, this is ${expected}; restore a backup into a new folder.`,
      hi: `${folder} PostgreSQL ${found} का है, यह ${expected} है; बैकअप को नए फ़ोल्डर में वापस लाएँ।`,
    },
  )
}

/** The folder holds something that is not a PostgreSQL cluster. */
export function foreignFolder(folder: string): StartRefused {
  return new StartRefused(
    'foreign_folder',
    { folder },
    {
      en: `${folder} is not empty and not a PostgreSQL data folder; nothing in it was touched.`,
      hi: `${folder} ख़ाली नहीं है और PostgreSQL का फ़ोल्डर भी नहीं; उसमें कुछ नहीं बदला गया।`,
    },
  )
}

/** The superuser's password file is gone although the data is there. */
export function passwordLost(file: string): StartRefused {
  return new StartRefused(
    'password_lost',
    { file },
    {
      en: `The database stands but its password file ${file} is missing; put it back from the backup.`,
      hi: `डेटाबेस है पर उसकी पासवर्ड फ़ाइल ${file} नहीं मिली; उसे बैकअप से वापस रखें।`,
    },
  )
}

/** No binaries were installed for this machine. */
export function binariesMissing(platform: string): StartRefused {
  return new StartRefused(
    'binaries_missing',
    { platform },
    {
      en: `No embedded PostgreSQL is installed for ${platform}; run npm ci, or set DATABASE_URL to a server of yours.`,
      hi: `${platform} के लिए PostgreSQL नहीं मिला; npm ci चलाएँ, या DATABASE_URL में अपना सर्वर बताएँ।`,
    },
  )
}

/** Anything else PostgreSQL said before it gave up. */
export function postgresFailed(said: string, logFile: string): StartRefused {
  return new StartRefused(
    'postgres_failed',
    { said, logFile },
    {
      en: `PostgreSQL did not start: ${said} (log: ${logFile})`,
      hi: `PostgreSQL शुरू नहीं हुआ: ${said} (लॉग: ${logFile})`,
    },
  )
}

/** Turns a file-system error into the matching refusal; anything unknown is passed on as it is. */
export function refusalOfFileError(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (code === 'EROFS') return diskReadOnly(folder)
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(folder)
  if (code === 'EACCES' || code === 'EPERM' || code === 'ENOTDIR' || code === 'EEXIST')
    return folderNotWritable(folder, code)
  return error
}

/** Turns what PostgreSQL (or initdb) wrote before it ended into the matching refusal. */
export function refusalOfOutput(output: string, folder: string, port: number, logFile: string): StartRefused {
  if (/No space left on device|Disk quota exceeded/.test(output)) return diskFull(folder)
  if (/Read-only file system/.test(output)) return diskReadOnly(folder)
  if (/Address already in use/.test(output)) return portInUse(port, 'program')
  if (/Permission denied/.test(output)) return folderNotWritable(folder, 'EACCES')
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const telling = lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? lines.at(-1) ?? 'no output'
  return postgresFailed(telling.trim(), logFile)
}
