import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { decodeJwt } from 'jose';
import { type IdentityServer, startIdentity } from './identity/server.ts';

const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'token-test-'));
let identity: IdentityServer;

beforeAll(async () => {
  const dir = path.join(dataDir, 'identity');
  identity = await startIdentity({ host: '127.0.0.1', port: 0, dir, consoleOrigins: ['http://localhost:4000'] });
  fs.writeFileSync(
    path.join(dataDir, 'directory.json'),
    JSON.stringify({ identity: identity.issuer, gateway: '', databases: {} }),
  );
});
afterAll(async () => {
  await identity.stop();
  fs.rmSync(dataDir, { recursive: true });
});

/** Runs a program of the checkout as npm would. */
async function run(file: string, args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    env: { ...process.env, DATA_DIR: dataDir, ...env },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { ...output, code };
}

test('prints one token and nothing else', async () => {
  const { stdout, code } = await run('local/token.ts', ['wang-xiulan']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  expect(decodeJwt(stdout.trim())).toMatchObject({ sub: 'wang-xiulan', scope: 'read write introspect' });
});

test('gives a token with fewer rights when asked to, and one for a partner by either proof', async () => {
  expect(decodeJwt((await run('local/token.ts', ['wang-xiulan', 'read'])).stdout)).toMatchObject({ scope: 'read' });
  expect(decodeJwt((await run('local/token.ts', ['ngo-key'])).stdout)).toMatchObject({ sub: 'ngo-key', scope: 'read write' });
  expect(decodeJwt((await run('local/token.ts', ['ngo-secret'])).stdout)).toMatchObject({ sub: 'ngo-secret' });
});

test('names everybody when the name is wrong, on the other stream', async () => {
  const { stdout, stderr, code } = await run('local/token.ts', ['wang-xiulam']);
  expect([stdout, code]).toEqual(['', 1]);
  expect(stderr).toMatch(/There is no demo person "wang-xiulam"[\s\S]*wang-xiulan +王秀兰[\s\S]*ngo-key/);
});

test('says what is missing when nobody answers', async () => {
  const { stderr, code } = await run('local/token.ts', ['wang-xiulan'], { OIDC_ISSUER: 'http://127.0.0.1:1' });
  expect(code).toBe(1);
  expect(stderr).toMatch(/does not answer[\s\S]*Is npm start running\?/);
});

test.each([
  ['production', /does not run in production: set OIDC_ISSUER/],
  ['Production', /NODE_ENV is none of .*: "Production"/],
])('the provider for demonstrations does not start in "%s"', async (NODE_ENV, reason) => {
  const { stderr, code } = await run('local/identity.ts', [], { NODE_ENV, PORT: '0' });
  expect(code).toBe(1);
  expect(stderr).toMatch(reason);
});
