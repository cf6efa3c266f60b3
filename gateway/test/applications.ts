import { createHash } from 'node:crypto';
import { type Answer, eventually } from './gateway.ts';
import { construction, constructionSdl, type RegistryHouse, registerApproved, startRegistryHouse } from './registry.ts';
import type { FixtureSubgraph } from './subgraph.ts';

export const SUBGRAPH = 'ind-construction';
export const FLOORS = '"Floors." floors: Int @tag(name: "pub")';
export const DOCUMENT = 'query Sites { constructionSites { nameZh floors } }';
export const FIRM = 'query Firm($id: ID!) { enterprise(id: $id) { nameZh constructionSites { nameZh } } }';

/** The SHA-256 of a document, in hex. */
export const hashOf = (document: string): string => createHash('sha256').update(document).digest('hex');

/** A gateway with a registered subgraph, and the programs of a client application. */
export interface ApplicationHouse extends RegistryHouse {
  readonly site: FixtureSubgraph;
  /** Tokens: of a department of the federation, and of the program that publishes operations. */
  readonly dept: string;
  readonly publisher: string;
  /** Deploys and publishes a schema of the subgraph. */
  publishSchema(sdl: string, more?: object): Promise<Answer>;
  register(changes?: object, token?: string): Promise<Answer>;
  /** Registers the application unless it is registered; its id. */
  application(): Promise<string>;
  publish(operations: readonly object[], more?: object, token?: string): Promise<Answer>;
  versionOf(): Promise<number>;
}

const STORED =
  'client { version } operations { hash name fetches cost maxFetches maxCost coordinates lastUsedAt client { name } }';

export async function startApplicationHouse(): Promise<ApplicationHouse> {
  const house = await startRegistryHouse();
  const site = await house.startOther(SUBGRAPH, construction(constructionSdl(FLOORS)));
  await registerApproved(house, { name: SUBGRAPH, prefix: 'Construction', url: site.url, clientId: 'publisher' });
  const [dept, publisher] = await Promise.all([house.tokenOfPerson('CITY_DEPT'), house.program('app-publisher')]);
  await house.gateway.ask('{ __typename }', { token: publisher });
  await house.sql(`insert into seen_client values ('app', 'PEOPLE'), ('partner-program', 'PROGRAM'), ('spare', 'PROGRAM')`);
  await house.sql(`insert into partner_client values ('partner-program', $1)`, [crypto.randomUUID()]);
  const row = async () => (await house.sql('select id, version from client_application'))[0] as { id: string; version: number };
  const register: ApplicationHouse['register'] = (changes = {}, token = dept) => {
    const registration = {
      ...{ name: 'Member app', team: 'Digital team', contact: 'team@app.example' },
      ...{ clientId: 'app', publisherClientId: 'app-publisher' },
    };
    return house.send(token, 'registerClient', { ...registration, ...changes }, 'client { id version }');
  };
  const publishSchema: ApplicationHouse['publishSchema'] = async (sdl, more = {}) => {
    site.release(construction(sdl));
    const [found] = await house.sql('select version from registered_subgraph where name = $1', [SUBGRAPH]);
    const input = { subgraph: SUBGRAPH, sdl, expectedVersion: found?.version, ...more };
    return house.send(await house.program('publisher'), 'publishSubgraph', input, 'version { number state }');
  };
  const published = await publishSchema(constructionSdl(FLOORS));
  if (published.errors.length > 0) throw new Error(JSON.stringify(published.errors));
  await eventually(async () => expect((await house.gateway.ask('{ constructionSites { floors } }')).codes).toEqual([]));
  return {
    ...{ ...house, site, dept, publisher, publishSchema, register },
    application: async () => {
      if ((await row()) === undefined) await register();
      return (await row()).id;
    },
    versionOf: async () => (await row()).version,
    publish: async (operations, more = {}, token = publisher) => {
      const { id: clientApplicationId, version: expectedVersion } = await row();
      return house.send(token, 'publishOperations', { clientApplicationId, expectedVersion, operations, ...more }, STORED);
    },
  };
}
