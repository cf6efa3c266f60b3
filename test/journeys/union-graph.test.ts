import fs from 'node:fs';
import path from 'node:path';
import { id } from '@union-graph/infra/ids';
import { SUBGRAPHS } from '@union-graph/infra/services';
import { unionId } from '@union-graph/infra/unions';
import { type CommandLine, gatewayKey, openCommandLine, writeProgramSecret } from '../house/cli.ts';
import { type Answer, ask, codeOf, good, key, send, TODAY, tokenOfPartner } from '../house/client.ts';
import { eventually, house } from '../house/house.ts';
import { hasPython, PYTHON_SDL, type PythonSubgraph, startPythonSubgraph } from '../house/pythonSubgraph.ts';
import { openSecondMachine, type RunningCommand, type SecondMachine } from '../house/secondMachine.ts';

const act = async (as: string, name: string, input: object, selection: string) => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
  return ask(as, `mutation ($input: ${type}) { result: ${name}(input: $input) { ${selection} } }`, {
    input: { idempotencyKey: key(), ...input },
  });
};

let cli: CommandLine;
beforeAll(async () => {
  cli = await openCommandLine();
});
afterAll(() => cli.remove());
const write = (file: string, content: string): string => {
  fs.writeFileSync(path.join(cli.folder, file), content);
  return file;
};

describe('conformance', () => {
  const ENTITIES: Readonly<Record<string, object>> = {
    organisation: { Enterprise: ['survey', 'restaurant', 'grocery'].map((name) => ({ id: id('enterprise', name) })) },
    mediation: { MediationOrg: [{ id: id('mediation-org', 'district-110105') }] },
    venues: { Facility: ['badminton-1', 'walkway'].map((name) => ({ id: id('facility', name) })) },
  };

  test.each(SUBGRAPHS)('%s keeps to the specification that unions follow', async (name) => {
    const entities = write('entities.json', JSON.stringify(ENTITIES[name] ?? {}));
    const args = ['--subgraph', name, '--key', gatewayKey(), '--entities', entities];
    const { code, said } = await cli.run('conformance', `${house.services[name]}/graphql`, ...args);
    expect([said.split('\n').filter((line) => line.startsWith('✗')), code]).toEqual([[], 0]);
    expect(said).toMatch(/keeps to the specification/);
  });
});

