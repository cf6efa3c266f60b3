import { buildOurs, buildReference } from './contenders.ts';
import { runOracle } from './oracle.ts';
import { subgraphSdl } from './sdl.ts';

const [, , name = 'hive', cases = '100', seed = '7', faults = '3'] = process.argv;
const build = name === 'reference' ? buildReference : buildOurs(name === 'apollo' ? 'apollo' : 'hive');
const r = await runOracle({ build, cases: Number(cases), seed: Number(seed), faults: Number(faults) });
for (const f of r.faults) {
  console.log('=====', f.fault.slice(0, 3000));
  console.log(f.operation.text, JSON.stringify(f.operation.variables));
  if (process.env.SDL) for (const s of f.world.subgraphs) console.log('##', s, subgraphSdl(f.world, s as never));
}
console.log(name, { ...r, faults: r.faults.length });
