#!/usr/bin/env node
import { existsSync } from 'node:fs';

const MAIN = new URL('../dist/src/main.js', import.meta.url);
if (existsSync(MAIN)) {
  const { main } = await import(MAIN.href);
  process.exitCode = await main(process.argv.slice(2), process);
} else {
  // A package from "npm pack" always has it; a checkout has it once it was built.
  console.error(
    'The command is not built in this checkout: run "npm run build" in shared/cli, after "npm start" or "npm test" at its root.',
  );
  console.error('此检出目录中尚未构建该命令：请先在根目录运行“npm start”或“npm test”，再到 shared/cli 运行“npm run build”。');
  process.exitCode = 2;
}
