import { Command } from 'commander'
import { registerApiKey } from './commands/apiKey.ts'
import { registerAudit } from './commands/audit.ts'
import { registerBackup } from './commands/backup.ts'
import { registerDoctor } from './commands/doctor.ts'
import { registerImport } from './commands/import.ts'
import { registerKeys } from './commands/keys.ts'
import { registerMigrate } from './commands/migrate.ts'
import { registerRestore } from './commands/restore.ts'
import { registerServe } from './commands/serve.ts'
import { registerSetup } from './commands/setup.ts'
import { registerStart } from './commands/start.ts'
import { registerWorker } from './commands/worker.ts'
import { sayFailure } from './say.ts'
import { ensureMessages } from './start/compiledMessages.ts'

const program = new Command('karyakarta')
  .description('Karyakarta · कार्यकर्ता: a trained, trusted volunteer at every polling booth.')
  .showHelpAfterError('(karyakarta --help tells more)')
  .helpCommand(false)
  // `start` has them compiled beside its PostgreSQL.
  .hook('preAction', async (_program, command) => {
    if (command.name() !== 'start') await ensureMessages(process.cwd())
  })

// A command's body is loaded when it runs, so that --help answers at once.
for (const register of [
  registerStart,
  registerServe,
  registerWorker,
  registerMigrate,
  registerSetup,
  registerImport,
  registerApiKey,
  registerKeys,
  registerBackup,
  registerRestore,
  registerAudit,
  registerDoctor,
])
  register(program)

try {
  await program.parseAsync()
} catch (error) {
  await sayFailure(error)
  process.exitCode = 1
}
