import { identityCheckDigit } from '@union-graph/identity';
import { unionId } from '@union-graph/infra/unions';
import { ask, good, key } from '../house/client.ts';
import { eventually } from '../house/house.ts';

/** Sends one mutation of the organisation as a demo person. */
const send = (who: string, mutation: string, input: object, fields: string) =>
  ask(
    who,
    `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${fields} } }`,
    {
      input: { idempotencyKey: key(), ...input },
    },
  );
const read = async (who: string, query: string) => good(await ask(who, query));
const refused = async (...call: Parameters<typeof send>) => {
  const { data, errors } = await send(...call);
  expect(data?.[call[1]] ?? null).toBeNull();
  const { code, rule, field } = errors?.[0]?.extensions ?? { code: 'done' };
  return [code, rule, field];
};

const PASS = { pass: true };
const FOUR = { sign: PASS, identity: PASS, rules: PASS, projects: PASS, procedures: { pass: false } };

describe('2.1.7 组织建设：不合规则的输入 / what the organisation refuses, by the persons whose work it is', () => {
  test('an organisation code with a wrong check digit', async () => {
    const firm = { nameZh: '花店', ownership: 'PRIVATE', headcount: 1, industry: 'SERVICES', districtCode: '110105' };
    const call = ['feng-jing', 'registerEnterprise', { ...firm, orgCode: 'D21435690' }, 'enterprise { id }'] as const;
    expect((await refused(...call))[0]).toBe('BAD_USER_INPUT');
  });

  test('the same person twice; a second card; a card without consent', async () => {
    const { me } = await read('li-jianguo', '{ me { id } }');
    const apply = { memberId: me.id, unionId: unionId('joint-panjiayuan'), evidenceRef: 'form-7' };
    expect(await refused('chen-xiaomei', 'applyForMembership', apply, 'application { id }')).toEqual([
      'MEMBERSHIP_EXISTS',
      'ORG-INV-2',
      undefined,
    ]);
    expect(await refused('li-jianguo', 'applyCard', { memberId: me.id }, 'card { id }')).toEqual([
      'CARD_ALREADY_ACTIVE',
      'ORG-INV-1',
      undefined,
    ]);
    const consent = { memberId: me.id, purpose: 'DELIVERY', scope: ['card'], separate: true, evidenceRef: ' ' };
    expect(await refused('li-jianguo', 'giveConsent', consent, 'consent { id }')).toEqual([
      'CONSENT_REQUIRED',
      undefined,
      'evidenceRef',
    ]);
  });

  test('a joint union approved by another district, a circle in the tree, a firm with a union of its own', async () => {
    const chaoyang = unionId('district-110105');
    const names = { nameZh: `团结湖社区联合工会${Date.now()}`, name: 'Tuanjiehu' };
    const created = await send(
      'feng-jing',
      'createUnion',
      { ...names, parentId: chaoyang, kind: 'COMMUNITY_JOINT_UNION' },
      'union { id version }',
    );
    const { id, version: expectedVersion } = good(created).createUnion.union;
    const approve = { unionId: id, expectedVersion };
    expect((await refused('dong-lei', 'approveUnion', approve, 'union { id }'))[0]).toBe('FORBIDDEN');
    const federation = (await read('shen-ping', `{ union(id: "${chaoyang}") { version } }`)).union;
    const circle = { unionId: chaoyang, expectedVersion: federation.version, parentId: id };
    const [code, rule] = await refused('shen-ping', 'moveUnion', circle, 'union { id }');
    expect([code, rule]).toEqual(['VALIDATION_FAILED', 'ORG-INV-4']);
    const { enterprises } = await read('feng-jing', '{ enterprises(first: 50) { nodes { id nameZh version } } }');
    const own = enterprises.nodes.find(({ nameZh }: { nameZh: string }) => nameZh === '丰台精密机械厂');
    const affiliate = { enterpriseId: own.id, expectedVersion: own.version, unionId: unionId('joint-panjiayuan') };
    expect((await refused('feng-jing', 'affiliateEnterprise', affiliate, 'enterprise { id }'))[0]).toBe('VALIDATION_FAILED');
  });

  test('a standard home without all five brights; a task verified by its reporter', async () => {
    const home = await assessedHome();
    const review = { homeId: home.id, expectedVersion: home.version, brights: FOUR, standard: true };
    expect(await refused('shen-ping', 'reviewHome', review, 'home { id }')).toEqual(['THRESHOLD_NOT_MET', 'S-41', 'brights']);
    const { taskProjects } = await read('shen-ping', `{ taskProjects(leadUnitId: "${unionId('city')}") { id version status } }`);
    const task = taskProjects.find(({ status }: { status: string }) => status === 'IN_PROGRESS' || status === 'DELAYED');
    const report = { taskId: task.id, expectedVersion: task.version, progressBp: 10_000, text: '完成' };
    const done = good(await send('shen-ping', 'reportTaskProgress', report, 'task { version status }')).reportTaskProgress.task;
    expect(done.status).toBe('COMPLETED');
    const verify = { taskId: task.id, expectedVersion: done.version };
    for (const who of ['shen-ping', 'peng-bo'])
      expect(await refused(who, 'verifyTask', verify, 'task { id }')).toEqual(['SEPARATION_OF_DUTIES', '2.1.3', undefined]);
    expect((await send('yao-xin', 'verifyTask', verify, 'task { status }')).errors).toBeUndefined();
  });

  test('a file with one bad row of 1,000: 999 accepted, one error, PARTIAL', async () => {
    const rows = Array.from(
      { length: 1_000 },
      (_, n) => `名录${String.fromCodePoint(0x4e00 + n)},${n === 500 ? '110105190001010000' : numberOf(n)},CASUAL`,
    );
    const file = ['name,identity_number,employment_kind', ...rows].join('\n');
    const input = { unionId: unionId('joint-panjiayuan'), dryRun: true, evidenceRef: 'box-9', file };
    const { id } = good(await send('chen-xiaomei', 'importMembers', input, 'batch { id }')).importMembers.batch;
    const batch = await eventually(async () => {
      const { importBatch } = await read(
        'chen-xiaomei',
        `{ importBatch(id: "${id}") { status accepted rejected finishedAt errors { row code field } } }`,
      );
      return importBatch.finishedAt && importBatch;
    }, 30);
    expect(batch).toMatchObject({ status: 'PARTIAL', accepted: 999, rejected: 1 });
    expect(batch.errors).toEqual([{ row: 501, code: 'BAD_USER_INPUT', field: 'identity_number' }]);
  });

  test('ORG-INV-9: the last cadre of a station does not go without another', async () => {
    const { cadreLinks } = await read(
      'shen-ping',
      '{ cadreLinks(target: STATION, first: 100) { nodes { id version target { ... on ServicePoint { id } } } } }',
    );
    const links = cadreLinks.nodes as { id: string; version: number; target: { id: string } }[];
    const last = links.find(({ target }) => links.filter((link) => link.target.id === target.id).length === 1);
    const end = { linkId: last?.id, expectedVersion: last?.version };
    const [code, rule] = await refused('shen-ping', 'endCadreLink', end, 'link { id }');
    expect([code, rule]).toEqual(['VALIDATION_FAILED', 'ORG-INV-9']);
  });
});

/** A home of Panjiayuan's joint union that its officer has assessed. */
async function assessedHome(): Promise<{ id: string; version: number }> {
  const home = { unionId: unionId('joint-panjiayuan'), nameZh: `潘家园职工之家${Date.now()}`, districtCode: '110105' };
  const { id, version } = good(await send('chen-xiaomei', 'registerHome', home, 'home { id version }')).registerHome.home;
  const begin = { homeId: id, expectedVersion: version };
  const begun = good(await send('chen-xiaomei', 'beginHomeBuilding', begin, 'home { version }')).beginHomeBuilding.home;
  const assess = { homeId: id, expectedVersion: begun.version, brights: FOUR };
  return good(await send('chen-xiaomei', 'submitHomeAssessment', assess, 'home { id version }')).submitHomeAssessment.home;
}

/** A made-up identity number of somebody old enough to work, with a right check digit. */
function numberOf(n: number): string {
  const digits = `11011319${String(n % 90).padStart(2, '0')}0101${String(Math.floor(n / 90)).padStart(3, '0')}`;
  return digits + identityCheckDigit(digits);
}
