import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { house } from './house.ts';

// @reads shared/cli
const COMMAND = path.resolve(import.meta.dirname, '../../shared/cli');
// @reads gateway/local
const LOCAL_GATEWAY = path.resolve(import.meta.dirname, '../../gateway/local');

/** A command that runs until it is ended. */
export interface RunningCommand {
  readonly child: ChildProcess;
  readonly ended: Promise<number>;
  /** What it printed, on both streams. */
  said(): string;
}

/** A developer's machine: a folder outside of the repository, with the packed command and its gateway installed in it. */
export interface SecondMachine {
  readonly folder: string;
  write(file: string, content: string): string;
  start(...args: string[]): RunningCommand;
  remove(): void;
}

/** Packs and installs without the network, as where no registry is at hand. */
const npm = (cwd: string, ...args: string[]): string =>
  execFileSync('npm', [...args, '--offline', '--no-audit', '--no-fund', '--loglevel=error'], { cwd, encoding: 'utf8' });

export function openSecondMachine(): SecondMachine {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'second-machine-'));
  const { dependencies } = JSON.parse(fs.readFileSync(path.join(COMMAND, 'package.json'), 'utf8'));
  const others = Object.keys(dependencies).map((name) => fs.realpathSync(path.join(COMMAND, 'node_modules', name)));
  const archives = [COMMAND, LOCAL_GATEWAY, ...others].map((of, at) => {
    const [{ filename }] = JSON.parse(npm(folder, 'pack', of, '--json', ...(at > 1 ? ['--ignore-scripts'] : [])));
    return `./${filename}`;
  });
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "name": "second-machine", "private": true }');
  npm(folder, 'install', ...archives);
  const env = { PATH: process.env.PATH, HOME: folder, UNION_GRAPH_GATEWAY: house.gateway };
  return {
    folder,
    write: (file, content) => {
      fs.writeFileSync(path.join(folder, file), content);
      return file;
    },
    start: (...args) => {
      const child = spawn(path.join(folder, 'node_modules/.bin/union-graph'), args, { cwd: folder, env });
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk) => {
          said += String(chunk);
        });
      const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
      return { child, ended, said: () => said };
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}