describe('a union publishes a subgraph in Python with the command', () => {
  if (!hasPython()) {
    test('is not tried: there is no Python with graphql-core and cryptography', () => undefined);
    return;
  }
  const [NAME, PROGRAM] = ['ind-python', 'publisher-construction-2'];
  let own: PythonSubgraph;
  beforeAll(async () => {
    own = await startPythonSubgraph();
  });
  afterAll(() => own.stop());

  test('signs in, and is told what the program may do', async () => {
    const secret = writeProgramSecret(cli.folder);
    const before = await cli.run('login', '--client-id', PROGRAM, '--secret-file', secret);
    expect([before.code, before.said]).toEqual([0, expect.stringMatching(/may publish nothing yet/)]);
    const owner = unionId('industry-construction');
    const registration = {
      name: NAME,
      ownerUnionId: owner,
      contact: 'graph@python.example',
      routingUrl: own.url,
      prefix: 'Python',
    };
    good(await act('gao-yuan', 'registerSubgraph', registration, 'subgraph { name }'));
    good(await act('peng-bo', 'decideSubgraph', { subgraph: NAME, expectedVersion: 1, approved: true }, 'subgraph { name }'));
    // The command asks on the machine's clock.
    const [from, to] = [-60_000, 86_400_000].map((ms) => new Date(Date.now() + ms).toISOString());
    const credential = { subgraph: NAME, clientId: PROGRAM, validFrom: from, validTo: to };
    await eventually(
      async () => codeOf(await act('gao-yuan', 'addSubgraphCredential', credential, 'credential { id }')) === null,
    );
    expect((await cli.run('status')).said).toMatch(/ind-python {2}ACTIVE[\s\S]*No version is published yet/);
  });

  test('is told what is wrong with a schema, in its line, and publishes nothing', async () => {
    write('union-graph.json', JSON.stringify({ gateway: house.gateway, subgraph: NAME }));
    write(
      'schema.graphql',
      PYTHON_SDL.replace('type PythonNotice @key', 'type Notice @key').replaceAll('[PythonNotice!]', '[Notice!]'),
    );
    const checked = await cli.run('check');
    expect([checked.code, checked.said]).toEqual([
      1,
      expect.stringMatching(/schema\.graphql:\d+ {2}CLOSED_TYPE {2}"Notice" does not begin/),
    ]);
    const published = await cli.run('publish', '--lang', 'zh');
    expect([published.code, published.said]).toEqual([
      1,
      expect.stringMatching(/填写的内容不符合业务规则[\s\S]*"Notice" does not begin/),
    ]);
  });

  test('tries it, publishes it, and it is served when the owner of the field has approved', async () => {
    const entities = write('entities.json', JSON.stringify({ PythonNotice: [{ id: 'notice-2' }, { id: 'notice-1' }] }));
    const tried = await cli.run('conformance', own.url, '--key', gatewayKey(), '--entities', entities);
    expect([tried.said.split('\n').filter((line) => line.startsWith('✗')), tried.code]).toEqual([[], 0]);
    write('schema.graphql', PYTHON_SDL);
    expect(await cli.run('check')).toEqual({
      code: 0,
      said: expect.stringMatching(/NEEDS_APPROVAL[\s\S]*@key Union.id {2}\(organisation\)/),
    });
    expect(await cli.run('publish')).toEqual({ code: 0, said: expect.stringMatching(/version 1 waits for others/) });
    const { subgraph } = good(await ask('shen-ping', `{ subgraph(name: "${NAME}") { references { id version } } }`));
    const [{ id: referenceId, version: expectedVersion }] = subgraph.references;
    good(await act('shen-ping', 'approveReference', { referenceId, expectedVersion, approved: true }, 'version { state }'));
    // A busy house may say meanwhile that something cannot be looked up now: it is asked again, as that says.
    await eventually(async () => / 1 {2}CURRENT/.test((await cli.run('status')).said));
    await eventually(async () => codeOf(await ask(null, '{ pythonNotices { textZh } }')) === null);
    expect(good(await ask(null, '{ pythonNotices { textZh } }')).pythonNotices.length).toBe(2);
    expect((await cli.run('catalogue', 'PythonNotice')).said).toMatch(/PythonNotice\.textZh +PUB +ind-python/);
  });

  describe('and develops it on a second machine, against the shared graph', () => {
    let machine: SecondMachine;
    let draft: PythonSubgraph;
    let dev: RunningCommand;
    let url: string;
    const LATER = PYTHON_SDL.replace(
      'textZh: String!',
      'textZh: String!\n  "Where it hangs."\n  placeZh: String @tag(name: "pub")',
    );
    const FIELDS = '{ __type(name: "PythonNotice") { fields { name } } }';
    const askHere = async (query: string, variables: object = {}) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Answer;
    };
    beforeAll(async () => {
      machine = openSecondMachine();
      draft = await startPythonSubgraph();
      await draft.deploy(LATER);
      const secret = writeProgramSecret(machine.folder);
      expect(await machine.start('login', '--client-id', PROGRAM, '--secret-file', secret).ended).toBe(0);
      machine.write('schema.graphql', PYTHON_SDL);
      machine.write('union-graph.json', JSON.stringify({ gateway: house.gateway, subgraph: NAME, routingUrl: draft.url }));
      dev = machine.start('dev', '--port', '0', '--key', gatewayKey(), '--hours', '1');
      url = await eventually(async () => /http:\S+(?= answers: "ind-python")/.exec(dev.said())?.[0] ?? false);
    });
    afterAll(async () => {
      dev.child.kill('SIGKILL');
      await dev.ended;
      await draft.stop();
      machine.remove();
    });

    test('reads its own draft and the public fields of others in one query', async () => {
      const { data, errors } = await askHere('{ pythonNotices { id textZh } districts { code nameZh } }');
      expect([errors, data.pythonNotices.length]).toEqual([undefined, 2]);
      expect(data.districts.length).toBe(17);
    });

    test('sees a saved field at once, and the shared graph does not have it', async () => {
      const saved = performance.now();
      machine.write('schema.graphql', LATER);
      await eventually(async () => JSON.stringify(await askHere(FIELDS)).includes('placeZh'));
      console.log(`a saved field is served after ${Math.round(performance.now() - saved)} ms`);
      expect((await askHere('{ pythonNotices { textZh placeZh } }')).errors).toBeUndefined();
      expect(JSON.stringify(good(await ask('shen-ping', FIELDS)))).not.toContain('placeZh');
      expect((await cli.run('status')).said).toMatch(/ 1 {2}CURRENT/);
    });

    test('is refused fields that are not public, and every call is in the access log under its purpose', async () => {
      const member = '{ member(id: "01900000-0000-7000-8000-000000000000") { nameZh } }';
      const { data, errors } = await askHere(member);
      expect([data.member, errors?.[0]?.extensions.code]).toEqual([null, 'FIELD_NOT_ALLOWED']);
      const log = good(
        await ask('luo-qing', '{ accessLog(first: 50) { nodes { client statedPurpose decision coordinates } } }'),
      ).accessLog.nodes.filter(({ statedPurpose }: { statedPurpose: string }) => statedPurpose === `union-graph dev ${NAME}`);
      expect(log).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            client: PROGRAM,
            decision: 'ALLOWED',
            coordinates: expect.arrayContaining(['District.nameZh']),
          }),
          expect.objectContaining({ client: PROGRAM, decision: 'REFUSED' }),
        ]),
      );
    });

    test('ends when an administrator of its union revokes the passport', async () => {
      const { subgraph } = good(await ask('gao-yuan', `{ subgraph(name: "${NAME}") { developerPassports { id version } } }`));
      const [{ id: passportId, version: expectedVersion }] = subgraph.developerPassports;
      good(await act('gao-yuan', 'revokeDeveloperPassport', { passportId, expectedVersion }, 'passport { revokedAt }'));
      expect(await dev.ended).toBe(3);
      expect(dev.said()).toMatch(/refuses the passport: The developer's passport is revoked/);
    });
  });

  test('ships a later version, reads the difference, and goes back', async () => {
    const later = PYTHON_SDL.replace('textZh: String!', 'text: String!');
    write('schema.graphql', later);
    expect((await cli.run('diff')).said).toMatch(/Against version 1:[\s\S]*BREAKING[\s\S]*'textZh' was removed/);
    expect(await cli.run('publish')).toMatchObject({
      code: 1,
      said: expect.stringMatching(/breaks what the current version promises/),
    });
    await own.deploy(later);
    expect(await cli.run('publish', '--acknowledge-breaking')).toMatchObject({
      code: 0,
      said: expect.stringMatching(/version 2 is served/),
    });
    await own.deploy(PYTHON_SDL);
    const back = await cli.run('rollback', '--reason', '字段改名过早');
    expect([back.code, back.said]).toEqual([0, expect.stringMatching(/version 1 is served again/)]);
    await eventually(async () => codeOf(await ask(null, '{ pythonNotices { textZh } }')) === null);
    expect((await cli.run('rollback', '--reason', 'once more')).code).toBe(1);
  });
});

