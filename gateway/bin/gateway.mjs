#!/usr/bin/env -S node --max-semi-space-size=64
// Serves a graph from wherever the command is given: the programs are compiled first, where their sources have changed.
import { register } from 'node:module';
import { compileChanged } from '../../infra/compiled.mjs';

await compileChanged().catch(({ message }) => {
  process.stderr.write(`The gateway could not be compiled:\n${message}\n`);
  process.exit(1);
});
// Packages of the workspace give what they are compiled to, as under `--conditions=compiled`, which this command need not be called with.
const hooks = `export const resolve = (specifier, context, next) =>
  next(specifier, { ...context, conditions: ['compiled', ...context.conditions] });`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
await import('../dist/src/main.js');
