import type { Command } from './command.ts';
import { catalogue } from './commands/catalogue.ts';
import { check } from './commands/check.ts';
import { makeCompletion } from './commands/completion.ts';
import { conformance } from './commands/conformance.ts';
import { dev } from './commands/dev.ts';
import { diff } from './commands/diff.ts';
import { init } from './commands/init.ts';
import { login } from './commands/login.ts';
import { logout } from './commands/logout.ts';
import { operations } from './commands/operations.ts';
import { publish } from './commands/publish.ts';
import { rollback } from './commands/rollback.ts';
import { status } from './commands/status.ts';
import { withdraw } from './commands/withdraw.ts';

const ALL: readonly Command[] = [
  login,
  logout,
  init,
  status,
  check,
  diff,
  publish,
  rollback,
  withdraw,
  catalogue,
  operations,
  conformance,
  dev,
];

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [...ALL, makeCompletion(ALL)];