test('the graph checks the operations of an application against what a subgraph publishes', async () => {
  const token = await tokenOfPartner('publisher-console');
  const program = (query: string, variables: object = {}) =>
    send({ query, variables }, { authorization: `Bearer ${token}`, 'x-test-now': TODAY });
  await program('{ myClientApplication { id } }');
  const application = {
    ...{ name: '控制台', team: '信息中心', contact: 'console@union.example' },
    ...{ clientId: 'local-tools', publisherClientId: 'publisher-console' },
  };
  const { client } = good(await act('peng-bo', 'registerClient', application, 'client { id version }')).result;
  const document = 'query Firm($id: ID!) { enterprise(id: $id) { nameZh } }';
  const input = {
    ...{ idempotencyKey: key(), clientApplicationId: client.id, expectedVersion: client.version },
    operations: [{ document, maxFetches: 3, maxCost: 100 }],
  };
  const published = good(
    await program(
      'mutation ($input: PublishOperationsInput!) { publishOperations(input: $input) { operations { name fetches cost lastUsedAt } } }',
      { input },
    ),
  );
  expect(published.publishOperations.operations).toEqual([{ name: 'Firm', fetches: 1, cost: 1, lastUsedAt: null }]);
  good(await ask('shen-ping', document, { id: id('enterprise', 'survey') }));
  await eventually(async () => {
    const own = good(await program('{ myClientApplication { operations { nodes { lastUsedAt } } } }'));
    return own.myClientApplication.operations.nodes[0].lastUsedAt !== null;
  });
  const listed = good(await ask('peng-bo', '{ clientApplications { nodes { name team operations { nodes { name cost } } } } }'));
  expect(listed.clientApplications.nodes).toEqual([
    { name: '控制台', team: '信息中心', operations: { nodes: [{ name: 'Firm', cost: 1 }] } },
  ]);
});
