import { spawn } from 'node:child_process';
import path from 'node:path';
import { compiledProgram } from '@union-graph/testing';
import { eventually, type GatewayUnderTest, withAsk } from './gateway.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

export interface GatewayProcess extends GatewayUnderTest {
  /** Kills the process (SIGKILL). */
  kill(): Promise<void>;
}

/** Starts a gateway as a process of its own on a free port and waits until it is ready. */
export async function openGatewayProcess(env: Readonly<Record<string, string>>): Promise<GatewayProcess> {
  const program = compiledProgram(path.join(ROOT, 'src/main.ts'));
  const child = spawn(process.execPath, [...program, '--port', '0'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, LOG_LEVEL: 'silent', SUBGRAPH_POLL_MS: '60000', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const url = await eventuallyRead(
    () => /answers at (\S+)\/graphql/.exec(output)?.[1],
    () => `The gateway said: ${output}`,
  );
  await eventually(async () => {
    if (!(await fetch(`${url}/ready`)).ok) throw new Error('not ready');
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { ...withAsk({ port: Number(new URL(url).port), url, stop }), kill };
}

async function eventuallyRead(read: () => string | undefined, describe: () => string): Promise<string> {
  let found: string | undefined;
  await eventually(() => {
    found = read();
    if (!found) throw new Error(describe());
  });
  return found as string;
}
