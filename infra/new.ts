import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { newAction } from './scaffold/newAction.ts';
import { newNoun } from './scaffold/newNoun.ts';
import { newSubgraph } from './scaffold/newSubgraph.ts';

const HELP = `Writes the first files in the style of the house. Names as in the schema; nouns in kebab-case.

  npm run new -- subgraph <subgraph> <noun>                a package with its first noun:   subgraph archives paper
  npm run new -- noun <subgraph> <noun>                    a table, entity, loader, list:   noun venues locker-room
  npm run new -- action <subgraph> <noun> <mutationName>   a mutation of it:                action venues locker-room renameLockerRoom

Subgraphs: ${readdirSync('subgraphs').join(', ')}
`;

const AFTER_SUBGRAPH = `Run "npx pnpm install" to link the package, then "npm run compose" to take it into the graph. What events it listens to stands in
infra/local/launcher/services.ts.
`;

const [kind, subgraph, noun, mutation] = process.argv.slice(2);
try {
  if (!subgraph || !noun) throw new Error(HELP);
  const dir = path.resolve('subgraphs', subgraph);
  if (kind === 'subgraph') newSubgraph(path.resolve('subgraphs'), subgraph, noun);
  else if (!existsSync(path.join(dir, 'src', 'subgraph.ts'))) throw new Error(`There is no subgraph "${subgraph}".\n\n${HELP}`);
  else if (kind === 'noun') newNoun(dir, noun);
  else if (kind === 'action' && mutation) newAction(dir, noun, mutation);
  else throw new Error(HELP);
  process.stdout.write(
    `\n${kind === 'subgraph' ? AFTER_SUBGRAPH : ''}Next: npm run lint -- --fix, npm run typecheck, and the rules, the policy and the tests.\n`,
  );
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
