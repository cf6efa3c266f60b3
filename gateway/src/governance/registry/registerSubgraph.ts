import { checkedEmail, columns, insertRow, isId, Refusal, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { Catalogue } from '../../supergraph/reading/catalogue.ts';
import type { RegisterSubgraphInput } from '../schema.gen.ts';
import { subgraphOf } from './getSubgraph.ts';
import { registryPolicy } from './policy.ts';
import { SubgraphRow } from './SubgraphRow.ts';

/**
 * Registers a subgraph of a union. An administrator of the union does so, and becomes a steward of it. The federation must approve it before it can be
 * published (GOV-INV-3). One that the federation refused may be registered anew by its owner.
 */
export async function registerSubgraph(tx: Tx, input: RegisterSubgraphInput, catalogue: Catalogue) {
  const { ownerUnionId } = input;
  refuseIf(!isId(ownerUnionId), 'BAD_USER_INPUT', `"${ownerUnionId}" is not an id.`, { field: 'ownerUnionId' });
  registryPolicy.authorise(tx.viewer, 'registerSubgraph', { ownerUnionId });
  const name = checkedName(input.name);
  const prefix = checkedPrefix(input.prefix);
  const routingUrl = checkedRoutingUrl(input.routingUrl);
  const contact = checkedEmail(input.contact, 'contact');
  // The lock serialises registrations: no prefix may be the beginning of another one.
  await rows(tx.db, sql`select from registry_revision for update`);
  await refuseTakenPrefix(tx, prefix, catalogue);
  const personId = tx.viewer.personId as string;
  const said = { contact, routingUrl, prefix, registeredBy: personId, registeredAt: tx.now };
  const proposed = { status: 'PROPOSED', ...said, decidedBy: null, decidedAt: null, reason: null } as const;
  const refused = await findRefused(tx, name, ownerUnionId);
  const row = refused
    ? await updateRow(tx.db, SubgraphRow, refused, proposed)
    : await insertRow(tx.db, SubgraphRow, { id: name, kind: 'REGISTERED', ownerUnionId, ...proposed, version: 1 });
  await rows(tx.db, sql`insert into steward (subgraph, person_id) values (${name}, ${personId}) on conflict do nothing`);
  return { subgraph: subgraphOf(row) };
}

/** The subgraph of this name that the federation refused to this owner; undefined when there is none. */
async function findRefused({ db }: Tx, name: string, ownerUnionId: string): Promise<SubgraphRow | undefined> {
  const [row] = await rows<SubgraphRow>(
    db,
    sql`select ${columns(SubgraphRow, 's')} from registered_subgraph s
      where s.name = ${name} and s.kind = 'REGISTERED' and s.status = 'REFUSED' and s.owner_union_id = ${ownerUnionId} for update`,
  );
  return row;
}

function checkedName(name: string): string {
  if (/^ind-[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/.test(name)) return name;
  throw new Refusal(
    'BAD_USER_INPUT',
    `The name of a registered subgraph is "ind-" and 1 to 40 small letters, digits and hyphens, such as "ind-construction"; got "${name.slice(0, 100)}".`,
    { field: 'name' },
  );
}

function checkedPrefix(prefix: string): string {
  if (/^[A-Z][A-Za-z]{2,39}$/.test(prefix)) return prefix;
  throw new Refusal(
    'BAD_USER_INPUT',
    `A prefix is 3 to 40 letters, the first a capital, such as "Construction"; got "${prefix.slice(0, 100)}".`,
    { field: 'prefix' },
  );
}

/** Checks the form of a routing URL. Whether it may be called and answers is checked at each publication. */
export function checkedRoutingUrl(value: string): string {
  const url = value.length <= 300 && URL.canParse(value) ? new URL(value) : null;
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.hash) return url.href;
  throw new Refusal(
    'BAD_USER_INPUT',
    'A routing URL is an http or https URL of at most 300 characters without a user name, a password and a part after "#".',
    { field: 'routingUrl' },
  );
}

/** Refuses a prefix that names of types or root fields begin with, and one that begins with another subgraph's prefix, or the reverse. A refused subgraph holds no prefix. */
async function refuseTakenPrefix({ db }: Tx, prefix: string, { fields }: Catalogue): Promise<void> {
  const root = `${prefix[0]?.toLowerCase()}${prefix.slice(1)}`;
  const taken = [...fields.keys()].find(
    (coordinate) => coordinate.startsWith(prefix) || new RegExp(`^(Query|Mutation)\\.${root}`).test(coordinate),
  );
  const used = `Names of the graph begin with "${prefix}" already: "${taken}". Choose another prefix.`;
  refuseIf(taken !== undefined, 'DUPLICATE', used, { field: 'prefix' });
  const [rival] = await rows<{ name: string; prefix: string }>(
    db,
    sql`select name, prefix from registered_subgraph
      where status <> 'REFUSED' and (starts_with(${prefix}, prefix) or starts_with(prefix, ${prefix})) limit 1`,
  );
  const similar = `The subgraph "${rival?.name}" has the prefix "${rival?.prefix}", and names could belong to both. Choose another prefix.`;
  refuseIf(rival !== undefined, 'DUPLICATE', similar, { field: 'prefix' });
}
